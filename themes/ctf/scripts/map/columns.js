// @ts-check
// The programs as columns: what the published files hold, made ready to be asked.

/**
 * @typedef {object} Facet  a property by which programs are narrowed
 * @property {Uint16Array} codes  one for each row
 * @property {string[][]} values  of each code, spelt as in the form; a program may have several or none
 */

/**
 * @typedef {object} Table
 * @property {number} n  rows
 * @property {Record<string, Facet>} facets
 * @property {Uint8Array} demo  1 for a demonstration record
 * @property {string[]} countries  codes; the codes of the facet `country` are their places
 * @property {{set: number, country: string, from: number, to: number}[]} runs  rows of each country of each file
 * @property {Float64Array} lat  of each point, degrees
 * @property {Float64Array} lon
 * @property {Uint32Array} rowOf  of each point: the first points are the rows themselves, further sites follow
 * @property {string[]} mark  of each row: the key of its mark
 */

const LEVELS = ['', 'bronze', 'silver', 'gold'];
const GRADES = ['', 'bronze', 'silver', 'gold', 'black'];
const STEP = 1e-4;

/** @param {string} word */
const spelt = (word) => word.toLowerCase().replaceAll('_', '-');

/** One table of all files. @param {any[]} files as they are published @param {boolean[]} demo @returns {Table} */
export function table(files, demo) {
  const n = files.reduce((sum, file) => sum + file.n, 0);
  const points = n + files.reduce((sum, file) => sum + file.extra.length, 0);
  const countries = [...new Set(files.flatMap((file) => file.countries))].sort();
  /** @type {Table} */
  const all = {
    n,
    facets: {},
    demo: new Uint8Array(n),
    countries,
    runs: [],
    lat: new Float64Array(points),
    lon: new Float64Array(points),
    rowOf: new Uint32Array(points),
    mark: new Array(n),
  };
  const add = facets(all);
  let start = 0;
  let extra = n;
  files.forEach((file, set) => {
    all.demo.fill(demo[set] ? 1 : 0, start, start + file.n);
    undelta(file.lat, all.lat, start);
    undelta(file.lon, all.lon, start);
    for (let row = 0; row < file.n; row++) all.rowOf[start + row] = start + row;
    for (const [row, lat, lon] of file.extra) {
      all.lat[extra] = lat * STEP;
      all.lon[extra] = lon * STEP;
      all.rowOf[extra++] = start + row;
    }
    file.countries.forEach((/** @type {string} */ country, /** @type {number} */ at) => {
      const [from, to] = [start + file.starts[at], start + (file.starts[at + 1] ?? file.n)];
      all.runs.push({ set, country, from, to });
      for (let row = from; row < to; row++) add('country', row, countries.indexOf(country), () => [country.toLowerCase()]);
    });
    for (let at = 0; at < file.n; at++) {
      const row = start + at;
      const level = file.level[at];
      const state = file.states[file.state[at]];
      all.mark[row] = LEVELS[level] || state;
      add('level', row, level, () => (level ? [LEVELS[level] ?? ''] : []));
      add('state', row, file.state[at], () => [spelt(state)]);
      add('kind', row, file.kind[at], () => [spelt(file.kinds[file.kind[at]])]);
      add('grade', row, file.grades[at], () => grades(file.grades[at], file.domains));
      add('year', row, file.year[at], () => (file.year[at] ? [String(file.year[at])] : []));
      const spoken = file.languages[file.language[at]];
      add('language', row, spoken, () => (spoken ? spoken.split(' ').map(spelt) : []));
    }
    start += file.n;
  });
  return all;
}

/**
 * Adds the value of a row to a facet; equal keys share a code. @param {Table} all
 * @returns {(facet: string, row: number, key: string | number, values: () => string[]) => void}
 */
function facets(all) {
  /** @type {Record<string, Map<string | number, number>>} */
  const known = {};
  return (facet, row, key, values) => {
    const of = (all.facets[facet] ??= { codes: new Uint16Array(all.n), values: [] });
    const codes = (known[facet] ??= new Map());
    let code = codes.get(key);
    if (code === undefined) {
      code = codes.size;
      codes.set(key, code);
      of.values[code] = values();
    }
    of.codes[row] = code;
  };
}

/** @param {number[]} steps differences of neighbours @param {Float64Array} into @param {number} from */
function undelta(steps, into, from) {
  let sum = 0;
  for (let at = 0; at < steps.length; at++) {
    sum += /** @type {number} */ (steps[at]);
    into[from + at] = sum * STEP;
  }
}

/** Digits to the base 5, the first domain lowest. @param {number} packed @param {string[]} domains */
function grades(packed, domains) {
  const values = [];
  for (const domain of domains) {
    const grade = GRADES[packed % 5];
    if (grade) values.push(`${spelt(domain)}-${grade}`);
    packed = Math.floor(packed / 5);
  }
  return values;
}
