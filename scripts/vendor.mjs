#!/usr/bin/env node
// Makes the third-party browser code of the theme, themes/ctf/vendor/, from packages of the npm registry. Everything is
// pinned: the packages by version, the files that come out by SHA-256 in vendor.json, which scripts/licences.mjs holds
// them to. Another version is another program: look at what changed before you commit it.
//
//   scripts/vendor.mjs          make the files and vendor.json
//
// Rollup takes of each package what we use; nothing is global. d3-zoom brings d3-transition with it, and that brings
// colours and easings: it is left out, for our movements are our own (they mind reduced motion) and d3-zoom needs of it
// only a word that ends a running transition.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const OUT = fileURLToPath(new URL('../themes/ctf/vendor', import.meta.url));
const TOOLS = ['rollup@4.68.8', '@rollup/plugin-node-resolve@16.0.3', '@rollup/plugin-terser@1.0.2'];

/**
 * @typedef {object} Bundle
 * @property {string} file  below vendor/
 * @property {[[string, string], ...[string, string][]]} packages  name and version, the one that names the file first
 * @property {string} licence  SPDX
 * @property {string} code  what is taken
 */

/** @type {Bundle[]} */
const BUNDLES = [
  {
    file: 'd3.js',
    packages: [
      ['d3-zoom', '3.0.1'],
      ['d3-geo', '3.1.2'],
      // The last that comes as modules: of 3.0.2, one file, all colours would stay in (3.6 KB after compression).
      ['d3-interpolate', '3.0.1'],
      ['d3-selection', '3.0.1'],
    ],
    licence: 'ISC',
    code: `export { zoom, zoomIdentity } from 'd3-zoom';
      export { geoDistance, geoEqualEarthRaw } from 'd3-geo';
      export { interpolateZoom } from 'd3-interpolate';
      export { select } from 'd3-selection';`,
  },
  {
    file: 'supercluster.js',
    packages: [
      ['supercluster', '9.1.0'],
      ['kdbush', '4.1.0'],
    ],
    licence: 'ISC',
    code: `export { default as Supercluster } from 'supercluster';`,
  },
];

const ROLLUP = `
  import resolve from '@rollup/plugin-node-resolve';
  import terser from '@rollup/plugin-terser';
  const without = {
    name: 'without-transitions',
    resolveId: (id) => (id === 'd3-transition' ? id : null),
    load: (id) => (id === 'd3-transition' ? 'export function interrupt() {}' : null),
  };
  export default {
    input: 'entry.js',
    output: { format: 'es' },
    treeshake: 'smallest',
    plugins: [without, resolve(), terser({ ecma: 2022, module: true })],
  };
`;

const folder = mkdtempSync(path.join(tmpdir(), 'ctf-vendor-'));
try {
  const packages = BUNDLES.flatMap((bundle) => bundle.packages.map(([name, version]) => `${name}@${version}`));
  writeFileSync(path.join(folder, 'package.json'), '{"private": true}');
  const npm = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--save-exact', ...TOOLS, ...packages];
  execFileSync('npm', npm, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  mkdirSync(OUT, { recursive: true });
  const pins = BUNDLES.map((bundle) => made(bundle));
  writeFileSync(path.join(OUT, 'vendor.json'), `${JSON.stringify(pins, null, 2)}\n`);
  const names = [...new Set(BUNDLES.flatMap(({ packages: of }) => of.flatMap(([name]) => withThoseItNeeds(name))))].sort();
  writeFileSync(path.join(OUT, 'LICENSES'), names.map(licence).join('\n'));
} finally {
  rmSync(folder, { recursive: true });
}

/** @param {Bundle} bundle */
function made({ file, packages: [[name, version], ...others], licence: spdx, code }) {
  writeFileSync(path.join(folder, 'entry.js'), code);
  writeFileSync(path.join(folder, 'rollup.config.mjs'), ROLLUP);
  const rollup = path.join(folder, 'node_modules/.bin/rollup');
  execFileSync(rollup, ['-c', '--silent', '-o', path.join(OUT, file)], { cwd: folder, stdio: 'inherit' });
  const text = readFileSync(path.join(OUT, file));
  return {
    file,
    package: name,
    version,
    with: others.map((one) => one.join(' ')),
    licence: spdx,
    sha256: createHash('sha256').update(text).digest('hex'),
  };
}

/** @param {string} name @returns {any} */
function manifest(name) {
  return JSON.parse(readFileSync(path.join(folder, 'node_modules', name, 'package.json'), 'utf8'));
}

/** @param {string} name @returns {string[]} */
function withThoseItNeeds(name) {
  const needs = Object.keys(manifest(name).dependencies ?? {}).filter((one) => !one.startsWith('@types/'));
  return [name, ...needs.flatMap(withThoseItNeeds)];
}

/** @param {string} name */
function licence(name) {
  const text = readFileSync(path.join(folder, 'node_modules', name, 'LICENSE'), 'utf8');
  return `${name} ${manifest(name).version} (${manifest(name).license})\n\n${text.trim()}\n`;
}
