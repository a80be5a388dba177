#!/usr/bin/env node
// The Nu HTML checker on every page, stylesheet and SVG of a built site, as it is sent. `scripts/nu.mjs SITE…` prints each
// message, then a line "N passed, N failed" that counts files.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { files } from '../tests/browser/site.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const load = createRequire(path.join(ROOT, 'tests/browser/package.json'));
/** @type {string} */
const jar = load('vnu-jar');
const BATCH = 1000; // files for one Java process: a command line has an end

/** @typedef {{ type: string, subType?: string, url?: string, lastLine?: number, lastColumn?: number, message: string, extract?: string }} Message */

/**
 * @param {string[]} batch  absolute paths
 * @returns {Message[]}
 */
function check(batch) {
  const args = ['-Xss4m', '-jar', jar, '--stdout', '--exit-zero-always', '--format', 'json', '--also-check-css', '--also-check-svg'];
  const run = spawnSync('java', [...args, ...batch], { encoding: 'utf8', maxBuffer: 1 << 30 });
  if (run.error) throw run.error;
  if (run.status !== 0) throw new Error(`the Nu checker ended with status ${run.status}:\n${run.stderr}`);
  return JSON.parse(run.stdout).messages;
}

const sites = process.argv.slice(2).map((folder) => path.resolve(folder));
const all = sites.flatMap((folder) => {
  if (!existsSync(path.join(folder, 'index.html'))) throw new Error(`${folder} is no built site`);
  return files(folder).filter((file) => /\.(html|css|svg)$/.test(file)).map((file) => path.join(folder, file));
});
/** @type {Set<string>} */
const bad = new Set();
for (let at = 0; at < all.length; at += BATCH)
  for (const message of check(all.slice(at, at + BATCH))) {
    const file = message.url ? fileURLToPath(message.url) : 'the checker';
    bad.add(file);
    console.log(`${path.relative(process.cwd(), file)}:${message.lastLine ?? 0}:${message.lastColumn ?? 0} ${message.subType ?? message.type}: ${message.message}`);
    if (message.extract) console.log(`    ${message.extract.replace(/\s+/g, ' ').trim()}`);
  }
console.log(`${all.length - bad.size} passed, ${bad.size} failed`);
process.exitCode = bad.size > 0 || all.length === 0 ? 1 : 0;
