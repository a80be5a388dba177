// The judges of licences and workflows themselves: what must be refused is refused.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { ALLOWED_DATA, judgeCrates, judgeLock, judgeVendor, permits } from './licences.mjs';
import { pin } from './pins.mjs';
import { habits } from './workflows.mjs';

const allowed = new Set(['MIT', 'ISC', 'Apache-2.0', 'Apache-2.0 WITH LLVM-exception']);

for (const [expression, expected] of /** @type {[string, boolean][]} */ ([
  ['MIT', true],
  ['GPL-3.0-only', false],
  ['GPL-3.0-only OR MIT', true],
  ['GPL-3.0-only AND MIT', false],
  ['MIT AND (GPL-3.0-only OR ISC)', true],
  ['(MIT OR ISC) AND GPL-3.0-only', false],
  ['GPL-3.0-only OR MIT AND ISC', true],
  ['MIT OR GPL-3.0-only AND GPL-2.0-only', true],
  ['MIT/GPL-3.0-only', true],
  ['Apache-2.0 / GPL-3.0-only', true],
  ['Apache-2.0 WITH LLVM-exception', true],
  ['MIT WITH LLVM-exception', false],
  ['GPL-2.0-only WITH Classpath-exception-2.0 OR ISC', true],
]))
  test(`the licence “${expression}” is ${expected ? 'permitted' : 'refused'}`, () => assert.equal(permits(expression, allowed), expected));

test('a malformed licence expression is an error', () => {
  for (const wrong of ['', 'MIT OR', 'MIT ISC', '(MIT', 'AND MIT', 'MIT WITH', 'MIT)', 'see LICENSE file'])
    assert.throws(() => permits(wrong, allowed), SyntaxError, `“${wrong}”`);
});

test('a crate with a foreign licence, none, or from elsewhere than crates.io is refused; our own is not judged', () => {
  const index = 'registry+https://host.invalid/some/crates.io-index';
  const crate = { name: 'a', version: '1.0.0', license: 'MIT', source: index };
  /** @param {Partial<import('./licences.mjs').Crate>} change */
  const faults = (change) => judgeCrates({ packages: [{ ...crate, ...change }] }, ['ours'])[0]?.faults.join('\n') ?? 'not judged';
  assert.equal(faults({}), '');
  assert.match(faults({ license: 'AGPL-3.0-only' }), /AGPL-3\.0-only/);
  assert.match(faults({ license: null }), /states no SPDX licence/);
  assert.match(faults({ source: null }), /a local path/);
  assert.match(faults({ source: 'git+https://host.invalid/a/crates.io-index#123' }), /not from crates\.io/);
  assert.match(faults({ source: 'registry+https://host.invalid/other-index' }), /not from crates\.io/);
  assert.equal(faults({ name: 'ours', source: null, license: null }), 'not judged');
});

test('a lock that names a download address, lacks a hash or has a foreign licence is refused', () => {
  const entry = { version: '1.0.0', license: 'MIT', integrity: `sha512-${'A'.repeat(86)}==` };
  /** @param {object} change */
  const faults = (change) =>
    judgeLock('package-lock.json', { lockfileVersion: 3, packages: { '': {}, 'node_modules/a': { ...entry, ...change } } })
      .flatMap((one) => one.faults)
      .join('\n');
  assert.equal(faults({}), '');
  assert.match(faults({ resolved: 'https://host.invalid/a.tgz' }), /download address/);
  assert.match(faults({ integrity: undefined }), /integrity/);
  assert.match(faults({ integrity: 'sha1-AAAA' }), /integrity/);
  assert.match(faults({ license: 'SSPL-1.0' }), /SSPL-1\.0/);
  assert.match(judgeLock('x', { lockfileVersion: 1, dependencies: {} })[0]?.faults[0] ?? '', /version 3/);
});

test('a vendored file must be listed with the hash it has', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'vendor-'));
  try {
    const put = (/** @type {string} */ name, /** @type {string} */ text) => writeFileSync(path.join(folder, name), text);
    const faults = () => judgeVendor(folder).flatMap((one) => one.faults).join('\n');
    put('a.js', 'export {};');
    put('LICENSE-a.txt', 'text');
    assert.match(faults(), /not listed in vendor\.json/);
    const pin = { file: 'a.js', package: 'a', version: '1.2.3', licence: 'MIT', sha256: createHash('sha256').update('export {};').digest('hex') };
    put('vendor.json', JSON.stringify([pin]));
    assert.equal(faults(), '');
    put('a.js', 'export { };');
    assert.match(faults(), /has SHA-256/);
    put('vendor.json', JSON.stringify([pin, { ...pin, file: 'b.js', version: '^1', licence: 'GPL-3.0-only' }]));
    assert.match(faults(), /not there/);
    assert.match(faults(), /exact version/);
    assert.match(faults(), /GPL-3\.0-only/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('data may carry a licence that asks for a credit, code may not, and a pin is written as it is judged', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'data-'));
  try {
    const file = path.join(folder, 'towns.json');
    writeFileSync(file, '{}');
    for (const licence of ['GPL-3.0-only', 'MIT AND CC-BY-4.0']) pin(file, '@a/towns@1.2.3', licence);
    const faults = (/** @type {ReadonlySet<string>[]} */ ...allowed) => judgeVendor(folder, ...allowed).flatMap((one) => one.faults);
    assert.deepEqual(faults(ALLOWED_DATA), []);
    assert.match(faults().join(), /CC-BY-4\.0/);
    writeFileSync(file, '[]');
    assert.match(faults(ALLOWED_DATA).join(), /has SHA-256/);
    pin(file, '@a/towns@1.2.3', 'CC-BY-SA-4.0');
    assert.match(faults(ALLOWED_DATA).join(), /CC-BY-SA-4\.0/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a workflow with an unpinned action, an unnamed version or no permissions is refused', () => {
  const sha = 'a'.repeat(40);
  const workflow = (/** @type {string} */ uses) => `on: push\npermissions: {}\njobs:\n  a:\n    steps:\n      - uses: ${uses}\n`;
  assert.deepEqual(habits(workflow(`actions/checkout@${sha} # v7.0.1`)), []);
  assert.deepEqual(habits(workflow('./.github/actions/own')), []);
  assert.match(habits(workflow('actions/checkout@v7')).join(), /6: actions\/checkout@v7 is not pinned/);
  assert.match(habits(workflow(`actions/checkout@${sha}`)).join(), /not named in a comment/);
  assert.match(habits('on: push\njobs: {}\n').join(), /no top-level permissions/);
});
