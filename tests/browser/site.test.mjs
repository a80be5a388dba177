// The program as a whole, run as an editor or the publish workflow runs it. It leaves three sites behind for the other
// suites: CTF_SITE (everything, at the root), CTF_SITE_BASE (production, below /ctf/) and CTF_SITE_STREETS (the first with
// tiles of streets).
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { files } from './site.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const setting = (/** @type {string} */ name) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; scripts/test sets it`);
  return path.resolve(value);
};
const PROGRAM = setting('CTF_BIN');
const SITE = setting('CTF_SITE');
const SITE_BASE = setting('CTF_SITE_BASE');
const SITE_STREETS = setting('CTF_SITE_STREETS');
// One date for all builds of a run, so that midnight cannot come between two of them.
const DATE = new Date().toISOString().slice(0, 10);

/** @type {string} */
let scratch;
before(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'site-'));
});
after(() => rmSync(scratch, { recursive: true }));

/** @param {string[]} args @param {{ cwd?: string, env?: Record<string, string> }} [options] */
function ctf(args, { cwd = ROOT, env = {} } = {}) {
  const run = spawnSync(PROGRAM, args, { cwd, encoding: 'utf8', env: { ...process.env, ...env }, maxBuffer: 1 << 28 });
  if (run.error) throw run.error;
  return { status: run.status, said: run.stdout + run.stderr };
}

/** @param {string[]} args @param {Parameters<typeof ctf>[1]} [options] */
function succeed(args, options) {
  const { status, said } = ctf(args, options);
  assert.equal(status, 0, `ctf ${args.join(' ')} ended with ${status}:\n${said}`);
  return said;
}

/** Name, hash and nothing else of every file. @param {string} folder */
const fingerprint = (folder) =>
  files(folder).map((file) => `${file} ${createHash('sha256').update(readFileSync(path.join(folder, file))).digest('hex')}`);

/** A copy of what the build reads, to break. @param {string} name */
function copy(name) {
  const root = path.join(scratch, name);
  for (const part of ['content', 'data', 'themes']) cpSync(path.join(ROOT, part), path.join(root, part), { recursive: true });
  return root;
}

/** Puts a key that no record knows into the first toolkit. @param {string} root */
function breakToolkit(root) {
  const folder = path.join(root, 'content/en/toolkits');
  const name = readdirSync(folder).filter((file) => file.endsWith('.md') && file !== 'index.md').sort()[0];
  assert.ok(name, 'there is a toolkit to break');
  const file = path.join(folder, name);
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^---\n/, '---\nno_such_key: 1\n'));
  return `content/en/toolkits/${name}`;
}

test('the content is free of errors', () => {
  succeed(['check', '--date', DATE]);
});

test('a build writes the site', () => {
  succeed(['build', '--root', ROOT, '--out', SITE, '--date', DATE]);
  for (const file of ['index.html', '404.html', 'sitemap.xml', 'robots.txt', '_headers', '.nojekyll'])
    assert.ok(existsSync(path.join(SITE, file)), `${file} is built`);
});

test('a second build is the same to the byte in another folder, time zone, locale and with one thread', () => {
  const other = path.join(scratch, 'twice');
  succeed(['build', '--root', ROOT, '--out', other, '--date', DATE, '--jobs', '1'], {
    cwd: scratch,
    env: { TZ: 'Pacific/Kiritimati', LANG: 'ar_EG.UTF-8', LC_ALL: 'ar_EG.UTF-8' },
  });
  assert.deepEqual(fingerprint(other), fingerprint(SITE));
});

test('a build that changes nothing leaves the files alone', () => {
  const state = () => files(SITE).map((file) => `${file} ${statSync(path.join(SITE, file)).mtimeMs}`);
  const before = state();
  succeed(['build', '--root', ROOT, '--out', SITE, '--date', DATE]);
  assert.deepEqual(state(), before);
});

test('no byte of the site names a folder of this machine', () => {
  const names = [ROOT.replace(/\/$/, ''), scratch, process.env.HOME ?? ''].filter((name) => name.length > 5);
  const found = files(SITE).filter((file) => names.some((name) => readFileSync(path.join(SITE, file)).includes(name)));
  assert.deepEqual(found, []);
});

