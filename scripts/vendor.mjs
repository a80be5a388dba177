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
//
// What lies in streets/ is published only where the site has tiles. MapLibre stands there as its package has it; its
// module finds its worker by the name beside it.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
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
 *
 * @typedef {object} Copy
 * @property {string} file  below vendor/
 * @property {string} from  below the package
 * @property {[[string, string]]} packages
 * @property {string} licence  SPDX
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
  {
    file: 'streets/pmtiles.js',
    packages: [
      ['pmtiles', '4.5.0'],
      ['fflate', '0.8.3'],
    ],
    licence: 'BSD-3-Clause AND MIT',
    code: `export { PMTiles, Protocol } from 'pmtiles';`,
  },
];

/** @type {Copy[]} */
const COPIES = ['maplibre-gl.mjs', 'maplibre-gl-worker.mjs', 'maplibre-gl.css'].map((name) => ({
  file: `streets/${name}`,
  from: `dist/${name}`,
  packages: [['maplibre-gl', '6.17.0']],
  licence: 'BSD-3-Clause AND ISC AND MIT',
}));

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
  const packages = [...BUNDLES, ...COPIES].flatMap((bundle) => bundle.packages.map(([name, version]) => `${name}@${version}`));
  writeFileSync(path.join(folder, 'package.json'), '{"private": true}');
  const npm = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--save-exact', ...TOOLS, ...packages];
  execFileSync('npm', npm, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  mkdirSync(path.join(OUT, 'streets'), { recursive: true });
  const pins = [...BUNDLES.map((bundle) => made(bundle)), ...COPIES.map((copy) => copied(copy))];
  writeFileSync(path.join(OUT, 'vendor.json'), `${JSON.stringify(pins, null, 2)}\n`);
  const streets = (/** @type {{ file: string }} */ { file }) => file.startsWith('streets/');
  licences('LICENSES', BUNDLES.filter((bundle) => !streets(bundle)));
  licences('streets/LICENSES', [...BUNDLES.filter(streets), ...COPIES]);
} finally {
  rmSync(folder, { recursive: true });
}

/** @param {Bundle} bundle */
function made({ file, packages: [[name, version], ...others], licence: spdx, code }) {
  writeFileSync(path.join(folder, 'entry.js'), code);
  writeFileSync(path.join(folder, 'rollup.config.mjs'), ROLLUP);
  const rollup = path.join(folder, 'node_modules/.bin/rollup');
  execFileSync(rollup, ['-c', '--silent', '-o', path.join(OUT, file)], { cwd: folder, stdio: 'inherit' });
  return { file, package: name, version, with: others.map((one) => one.join(' ')), licence: spdx, sha256: sha256(file) };
}

/** @param {Copy} copy */
function copied({ file, from, packages: [[name, version]], licence: spdx }) {
  const text = readFileSync(path.join(folder, 'node_modules', name, from), 'utf8');
  // The map of the source is not published, and browsers would ask for it.
  writeFileSync(path.join(OUT, file), text.replace(/\n?(\/\/|\/\*)# sourceMappingURL=.*\s*$/, '\n'));
  return { file, package: name, version, licence: spdx, sha256: sha256(file) };
}

/** @param {string} file */
function sha256(file) {
  return createHash('sha256').update(readFileSync(path.join(OUT, file))).digest('hex');
}

/** The licence texts of packages and of all that they bring along. @param {string} file @param {(Bundle | Copy)[]} of */
function licences(file, of) {
  const names = of.flatMap(({ packages: all }) => all.flatMap(([name]) => withThoseItNeeds(name)));
  writeFileSync(path.join(OUT, file), [...new Set(names)].sort().map(licence).join('\n'));
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
  const place = path.join(folder, 'node_modules', name);
  const file = readdirSync(place).find((one) => /^licen[cs]e/i.test(one));
  const text = file ? readFileSync(path.join(place, file), 'utf8') : withoutText(name);
  return `${name} ${manifest(name).version} (${manifest(name).license})\n\n${text.trim()}\n`;
}

/** A few packages only name their licence: its words stand under another package of the same list. @param {string} name */
function withoutText(name) {
  const { author, license } = manifest(name);
  const same = { 'BSD-3-Clause': 'maplibre-gl', MIT: 'fflate' }[/** @type {string} */ (license)];
  if (!same) throw new Error(`${name} has no text of its licence`);
  return `Copyright (c) ${author?.name ?? author}\n\nThe package names its licence and has no text of it; the words are those under “${same}”.`;
}
