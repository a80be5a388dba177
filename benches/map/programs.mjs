#!/usr/bin/env node
// A project with synthetic programs, for measuring alone:
//
//   benches/map/programs.mjs COUNT FOLDER [--ctf PROGRAM] [--no-build]
//
// FOLDER/project gets this repository's content/, themes/ and data/ without its demonstration records, and COUNT
// programs as data/programs/<cc>/<id>.yml; `ctf build --production` makes FOLDER/public of it. The same count gives the
// same programs to the byte. Both are made anew.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { COUNTRIES } from './countries.mjs';
import { Land } from './land.mjs';

/** @typedef {[number, number]} Point  longitude and latitude in degrees */
/** @typedef {{ name: string, at: Point, weight: number }} Town */
/** @typedef {'gold' | 'silver' | 'bronze'} Level */
/**
 * @typedef {object} Program
 * @property {string} country
 * @property {string} id  its file's name
 * @property {string} name
 * @property {Level | null} level
 * @property {Point[]} sites
 * @property {string} text  the record
 */

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** So that builds of different days are the same build. */
const DATE = '2026-11-24';
/** The spread of programs about their town, in degrees of latitude. */
const SPREAD = 0.06;

/** Numbers from 0 to 1, always the same (mulberry32). */
class Chance {
  /** @param {number} seed */
  constructor(seed) {
    this.state = seed;
  }

  number() {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Whole, from `from` to `to`, both among them. @param {number} from @param {number} to */
  whole(from, to) {
    return from + Math.floor(this.number() * (to - from + 1));
  }

  /** Of the normal distribution (Box–Muller). */
  normal() {
    return Math.sqrt(-2 * Math.log(1 - this.number())) * Math.cos(2 * Math.PI * this.number());
  }

  /** @template T @param {readonly (readonly [T, number])[]} weighted @returns {T} */
  of(weighted) {
    let left = this.number() * weighted.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [one, weight] of weighted) if ((left -= weight) < 0) return one;
    return /** @type {readonly [T, number]} */ (weighted.at(-1))[0];
  }
}

const SYLLABLES =
  'al an ar ba bel ber bo bra ca cor da del dor el en er fa fel gar gro ha hel il ka kor la lan len li lo mar mel mi mon na nor ol or pa per ra ri ro sa sel sta ta tel tor ul va ver vi wal wen za'.split(
    ' ',
  );

/** A word that names nothing. @param {Chance} chance */
function word(chance) {
  const parts = Array.from({ length: chance.whole(2, 4) }, () => SYLLABLES[chance.whole(0, SYLLABLES.length - 1)]);
  return parts.join('').replace(/^./, (first) => first.toUpperCase());
}

/**
 * Towns of a country where no file has any: points inside its borders, few large and many small (Zipf).
 * @param {string} code @param {number} programs @param {Land} land @param {Chance} chance
 * @returns {Town[]}
 */
function inventedTowns(code, programs, land, chance) {
  const rings = (land.countries.get(code) ?? []).flatMap((polygon) => polygon.slice(0, 1));
  const area = (/** @type {typeof rings[number]} */ { bounds: [west, south, east, north] }) =>
    (east - west) * (north - south) * Math.cos(((south + north) / 2) * (Math.PI / 180));
  const weighted = rings.map((ring) => /** @type {const} */ ([ring, area(ring)]));
  /** @type {Town[]} */
  const towns = [];
  const wanted = Math.min(400, Math.max(3, Math.ceil(2 * Math.sqrt(programs))));
  while (towns.length < wanted) {
    const [west, south, east, north] = chance.of(weighted).bounds;
    const lon = west + chance.number() * (east - west);
    /** @type {Point} */
    const at = [lon > 180 ? lon - 360 : lon, south + chance.number() * (north - south)];
    // Few people live beyond the polar circles; what lies in a country's box may still lie outside it.
    if (Math.abs(at[1]) < 66 && land.holds(code, at)) towns.push({ name: word(chance), at, weight: 1 / (towns.length + 1) });
  }
  return towns;
}

