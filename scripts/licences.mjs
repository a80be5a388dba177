#!/usr/bin/env node
// The licence and the source of everything that is not ours: crates, npm packages, files vendored into a theme, data of
// the maps.
// Prints what is wrong, then a line "N passed, N failed".
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Licences that what we link into the program or send to a visitor's browser may carry. */
export const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'Apache-2.0 WITH LLVM-exception',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BSL-1.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MPL-2.0',
  'Unicode-3.0',
  'Unlicense',
  'Zlib',
]);

/** Licences that data may carry besides: CC BY asks for a credit, which the maps give. */
export const ALLOWED_DATA = new Set([...ALLOWED, 'CC-BY-4.0']);

/**
 * Whether the allowlist satisfies an SPDX expression (SPDX 2.3, annex D): OR needs one side, AND needs both, and
 * `A WITH B` is one licence, allowed only as a whole. The slash of old Cargo manifests reads as OR, as Cargo says.
 * @param {string} expression
 * @param {ReadonlySet<string>} allowed
 * @returns {boolean}
 */
export function permits(expression, allowed = ALLOWED) {
  const tokens = expression.replaceAll('/', ' OR ').match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const take = () => {
    const token = tokens[at++];
    if (token === undefined) throw new SyntaxError(`“${expression}” ends too early`);
    return token;
  };
  /** @returns {boolean} */
  const licence = () => {
    const name = take();
    if (name === '(') {
      const inner = either();
      if (take() !== ')') throw new SyntaxError(`“${expression}” lacks a closing bracket`);
      return inner;
    }
    if (!/^[A-Za-z0-9.+-]+$/.test(name) || /^(AND|OR|WITH)$/.test(name))
      throw new SyntaxError(`“${name}” is no licence in “${expression}”`);
    if (tokens[at] !== 'WITH') return allowed.has(name);
    at++;
    return allowed.has(`${name} WITH ${take()}`);
  };
  /** @returns {boolean} */
  const both = () => {
    let ok = licence();
    while (tokens[at] === 'AND') {
      at++;
      ok = licence() && ok;
    }
    return ok;
  };
  /** @returns {boolean} */
  const either = () => {
    let ok = both();
    while (tokens[at] === 'OR') {
      at++;
      ok = both() || ok;
    }
    return ok;
  };
  const ok = either();
  if (at < tokens.length) throw new SyntaxError(`“${tokens[at]}” is out of place in “${expression}”`);
  return ok;
}

/**
 * What is wrong with one licence statement, as a phrase, or null.
 * @param {unknown} expression
 * @param {ReadonlySet<string>} allowed
 */
function licenceFault(expression, allowed = ALLOWED) {
  if (typeof expression !== 'string' || !expression.trim()) return 'states no SPDX licence';
  try {
    return permits(expression, allowed) ? null : `has the licence “${expression}”, which the allowlist does not permit`;
  } catch (error) {
    return String(/** @type {Error} */ (error).message);
  }
}

/**
 * @typedef {{ name: string, faults: string[] }} Judged  One dependency and what is wrong with it.
 * @typedef {{ name: string, version: string, license: string | null, source: string | null }} Crate
 */

/**
 * Crates of `cargo metadata`, our own package aside. Only the crates.io index is a permitted source: a git or path
 * dependency has no checksum in Cargo.lock that somebody else could verify.
 * @param {{ packages: Crate[], workspace_members?: string[] }} metadata
 * @param {string[]} own  names of the packages of this repository
 * @returns {Judged[]}
 */
