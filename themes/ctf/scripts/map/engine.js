// @ts-check
// Everything that is asked of the programs: which match, how many of each value, what lies together, what is near.
// It knows neither page nor picture, and runs in a worker where there are workers.
import * as d3 from '../../vendor/d3.js';
import * as clustering from '../../vendor/supercluster.js';
import { table } from './columns.js';
import { TILE, boxOf, plane } from './plane.js';

/** @typedef {import('./plane.js').View} View */
/** @typedef {import('./plane.js').Box} Box */
/** @typedef {import('./columns.js').Table} Table */
/** @typedef {{demo: boolean, columns: string, names: string, search: string, geojson: string, csv: string}} Set_ */
/** @typedef {Record<string, string>} Choice  a value for each facet that is narrowed; `q` are the words */
/**
 * @typedef {object} Found
 * @property {number} programs  that are no examples
 * @property {number} examples
 * @property {Record<string, [programs: number, examples: number]>} countries  of each code that has any
 * @property {Record<string, Record<string, [programs: number, examples: number]>>} counts  of every value of every facet:
 *   what choosing it would show
 * @property {Box | null} box  in the plane
 * @property {number[]} rows  at most `LISTED` of them, in the order of the list
 */
/**
 * @typedef {{x: number, y: number, n: number, examples: number, row: number, cluster: number, era: number, key: string}} Mark
 *   one place of a program, or a cluster of `n` of which some are examples; `era`: clusters of another choice are no more
 */
/** @typedef {{row: number, id: string, name: string, lang: string, local: string, localLang: string, city: string, country: string, mark: string, demo: boolean, lat: number, lon: number, km: number | null}} Program */

const { geoDistance } = /** @type {any} */ (d3);
const { Supercluster } = /** @type {any} */ (clustering);

/** Rows that an answer names; more are asked for in parts. */
export const LISTED = 300;
/** Pixels within which marks are put together. */
const RADIUS = 46;
export const DEEPEST = 13;
const EARTH = 6371.0088;
const UNPARTED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;

/** @param {string} url */
async function json(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
}

