// The figures of one size as a table.
import { ABOVE } from './stage.mjs';

/** @typedef {import('./visit.mjs').Visit} Visit */
/** @typedef {import('./stage.mjs').Name} Name */

/** How many different faults of a page are told. */
const MOST_FAULTS = 4;

/** The value below which a share of the others lies. @param {number[]} values @param {number} share */
function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/** Median, least and most. @param {number[]} values @param {number} [places] */
function spread(values, places = 0) {
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return '–';
  const middle = (quantile(known, 0.5) + quantile(known, (known.length + 1) / 2 / known.length)) / 2;
  const show = (/** @type {number} */ value) => value.toFixed(places);
  return `${show(middle)} (${show(Math.min(...known))}–${show(Math.max(...known))})`;
}

const requests = (/** @type {Visit} */ visit) => visit.loaded.filter(({ file }) => file !== ABOVE);
const bytes = (/** @type {Visit} */ visit, /** @type {RegExp} */ of = /./) =>
  requests(visit).filter(({ file }) => of.test(file)).reduce((sum, { bytes }) => sum + bytes, 0) / 1000;
/** The page's bytes below the start of its list, which a reader of the map does not wait for. */
const below = (/** @type {Visit} */ visit) => {
  const above = visit.loaded.find(({ file }) => file === ABOVE);
  return above ? bytes(visit, /\.html$/) - above.bytes / 1000 : 0;
};
/** @type {[string, (visit: Visit) => number, number?][]} */
const ROWS = [
  ['loaded, KB brotli', (visit) => bytes(visit), 1],
  ['  without what follows the list’s start', (visit) => bytes(visit) - below(visit), 1],
  ['  of it the page', (visit) => bytes(visit, /\.html$/), 1],
  ['  scripts and styles', (visit) => bytes(visit, /\.(m?js|css)$/), 1],
  ['  data', (visit) => bytes(visit, /\.(json|geojson)$/), 1],
  ['requests', (visit) => requests(visit).length],
  ['first points, ms', (visit) => visit.wall],
  ['CPU of the main thread until then, ms', (visit) => visit.ready.main],
  ['  and until calm', (visit) => visit.calm.main],
  ['CPU of the page’s process until then, ms', (visit) => visit.ready.renderer],
  ['  and until calm', (visit) => visit.calm.renderer],
  ['CPU of the whole browser until then, ms', (visit) => visit.ready.all],
  ['  and until calm', (visit) => visit.calm.all],
  ['longest task, ms of CPU', (visit) => visit.longest],
  ['frames under a hand: p50, ms', (visit) => quantile(visit.frames.intervals, 0.5), 1],
  ['  p95', (visit) => quantile(visit.frames.intervals, 0.95), 1],
  ['  longest', (visit) => quantile(visit.frames.intervals, 1), 1],
  ['a filter is answered, ms', (visit) => visit.answers?.filter ?? NaN],
  ['a search is answered, ms', (visit) => visit.answers?.search ?? NaN],
];

/** @param {Map<Name, Visit[]>} visits */
export function table(visits) {
  const names = [...visits.keys()];
  const lines = [`| | ${names.join(' | ')} |`, `|---|${names.map(() => '---|').join('')}`];
  for (const [label, of, places] of ROWS)
    lines.push(`| ${label} | ${names.map((name) => spread((visits.get(name) ?? []).map(of), places)).join(' | ')} |`);
  for (const [name, list] of visits) {
    const faults = [...new Set(list.flatMap((visit) => visit.faults))];
    if (!list.every((visit) => visit.frames.moved)) faults.push('the hand moved nothing');
    const more = faults.length > MOST_FAULTS ? `; and ${faults.length - MOST_FAULTS} more` : '';
    lines.push(`${name}: ${faults.length === 0 ? 'no fault' : faults.slice(0, MOST_FAULTS).join('; ')}${more}`);
  }
  return lines.join('\n');
}