export function judgeCrates(metadata, own) {
  return metadata.packages
    .filter((crate) => !(crate.source === null && own.includes(crate.name)))
    .map((crate) => {
      const faults = [];
      const licence = licenceFault(crate.license);
      if (licence) faults.push(licence);
      if (!/^registry\+https:\/\/[^?#]+\/crates\.io-index$/.test(crate.source ?? ''))
        faults.push(`comes from ${crate.source ?? 'a local path'}, not from crates.io`);
      return { name: `${crate.name} ${crate.version}`, faults };
    });
}

/**
 * Packages of a package-lock.json. `resolved` addresses bind a lock to one mirror; the hash of `integrity` is what
 * proves that the same bytes arrive.
 * @param {string} file  where the lock lies, for the message
 * @param {any} lock
 * @returns {Judged[]}
 */
export function judgeLock(file, lock) {
  if (lock.lockfileVersion !== 3 || !lock.packages?.[''])
    return [{ name: file, faults: ['is not a lock of version 3'] }];
  return Object.entries(lock.packages)
    .filter(([place]) => place !== '')
    .map(([place, entry]) => {
      const faults = [];
      const licence = licenceFault(entry.license);
      if (licence) faults.push(licence);
      if (entry.resolved !== undefined)
        faults.push('records a download address (run npm config set omit-lockfile-registry-resolved true, then lock anew)');
      if (!/^sha512-[A-Za-z0-9+/]{86}==$/.test(entry.integrity ?? '')) faults.push('has no sha512 integrity');
      return { name: `${file}: ${place.replace(/^.*node_modules\//, '')} ${entry.version}`, faults };
    });
}

/**
 * Browser code or data that is committed: `vendor.json` lists each file with package, version, licence and SHA-256, and
 * every other file of the folder must be a licence text or a README.
 * @param {string} folder  path of `vendor/` or `data/map/`
 * @param {ReadonlySet<string>} allowed
 * @returns {Judged[]}
 */
export function judgeVendor(folder, allowed = ALLOWED) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
  const list = path.join(folder, 'vendor.json');
  /** @type {{ file: string, package: string, version: string, licence: string, sha256: string }[]} */
  const pins = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
  const shipped = files.filter((file) => file !== 'vendor.json' && !/(^|\/)(README|LICEN[CS]E|COPYING|NOTICE)/i.test(file));
  return [...new Set([...shipped, ...pins.map((pin) => pin.file)])].sort().map((file) => {
    const faults = [];
    const pin = pins.find((one) => one.file === file);
    if (!pin) faults.push('is not listed in vendor.json');
    else {
      const licence = licenceFault(pin.licence, allowed);
      if (licence) faults.push(licence);
      if (!pin.package || !/^\d+\.\d+\.\d+/.test(pin.version ?? '')) faults.push('names no package with an exact version');
      if (!files.includes(file)) faults.push('is listed in vendor.json and not there');
      else {
        const sha256 = createHash('sha256').update(readFileSync(path.join(folder, file))).digest('hex');
        if (sha256 !== pin.sha256) faults.push(`has SHA-256 ${sha256}, and vendor.json says ${pin.sha256}`);
      }
    }
    return { name: path.join(path.basename(path.dirname(folder)), path.basename(folder), file), faults };
  });
}

/** Every dependency of this repository, judged. */
function judgeAll() {
  const cargo = (/** @type {string[]} */ ...args) =>
    JSON.parse(
      execFileSync('cargo', ['metadata', '--format-version', '1', '--locked', ...args], {
        cwd: ROOT,
        encoding: 'utf8',
        maxBuffer: 1 << 28,
        stdio: ['ignore', 'pipe', 'inherit'],
      }),
    );
  const own = cargo('--no-deps').packages.map((/** @type {Crate} */ crate) => crate.name);
  const judged = judgeCrates(cargo(), own);
  const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*package-lock.json', 'themes/*/vendor/*'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
    .split('\n')
    .filter(Boolean);
  for (const file of tracked.filter((one) => path.basename(one) === 'package-lock.json'))
    judged.push(...judgeLock(file, JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'))));
  const vendors = new Set(tracked.map((file) => file.match(/^themes\/[^/]+\/vendor(?=\/)/)?.[0]));
  for (const folder of vendors) if (folder) judged.push(...judgeVendor(path.join(ROOT, folder)));
  judged.push(...judgeVendor(path.join(ROOT, 'data/map'), ALLOWED_DATA));
  return judged;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const judged = judgeAll();
  const bad = judged.filter((one) => one.faults.length > 0);
  for (const { name, faults } of bad) for (const fault of faults) console.log(`${name} ${fault}`);
  console.log(`${judged.length - bad.length} passed, ${bad.length} failed`);
  process.exitCode = bad.length > 0 ? 1 : 0;
}