/**
 * Towns of the project's own file where it has one (name, latitude, longitude, people).
 * @param {string} code @param {Land} land
 * @returns {Town[]}
 */
function knownTowns(code, land) {
  const file = path.join(ROOT, 'data/map/towns.json');
  if (!existsSync(file)) return [];
  /** @type {[string, number, number, number][]} */
  const towns = JSON.parse(readFileSync(file, 'utf8')).towns[code] ?? [];
  return towns
    .map(([name, lat, lon, people]) => ({ name, at: /** @type {Point} */ ([lon, lat]), weight: people ** 0.8 }))
    .filter((town) => land.holds(code, town.at));
}

/** @param {Town} town @param {string} code @param {Land} land @param {Chance} chance @returns {Point} */
function pointNear(town, code, land, chance) {
  for (let tries = 0; tries < 20; tries++) {
    const lat = town.at[1] + chance.normal() * SPREAD;
    const lon = town.at[0] + (chance.normal() * SPREAD) / Math.cos((lat * Math.PI) / 180);
    /** @type {Point} */
    const at = [Number((((lon + 540) % 360) - 180).toFixed(4)), Number(lat.toFixed(4))];
    if (land.holds(code, at)) return at;
  }
  return town.at;
}

/** How many programs each country gets: its share, rounded so that the sum is right. @param {number} count */
function shares(count) {
  const sum = COUNTRIES.reduce((total, { weight }) => total + weight, 0);
  let [given, passed] = [0, 0];
  return COUNTRIES.map((country) => {
    passed += country.weight;
    const upTo = Math.round((count * passed) / sum);
    const programs = upTo - given;
    given = upTo;
    return { ...country, programs };
  });
}

/** @param {number} count @returns {Program[]} */
export function programs(count) {
  const land = new Land(path.join(ROOT, 'data/map/boundaries.json'));
  const chance = new Chance(count);
  let number = 0; // over all countries, for no two pages may have one title
  return shares(count).flatMap(({ code, languages, programs }) => {
    const known = knownTowns(code, land);
    const towns = known.length > 0 ? known : inventedTowns(code, programs, land, chance);
    const weighted = towns.map((town) => /** @type {const} */ ([town, town.weight]));
    return Array.from({ length: programs }, () => {
      number++;
      const kind = chance.of([['hospital', 75], ['regional', 12], ['network', 8], ['primary_care', 5]]);
      const town = chance.of(weighted);
      const sites = Array.from({ length: kind === 'network' ? chance.whole(2, 4) : 1 }, () => pointNear(town, code, land, chance));
      const place = word(chance);
      const name = `Synthetic ${kind === 'hospital' ? `${place} Hospital` : `service of ${place}`} ${number}`;
      return record({ country: code, id: `${place.toLowerCase()}-${number}`, name, sites }, { kind, town, languages }, chance);
    });
  });
}

/**
 * @param {Pick<Program, 'country' | 'id' | 'name' | 'sites'>} program
 * @param {{ kind: string, town: Town, languages: string[] }} more
 * @param {Chance} chance
 * @returns {Program}
 */