/** Letters without accents in small letters, words parted by one space. @param {string} text */
export function plain(text) {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

export class Engine {
  /** @type {Set_[]} */
  #sets = [];
  /** @type {Promise<any[]>} */
  #files = Promise.resolve([]);
  /** @type {Table} */
  #table = /** @type {any} */ (null);
  #plane = plane({ width: 1, height: 1, scale: 1, origin: [0, 0], middle: 0 });
  #width = 1;
  /** @type {Record<string, string>} */
  #names = {};
  /** Places of all points in the plane. */
  #x = new Float64Array();
  #y = new Float64Array();
  /** @type {any[]} one for each point, in the order of the table */
  #features = [];
  /** @type {any} */
  #index = null;
  #era = 0;
  #match = new Uint8Array();
  /** Rows in the order of the list. @type {Uint32Array} */
  #rows = new Uint32Array();
  /** Kilometres from the visitor, where she asked. @type {Float64Array | null} */
  #km = null;
  /** @type {Promise<string[]> | undefined} */
  #texts;
  /** @type {Map<string, Promise<any>>} */
  #shards = new Map();

  /** Whether anybody is there. */
  here() {
    return true;
  }

  /** Sets out before the words of the map are there. @param {string[]} columns addresses */
  fetch(columns) {
    this.#files = Promise.all(columns.map(json));
    // Told when it is waited for.
    this.#files.catch(() => {});
  }

  /**
   * The first row of each file. @param {{sets: Set_[], view: View, countries: Record<string, string>}} from
   *   `countries`: the name of each code
   */
  async load({ sets, view, countries }) {
    this.#sets = sets;
    this.#names = countries;
    this.#plane = plane(view);
    this.#width = view.width;
    this.#table = table(await this.#files, sets.map((set) => set.demo));
    const { lat, lon, rowOf } = this.#table;
    this.#x = new Float64Array(lat.length);
    this.#y = new Float64Array(lat.length);
    this.#features = Array.from(rowOf, (_, point) => {
      const [x, y] = this.#plane.place(/** @type {number} */ (lat[point]), /** @type {number} */ (lon[point]));
      this.#x[point] = x;
      this.#y[point] = y;
      return { geometry: { type: 'Point', coordinates: this.#false(x, y) }, properties: point };
    });
    this.#match = new Uint8Array(this.#table.n).fill(1);
    return sets.map((_, set) => this.#table.runs.find((run) => run.set === set)?.from ?? 0);
  }

  /** The cluster library thinks in Mercator: degrees that it turns into our plane. @param {number} x @param {number} y */
  #false(x, y) {
    const upright = (0.5 - y / this.#width) * 2 * Math.PI;
    return [(x / this.#width - 0.5) * 360, (Math.atan(Math.sinh(upright)) * 180) / Math.PI];
  }

  /** @param {number[]} coordinates @returns {[number, number]} */
  #true([lon = 0, lat = 0]) {
    const sine = Math.sin((lat * Math.PI) / 180);
    const upright = 0.5 - (0.25 * Math.log((1 + sine) / (1 - sine))) / Math.PI;
    return [(lon / 360 + 0.5) * this.#width, upright * this.#width];
  }

  /** Which programs match. @param {Choice} choice @returns {Promise<Found>} */
  async choose({ q = '', ...chosen }) {
    // A word begins a word, but in scripts that write none apart.
    const asked = plain(q).split(' ').filter(Boolean).map((word) => (UNPARTED.test(word) ? word : ` ${word}`));
    const texts = asked.length ? await this.#haystack() : null;
    const { n, facets, demo, rowOf } = this.#table;
    const keys = Object.keys(facets);
    const allowed = keys.map((key) => {
      const value = chosen[key];
      return value ? /** @type {any} */ (facets[key]).values.map((/** @type {string[]} */ of) => of.includes(value)) : null;
    });
    const codes = keys.map((key) => /** @type {any} */ (facets[key]).codes);
    // Of each code, programs and examples apart.
    const counts = keys.map((key) => new Uint32Array(2 * /** @type {any} */ (facets[key]).values.length));
    const match = new Uint8Array(n);
    let examples = 0;
    let all = 0;
    for (let row = 0; row < n; row++) {
      if (texts && !asked.every((word) => /** @type {string} */ (texts[row]).includes(word))) continue;
      // A row that fails in one facet alone counts for the other values of that facet.
      let failed = -1;
      let fails = 0;
      for (let at = 0; at < keys.length && fails < 2; at++) {
        const of = allowed[at];
        if (of && !of[codes[at][row]]) {
          failed = at;
          fails++;
        }
      }
      if (fails > 1) continue;
      for (let at = 0; at < keys.length; at++) {
        if (fails === 0 || at === failed) /** @type {any} */ (counts[at])[2 * codes[at][row] + (demo[row] ?? 0)]++;
      }
      if (fails) continue;
      match[row] = 1;
      all++;
      examples += /** @type {number} */ (demo[row]);
    }
    this.#match = match;
    const points = this.#features.filter((_, point) => match[/** @type {number} */ (rowOf[point])]);
    this.#index = new Supercluster({ radius: RADIUS, extent: TILE, maxZoom: DEEPEST, ...this.#sums() }).load(points);
    this.#era++;
    this.#order(all);
    return {
      programs: all - examples,
      examples,
      countries: this.#byCountry(),
      counts: Object.fromEntries(keys.map((key, at) => [key, spread(/** @type {any} */ (facets[key]).values, counts[at])])),
      box: boxOf(points.map(({ properties: point }) => [this.#x[point] ?? 0, this.#y[point] ?? 0])),
      rows: [...this.#rows.subarray(0, LISTED)],
    };
  }

  /** Clusters count their examples where there are any. */
  #sums() {
    const { demo, rowOf } = this.#table;
    if (!demo.includes(1)) return {};
    return {
      map: (/** @type {number} */ point) => ({ examples: demo[rowOf[point] ?? 0] }),
      reduce: (/** @type {{examples: number}} */ sum, /** @type {{examples: number}} */ more) => (sum.examples += more.examples),
    };
  }

  /** Of what matches now. */
  #byCountry() {
    const { runs, demo } = this.#table;
    /** @type {Record<string, [number, number]>} */
    const found = {};
    for (const { country, from, to } of runs) {
      for (let row = from; row < to; row++) {
        if (this.#match[row]) /** @type {any} */ (found[country] ??= [0, 0])[demo[row] ?? 0]++;
      }
    }
    return found;
  }

  /** @param {number} all how many match */
  #order(all) {
    const rows = new Uint32Array(all);
    let at = 0;
    for (let row = 0; row < this.#match.length; row++) if (this.#match[row]) rows[at++] = row;
    const km = this.#km;
    if (km) rows.sort((a, b) => (km[a] ?? 0) - (km[b] ?? 0));
    this.#rows = rows;
  }

  /** Marks in a box at a zoom, and how deep one must go to part each cluster. @param {{box: Box, zoom: number}} of @returns {Mark[]} */
  marks({ box: [x0, y0, x1, y1], zoom }) {
    const within = (/** @type {number} */ x) => Math.min(this.#width, Math.max(0, x));
    const [west = 0, south = 0] = this.#false(within(x0), y1);
    const [east = 0, north = 0] = this.#false(within(x1), y0);
    const found = this.#index.getClusters([west, south, east, north], Math.min(DEEPEST, Math.floor(zoom)));
    return found.map((/** @type {any} */ { geometry, properties }) => {
      if (typeof properties === 'number') {
        const row = this.#table.rowOf[properties] ?? 0;
        return this.#mark(row, this.#x[properties] ?? 0, this.#y[properties] ?? 0);
      }
      const [x, y] = this.#true(geometry.coordinates);
      const { point_count: n, cluster_id: cluster, examples = 0 } = properties;
      return { x, y, n, examples, row: -1, cluster, era: this.#era, key: '' };
    });
  }

  /** @param {number} row @param {number} x @param {number} y @returns {Mark} */
  #mark(row, x, y) {
    const { mark, demo } = this.#table;
    return { x, y, n: 1, examples: demo[row] ?? 0, row, cluster: -1, era: this.#era, key: mark[row] ?? '' };
  }

  /**
   * What is in a cluster: the box of its points, how deep it parts, its programs where they are few or never part.
   * None where the choice has changed since. @param {Mark} mark
   */
  open({ cluster, era }) {
    if (era !== this.#era) return null;
    const zoom = this.#index.getClusterExpansionZoom(cluster);
    const leaves = this.#index.getLeaves(cluster, 1000);
    const points = leaves.map((/** @type {any} */ leaf) => leaf.properties);
    const rows = [...new Set(points.map((/** @type {number} */ point) => this.#table.rowOf[point]))].slice(0, 20);
    return {
      zoom,
      parts: zoom <= DEEPEST,
      box: boxOf(points.map((/** @type {number} */ point) => [this.#x[point], this.#y[point]])),
      rows: /** @type {number[]} */ (rows),
    };
  }

  /** Puts the nearest first; null forgets where the visitor is. @param {{lat: number, lon: number} | null} here */
  near(here) {
    const { n, lat, lon, rowOf } = this.#table;
    this.#km = null;
    if (here) {
      const km = new Float64Array(n).fill(Infinity);
      for (let point = 0; point < lat.length; point++) {
        const row = rowOf[point] ?? 0;
        const away = geoDistance([here.lon, here.lat], [lon[point], lat[point]]) * EARTH;
        if (away < (km[row] ?? 0)) km[row] = away;
      }
      this.#km = km;
    }
    this.#order(this.#rows.length);
    const nearest = [...this.#rows.subarray(0, 5)];
    return {
      rows: [...this.#rows.subarray(0, LISTED)],
      box: here ? boxOf([this.#plane.place(here.lat, here.lon), ...nearest.map((row) => this.#place(row))]) : null,
    };
  }

  /** @param {number} row @returns {[number, number]} */
  #place(row) {
    return [this.#x[row] ?? 0, this.#y[row] ?? 0];
  }

  /** @param {number} row */
  #run(row) {
    const run = this.#table.runs.find(({ from, to }) => from <= row && row < to);
    if (!run) throw new RangeError(`no row ${row}`);
    return run;
  }

  /** @param {number} set @param {string} country @returns {Promise<any>} */
  #shard(set, country) {
    const url = `${this.#sets[set]?.names}${country.toLowerCase()}.json`;
    let shard = this.#shards.get(url);
    if (!shard) {
      shard = json(url);
      // The next try may reach it.
      shard.catch(() => this.#shards.delete(url));
      this.#shards.set(url, shard);
    }
    return shard;
  }

  /** @param {number[]} rows @returns {Promise<Program[]>} */
  programs(rows) {
    return Promise.all(rows.map((row) => this.#program(row)));
  }

  /** @param {number} row @returns {Promise<Program>} */
  async #program(row) {
    const { set, country, from } = this.#run(row);
    const shard = await this.#shard(set, country);
    const text = (/** @type {string} */ column) => shard[column]?.[row - from] ?? '';
    const { lat, lon, mark, demo } = this.#table;
    return {
      row,
      id: `${country.toLowerCase()}/${text('id')}`,
      name: text('name'),
      lang: text('lang'),
      local: text('local'),
      localLang: text('local_lang'),
      city: text('city'),
      country,
      mark: mark[row] ?? '',
      demo: demo[row] === 1,
      lat: lat[row] ?? 0,
      lon: lon[row] ?? 0,
      km: this.#km?.[row] ?? null,
    };
  }

  /** The rows of a part of the list. @param {{from: number, to: number}} part */
  part({ from, to }) {
    return this.programs([...this.#rows.subarray(from, to)]);
  }

  /** The row of `fj/example-suva`, -1 where there is none, and where it lies. @param {string} id */
  async find(id) {
    const [folder = '', slug = ''] = id.split('/');
    for (const { set, country, from } of this.#table.runs.filter((run) => run.country.toLowerCase() === folder)) {
      const at = (await this.#shard(set, country)).id.indexOf(slug);
      if (at >= 0) return { row: from + at, at: this.#place(from + at), matches: this.#match[from + at] === 1 };
    }
    return { row: -1, at: /** @type {[number, number]} */ ([0, 0]), matches: false };
  }

  /** Ids of all that match, and the files that have them. */
  async matching() {
    const shards = this.#table.runs.map(async ({ set, country, from, to }) => {
      const rows = Array.from({ length: to - from }, (_, at) => from + at).filter((row) => this.#match[row]);
      const shard = rows.length ? await this.#shard(set, country) : null;
      return rows.map((row) => ({ set, id: `programs/${country.toLowerCase()}/${shard.id[row - from]}` }));
    });
    return (await Promise.all(shards)).flat();
  }

  /** What can be searched of each row, plain, each word after a space. @returns {Promise<string[]>} */
  #haystack() {
    this.#texts ??= this.#searchable().catch((error) => {
      this.#texts = undefined;
      throw error;
    });
    return this.#texts;
  }

  async #searchable() {
    const files = await Promise.all(this.#sets.map((set) => json(set.search)));
    /** @type {string[]} */
    const texts = [];
    for (const file of files) {
      const cities = file.cities.map(plain);
      file.names.forEach((/** @type {string} */ name, /** @type {number} */ row) => {
        texts.push(` ${plain(name)} ${plain(file.others[row] ?? '')} ${cities[file.city[row]] ?? ''}`);
      });
    }
    for (const { country, from, to } of this.#table.runs) {
      const name = ` ${plain(this.#names[country] ?? '')} ${country.toLowerCase()}`;
      for (let row = from; row < to; row++) texts[row] += name;
    }
    return texts;
  }

  /** Fetches what a search needs before the first letter is typed. */
  async prepare() {
    await this.#haystack();
  }
}

/** From counts of codes to counts of values. @param {string[][]} values @param {Uint32Array | undefined} counts */
function spread(values, counts) {
  /** @type {Record<string, [programs: number, examples: number]>} */
  const of = {};
  values.forEach((each, code) => {
    for (const value of each) {
      const sums = (of[value] ??= [0, 0]);
      sums[0] += counts?.[2 * code] ?? 0;
      sums[1] += counts?.[2 * code + 1] ?? 0;
    }
  });
  return of;
}
