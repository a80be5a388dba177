// What is looked at: the built site and the two other pages, each served on loopback as a static host would, compressed.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { serve } from '../../tests/browser/server.mjs';
import { Land } from './land.mjs';
import { ROOT } from './programs.mjs';

/** @typedef {import('./programs.mjs').Program} Program */
/** @typedef {'ours' | 'Leaflet' | 'MapLibre'} Name */
/** @typedef {{ file: string, bytes: number }} Sent  bytes of the body, compressed */
/** @typedef {{ name: Name, url: string, blank: string, sent: Sent[], close: () => Promise<void> }} Stage */

const HERE = path.join(ROOT, 'benches/map');
/** Degrees; the outlines then weigh about as much as those of our map (20 KB after brotli). */
const TOLERANCE = 0.4;

/** The name under which the part of our page above its list is counted. */
export const ABOVE = '(above the list)';

/** Each page that is not ours: its own files, and those of its packages. */
const OTHERS = {
  Leaflet: [
    'leaflet/dist/leaflet.js',
    'leaflet/dist/leaflet.css',
    'leaflet.markercluster/dist/leaflet.markercluster.js',
    'leaflet.markercluster/dist/MarkerCluster.css',
    'leaflet.markercluster/dist/MarkerCluster.Default.css',
  ],
  MapLibre: ['maplibre-gl/dist/maplibre-gl.mjs', 'maplibre-gl/dist/maplibre-gl-worker.mjs', 'maplibre-gl/dist/maplibre-gl.css'],
};

/** Every site of every program, with what a page shows of it at once: name and level. @param {Program[]} programs */
function features(programs) {
  const features = programs.flatMap(({ name, level, sites }) =>
    sites.map((coordinates) => ({
      type: 'Feature',
      properties: { name, level },
      geometry: { type: 'Point', coordinates },
    })),
  );
  return JSON.stringify({ type: 'FeatureCollection', features });
}

/** Writes FOLDER/leaflet and FOLDER/maplibre. @param {Program[]} programs @param {string} folder */
export function writeOthers(programs, folder) {
  const points = features(programs);
  const land = JSON.stringify(new Land(path.join(ROOT, 'data/map/boundaries.json')).outlines(TOLERANCE));
  for (const [name, files] of Object.entries(OTHERS)) {
    const into = path.join(folder, name.toLowerCase());
    rmSync(into, { recursive: true, force: true });
    mkdirSync(into, { recursive: true });
    const own = ['index.html', 'page.js', 'page.css'].map((file) => path.join(HERE, name.toLowerCase(), file));
    for (const file of [...own, ...files.map((file) => path.join(HERE, 'node_modules', file))])
      copyFileSync(file, path.join(into, path.basename(file)));
    writeFileSync(path.join(into, 'points.geojson'), points);
    writeFileSync(path.join(into, 'land.geojson'), land);
    writeFileSync(path.join(into, 'blank.txt'), '');
  }
}

/**
 * What brotli at its best makes of a file. Kept between runs by its hash, for ten megabytes take a minute.
 * @param {string} file @param {string} kept  folder of what is kept
 */
function compressed(file, kept) {
  const bytes = readFileSync(file);
  const place = path.join(kept, createHash('sha256').update(bytes).digest('hex'));
  if (existsSync(place)) return readFileSync(place);
  const small = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
  mkdirSync(kept, { recursive: true });
  if (bytes.length > 100_000) writeFileSync(place, small);
  return small;
}

/** What of our page stands above its list: no request of its own. @param {string} file @returns {Sent[]} */
function above(file) {
  const html = readFileSync(file, 'utf8');
  const list = html.search(/<[a-z]+[^>]* id="?programs-list\b/);
  return list < 0 ? [] : [{ file: ABOVE, bytes: brotliCompressSync(html.slice(0, list)).length }];
}

/**
 * Serves a folder and keeps a list of what was sent. Its files are held in memory, so that a visit measures no disk.
 * @param {Name} name @param {string} folder @param {string} page @param {string} blank  a page of the same origin with nothing in it
 * @returns {Promise<Stage>}
 */
async function staged(name, folder, page, blank) {
  /** @type {Sent[]} */
  const sent = [];
  /** @type {Map<string, Buffer>} */
  const held = new Map();
  const kept = path.join(folder, '../brotli');
  // A visit must not wait for these.
  const large = ['map/columns.json', 'map/search.json', 'points.geojson'].map((file) => path.join(folder, file));
  for (const file of large.filter((file) => existsSync(file))) held.set(file, compressed(file, kept));
  const packed = (/** @type {string} */ file) => {
    const bytes = held.get(file) ?? compressed(file, kept);
    held.set(file, bytes);
    sent.push({ file: path.relative(folder, file), bytes: bytes.length });
    if (file === path.join(folder, page, 'index.html')) sent.push(...above(file));
    return bytes;
  };
  const site = await serve(folder, { packed });
  return { name, url: site.url(page), blank: site.url(blank), sent, close: site.close };
}

/** Serves pages of one size. @param {string} folder @param {Name[]} names @returns {Promise<Stage[]>} */
export async function stages(folder, names) {
  return Promise.all(
    names.map((name) =>
      name === 'ours'
        ? staged(name, path.join(folder, 'public'), '/programs/', '/robots.txt')
        : staged(name, path.join(folder, name.toLowerCase()), '/', '/blank.txt'),
    ),
  );
}