test('what draws streets is published only where the site has tiles', () => {
  const ofStreets = /(^|\/)streets(\/|\.)|maplibre|pmtiles/i;
  assert.deepEqual(files(SITE).filter((file) => ofStreets.test(file)), []);
  const root = copy('streets');
  const file = path.join(root, 'data/site.yml');
  const settings = readFileSync(file, 'utf8');
  assert.match(settings, /^map:$/m);
  // The file lies on the site's own host, where the tests put it.
  const tiles = '  tiles:\n    url: /tiles/streets.pmtiles\n    kind: pmtiles\n    attribution: Made for the test\n';
  writeFileSync(file, settings.replace(/^map:\n/m, `map:\n${tiles}`));
  succeed(['build', '--root', root, '--out', SITE_STREETS, '--date', DATE]);
  const found = files(SITE_STREETS).filter((name) => ofStreets.test(name)).map((name) => name.replace(/^assets\/[^/]+\//, ''));
  for (const name of ['scripts/streets.js', 'streets/index.html', 'vendor/streets/maplibre-gl.mjs', 'vendor/streets/pmtiles.js'])
    assert.ok(found.includes(name), `${name} is built`);
  // Another host is told in the page's policy alone.
  writeFileSync(file, settings.replace(/^map:\n/m, `map:\n${tiles.replace('/tiles/', 'https://tiles.example.org/')}`));
  const away = path.join(scratch, 'away');
  succeed(['build', '--root', root, '--out', away, '--date', DATE]);
  const named = files(away).filter((name) => readFileSync(path.join(away, name)).includes('tiles.example.org'));
  assert.deepEqual(named, ['_headers', 'streets/index.html', 'streets/settings.json']);
  const headers = readFileSync(path.join(away, '_headers'), 'utf8').split(/\n(?=\/)/);
  assert.deepEqual(headers.filter((rule) => rule.includes('tiles.example.org')).map((rule) => rule.split('\n')[0]), ['/streets/*']);
});

test('a production build for GitHub Pages stands below a base path and holds no demonstration data', () => {
  succeed(['build', '--root', ROOT, '--out', SITE_BASE, '--date', DATE, '--production', '--base-url', 'https://example.org/ctf/', '--policy-in-pages']);
  assert.ok(existsSync(path.join(SITE_BASE, 'index.html')));
  assert.deepEqual(files(SITE_BASE).filter((file) => /demo|\/example-/.test(file)), []);
});

test('an error in the content is told with its place, and the site that stood before stays', () => {
  const root = copy('broken');
  const file = breakToolkit(root);
  const out = path.join(scratch, 'kept');
  cpSync(SITE, out, { recursive: true });
  const { status, said } = ctf(['build', '--root', root, '--out', out, '--date', DATE]);
  assert.equal(status, 1, said);
  assert.ok(said.includes(`${file}:2:1`), `${file}:2:1 in:\n${said}`);
  assert.match(said, /no_such_key/);
  assert.deepEqual(fingerprint(out), fingerprint(SITE));
  assert.deepEqual(readdirSync(scratch).filter((name) => name.startsWith('.')), [], 'no staging folder is left');
});

test('a check for a pull request prints annotations', () => {
  const root = copy('annotated');
  const file = breakToolkit(root);
  const { status, said } = ctf(['check', '--format', 'github'], { cwd: root });
  assert.equal(status, 1, said);
  const line = said.split('\n').find((one) => one.startsWith('::error ')) ?? '';
  assert.ok(line.includes(`file=${file}`) && line.includes('line=2'), said);
});

test('a production build refuses a demonstration record outside its folder', () => {
  const root = copy('demo');
  const demo = path.join(root, 'data/demo/programs');
  const first = files(demo)[0];
  assert.ok(first, 'there is a demonstration record');
  cpSync(path.join(demo, first), path.join(root, 'data/programs', first), { recursive: true });
  const { status, said } = ctf(['build', '--root', root, '--out', path.join(scratch, 'never'), '--production', '--date', DATE]);
  assert.equal(status, 1, said);
  assert.ok(said.includes(`data/programs/${first}`), said);
  assert.ok(!existsSync(path.join(scratch, 'never')));
});

test('the ledger records what production publishes, once', () => {
  const root = copy('ledger');
  succeed(['build', '--production', '--date', DATE], { cwd: root });
  succeed(['urls', 'record'], { cwd: root });
  const ledger = path.join(root, 'data/urls.ledger');
  const first = readFileSync(ledger, 'utf8');
  assert.ok(first.split('\n').some((line) => line.includes('toolkits/')), first.slice(0, 400));
  assert.ok(!/\/example-/.test(first), 'no demonstration record is in the ledger');
  succeed(['urls', 'record'], { cwd: root });
  assert.equal(readFileSync(ledger, 'utf8'), first);
});

test('an address that was published and answers no more fails the build', () => {
  const root = copy('vanished');
  succeed(['build', '--production', '--date', DATE], { cwd: root });
  succeed(['urls', 'record'], { cwd: root });
  const ledger = path.join(root, 'data/urls.ledger');
  const known = readFileSync(ledger, 'utf8').split('\n').find((line) => line.includes('toolkits/')) ?? '';
  appendFileSync(ledger, `${known.replace(/toolkits\//, 'toolkits/gone-since-')}\n`);
  const { status, said } = ctf(['check'], { cwd: root });
  assert.equal(status, 1, said);
  assert.match(said, /gone-since-/);
});

test('a wrong option or a missing root is a matter of usage, exit 2', () => {
  assert.equal(ctf(['build', '--no-such-option']).status, 2);
  assert.equal(ctf(['no-such-command']).status, 2);
  assert.equal(ctf(['build', '--root', path.join(scratch, 'nowhere'), '--out', path.join(scratch, 'never')]).status, 2);
});
