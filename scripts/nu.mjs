#!/usr/bin/env node
// The Nu HTML checker on every page, stylesheet and SVG of built sites, as they are sent. `scripts/nu.mjs SITE…` prints
// each message, then a line "N passed, N failed" that counts files. Pages come over HTTP from loopback, because the
// checker also holds a page against its Content Security Policy, and 'self' means nothing to a file on disk. SVG comes from
// the disk: over HTTP the checker would judge it by the rules of HTML.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '../tests/browser/server.mjs';
import { files } from '../tests/browser/site.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const JAR = String(createRequire(path.join(ROOT, 'tests/browser/package.json'))('vnu-jar'));
const BATCH = 1000; // addresses for one Java process: a command line has an end

/** @typedef {{ type: string, subType?: string, url?: string, lastLine?: number, lastColumn?: number, message: string, extract?: string }} Message */

/**
 * @param {string[]} documents  addresses or absolute paths
 * @returns {Promise<Message[]>}
 */
async function check(documents) {
  const java = spawn(
    'java',
    [
      '-Xss4m',
      '-Dnu.validator.servlet.allow-forbidden-hosts=true', // loopback is one
      '-jar',
      JAR,
      '--stdout',
      '--exit-zero-always',
      '--format',
      'json',
      '--also-check-css',
      '--also-check-svg',
      ...documents,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  java.stdout.setEncoding('utf8').on('data', (part) => (said += part));
  const status = await new Promise((ended, failed) => java.on('error', failed).on('close', ended));
  if (status !== 0) throw new Error(`the Nu checker ended with status ${status}`);
  return JSON.parse(said).messages;
}

/**
 * Structured data is no script: HTML decides the type of a `script` element before it asks the policy (§4.12.1.1, prepare
 * the script element), so that the policy has no say in a data block. The checker asks all the same.
 * @param {Message} message
 */
const mistaken = (message) =>
  /^Inline script violates Content Security Policy/.test(message.message) &&
  /<script type="?application\/ld\+json"?>[^<]*$/.test(message.extract ?? '');

/**
 * The folder below which a site was built, read from its own canonical address.
 * @param {string} folder
 */
function basePath(folder) {
  const html = readFileSync(path.join(folder, 'index.html'), 'utf8');
  const link = html.match(/<link\b[^>]*\brel=["']?canonical\b[^>]*>/i)?.[0] ?? '';
  const href = link.match(/\bhref=(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i);
  return new URL(href?.[1] ?? href?.[2] ?? href?.[3] ?? '/', 'http://localhost').pathname;
}

let checked = 0;
let failed = 0;
for (const folder of process.argv.slice(2).map((name) => path.resolve(name))) {
  if (!existsSync(path.join(folder, 'index.html'))) throw new Error(`${folder} is no built site`);
  const site = await serve(folder, { base: basePath(folder) });
  const all = files(folder);
  const sent = all.filter((file) => /\.(html|css)$/.test(file)).map(site.url);
  const drawn = all.filter((file) => file.endsWith('.svg')).map((file) => path.join(folder, file));
  // Never both kinds in one process: after an SVG the checker would judge pages as SVG too.
  const batches = [sent, drawn].flatMap((list) =>
    Array.from({ length: Math.ceil(list.length / BATCH) }, (_, at) => list.slice(at * BATCH, (at + 1) * BATCH)),
  );
  /** @type {Set<string>} */
  const bad = new Set();
  for (const batch of batches)
    for (const message of await check(batch)) {
      if (mistaken(message)) continue;
      const place = (message.url ?? '?').replace(site.url('/'), '').replace(/^file:\/*(?=\/)/, '').replace(`${folder}/`, '');
      bad.add(place);
      console.log(
        `${path.basename(folder)}/${place}:${message.lastLine ?? 0}:${message.lastColumn ?? 0} ${message.subType ?? message.type}: ${message.message}`,
      );
      if (message.extract) console.log(`    ${message.extract.replace(/\s+/g, ' ').trim()}`);
    }
  await site.close();
  checked += sent.length + drawn.length;
  failed += bad.size;
}
console.log(`${checked - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 || checked === 0 ? 1 : 0;
