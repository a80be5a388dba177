#!/usr/bin/env node
// `tsc --checkJs`, strict, on the theme's scripts and on the scripts of the tests and benches. Vendored files are read for the
// types they give and not judged. Prints what is wrong, then a line "N passed, N failed" that counts files.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TSC = path.join(ROOT, 'tests/browser/node_modules/typescript/bin/tsc');

let passed = 0;
let failed = 0;
for (const config of ['scripts/tsconfig.theme.json', 'tests/browser/tsconfig.json', 'benches/map/tsconfig.json']) {
  const run = spawnSync(process.execPath, [TSC, '--checkJs', '--noEmit', '--pretty', 'false', '--listFiles', '-p', config], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (run.error) throw run.error;
  const lines = (run.stdout + run.stderr).split('\n');
  const ours = (/** @type {string} */ file) => !/(^|\/)(node_modules|vendor)\//.test(path.relative(ROOT, path.resolve(ROOT, file)));
  const checked = lines.filter((line) => path.isAbsolute(line) && /\.m?js$/.test(line) && ours(line));
  /** @type {Set<string>} */
  const bad = new Set();
  /** @type {string | null} */
  let current = null; // whose message this is; a line that is indented continues the one above it
  for (const line of lines) {
    if (path.isAbsolute(line)) continue;
    const place = line.match(/^(\S.*?)\(\d+,\d+\): error /);
    if (place?.[1]) current = ours(place[1]) ? place[1] : null;
    else if (/^error /.test(line)) current = config;
    if (!current || !line) continue;
    console.log(line);
    bad.add(current);
  }
  // Without a single file tsc reports an error of its own (TS18003), so an empty folder cannot pass.
  failed += bad.size;
  passed += Math.max(0, checked.length - bad.size);
  if (run.status !== 0 && bad.size === 0 && !lines.some((line) => /: error TS/.test(line))) {
    console.log(`${config}: tsc ended with status ${run.status}`);
    failed++;
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