function record(program, { kind, town, languages }, chance) {
  const state = chance.of([['awarded', 60], ['listed', 25], ['under_review', 12], ['withdrawn', 3]]);
  const sites = program.sites.flatMap(([lon, lat]) => [
    `  - city: ${JSON.stringify(town.name)}`,
    `    latitude: ${lat}`,
    `    longitude: ${lon}`,
    '    precision: exact',
  ]);
  const lines = [
    `name: ${JSON.stringify(program.name)}`,
    'name_lang: en',
    `kind: ${kind}`,
    `country: "${program.country}"`,
    'sites:',
    ...sites,
    `state: ${state}`,
  ];
  const year = chance.whole(2014, 2025);
  /** @type {Level | null} */
  let level = null;
  if (state === 'awarded' || state === 'withdrawn') {
    level = chance.of([['gold', 20], ['silver', 35], ['bronze', 45]]);
    const framework = year < 2018 ? '2013' : year < 2022 ? '2017' : '2022';
    const month = String(chance.whole(4, 12)).padStart(2, '0');
    const award = `level: ${level}, date: ${year}-${month}-15, framework: "${framework}"`;
    lines.push('awards:', `  - {${award}, evidence: "https://example.org/evidence/${program.id}"}`);
    if (chance.number() < 0.7) lines.push('grades:', ...grades(chance));
  }
  if (state === 'listed') lines.push(`listing: {via: international-osteoporosis-foundation, date: ${year}-06-01}`);
  else lines.push(`submitted: ${year}-02-01`);
  lines.push(`languages: [${languages.join(', ')}]`, 'model: fls', `started: ${year - chance.whole(0, 8)}`);
  if (chance.number() < 0.5) lines.push(`website: https://example.org/${program.country.toLowerCase()}/${program.id}`);
  return { ...program, level: state === 'awarded' ? level : null, text: `${lines.join('\n')}\n` };
}

/** @param {Chance} chance */
function grades(chance) {
  return ['hip', 'other_inpatient', 'outpatient', 'vertebral', 'organisational'].map(
    (domain) => `  ${domain}: ${chance.of([['gold', 3], ['silver', 4], ['bronze', 4], ['black', 1]])}`,
  );
}

/** The program `ctf`: `--ctf`, `CTF_BIN`, else the release build. @param {string} [named] */
export function binary(named) {
  const file = path.resolve(named ?? process.env.CTF_BIN ?? path.join(ROOT, 'target/release/ctf'));
  if (!existsSync(file)) throw new Error(`there is no ${file}: cargo build --release, or name another with --ctf or CTF_BIN`);
  return file;
}

/** Writes FOLDER/project. @param {Program[]} list @param {string} folder */
export function write(list, folder) {
  const project = path.join(folder, 'project');
  rmSync(project, { recursive: true, force: true });
  const left = [path.join(ROOT, 'data/demo'), path.join(ROOT, 'data/programs')];
  for (const part of ['content', 'data', 'themes'])
    cpSync(path.join(ROOT, part), path.join(project, part), { recursive: true, filter: (from) => !left.includes(from) });
  for (const country of new Set(list.map((program) => program.country)))
    mkdirSync(path.join(project, 'data/programs', country.toLowerCase()), { recursive: true });
  for (const { country, id, text } of list)
    writeFileSync(path.join(project, 'data/programs', country.toLowerCase(), `${id}.yml`), text);
}

/** Builds FOLDER/public; how long it took, in seconds. @param {string} folder @param {string} ctf */
export function build(folder, ctf) {
  const [project, out] = [path.join(folder, 'project'), path.join(folder, 'public')];
  const started = performance.now();
  const run = spawnSync(ctf, ['build', '--production', '--date', DATE, '--root', project, '--out', out], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (run.error) throw run.error;
  if (run.status !== 0) throw new Error(`ctf build ended with ${run.status}\n${run.stderr.slice(0, 4000)}`);
  return (performance.now() - started) / 1000;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [count, folder, ...options] = process.argv.slice(2);
  const at = options.indexOf('--ctf');
  if (!Number(count) || !folder) throw new Error('usage: programs.mjs COUNT FOLDER [--ctf PROGRAM] [--no-build]');
  const list = programs(Number(count));
  write(list, folder);
  console.log(`${list.length} programs in ${new Set(list.map((program) => program.country)).size} countries: ${folder}/project`);
  if (!options.includes('--no-build'))
    console.log(`built in ${build(folder, binary(at < 0 ? undefined : options[at + 1])).toFixed(1)} s: ${folder}/public`);
}
