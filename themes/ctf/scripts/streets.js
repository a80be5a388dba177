// @ts-check
// Streets with the programs on them. The library that draws them, and the host of the tiles, are asked only when the
// visitor presses the button, or came by a link to a place (`?program=fj/suva-fls`, `?map=14/-18.14/178.44`).

/**
 * @typedef {object} Settings
 * @property {string} lang
 * @property {{url: string, kind: 'pmtiles' | 'raster', max_zoom: number}} tiles
 * @property {string} programs  what the addresses of programs begin with
 * @property {{demo: boolean, columns: string, names: string}[]} sets
 * @property {Record<string, string>} labels  of levels and states
 * @property {Record<string, string>} words
 * @property {Record<string, string>} locale  MapLibre's
 *
 * @typedef {{countries: string[], starts: number[], lat: number[], lon: number[], level: number[], state: number[], states: string[]}} Columns
 * @typedef {{id: string[], name: string[], city?: string[] | null}} Names
 * @typedef {{lat: number, lon: number, mark: string, demo: boolean, country: string, row: number, names: string}} Program
 *   `row` counts within the country, `names` is the file of its names
 */

const VENDOR = new URL('../vendor/streets/', import.meta.url).href;
const WORKER = `${VENDOR}maplibre-gl-worker.mjs`;
/** Marks stand at least so far apart, in CSS pixels: none hides another (WCAG 2.2 2.5.8). */
const APART = 36;
/** Programs that lie nearer to each other, in degrees, are listed and not looked at closer. */
const ONE_PLACE = 2e-4;
/** The most that a card lists. */
const LISTED = 20;
/** Least zoom at which a single program is shown. */
const NEAR = 14;
const LEVELS = ['', 'bronze', 'silver', 'gold'];

const root = /** @type {HTMLElement | null} */ (document.querySelector('.streets'));
const button = /** @type {HTMLButtonElement | null} */ (root?.querySelector('.streets-ask button') ?? null);
const status = root?.querySelector('.streets-status');
const frame = /** @type {HTMLElement | null} */ (root?.querySelector('.streets-map') ?? null);
/** @type {Map<string, Promise<any>>} */
const loaded = new Map();

/** @param {string} url @returns {Promise<any>} */
function json(url) {
  let file = loaded.get(url);
  if (!file) {
    file = fetch(url).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(`${answer.status} ${url}`))));
    loaded.set(url, file);
  }
  return file;
}

/** @param {string} text */
function say(text) {
  if (status) status.textContent = text;
}

/** Whether the browser draws with WebGL 2. */
function draws() {
  try {
    const context = document.createElement('canvas').getContext('webgl2');
    context?.getExtension('WEBGL_lose_context')?.loseContext();
    return context !== null;
  } catch {
    return false;
  }
}

/**
 * MapLibre starts its worker by an address in plain text. Where addresses of scripts must be trusted, the policy of the
 * name `default` judges such texts: this one lets that worker through and nothing else, and no HTML.
 */
function trustWorker() {
  const types = /** @type {any} */ (globalThis).trustedTypes;
  types?.createPolicy('default', {
    createScriptURL(/** @type {string} */ url) {
      if (url !== WORKER) throw new TypeError(`not a worker of this site: ${url}`);
      return url;
    },
  });
}

/** The library's styles, which it needs before it draws. */
function styled() {
  return new Promise((done, failed) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = `${VENDOR}maplibre-gl.css`;
    link.addEventListener('load', done);
    link.addEventListener('error', () => failed(new Error(link.href)));
    document.head.prepend(link);
  });
}

/** @param {number[]} deltas in steps of 1e-4 degrees */
function degrees(deltas) {
  let value = 0;
  return deltas.map((delta) => (value += delta) / 1e4);
}

/** Every program of one set, by its first site. @param {Settings['sets'][number]} set @returns {Promise<Program[]>} */
async function programs({ demo, columns: url, names }) {
  /** @type {Columns} */
  const columns = await json(url);
  const [lat, lon] = [degrees(columns.lat), degrees(columns.lon)];
  let at = -1;
  return lat.map((latitude, row) => {
    while (row >= (columns.starts[at + 1] ?? Infinity)) at++;
    const country = (columns.countries[at] ?? '').toLowerCase();
    return {
      lat: latitude,
      lon: lon[row] ?? 0,
      mark: LEVELS[columns.level[row] ?? 0] || (columns.states[columns.state[row] ?? 0] ?? ''),
      demo,
      country,
      row: row - (columns.starts[at] ?? 0),
      names: `${names}${country}.json`,
    };
  });
}

/** The program that the address asks for. @param {Program[]} all @param {string | null} asked */
async function chosen(all, asked) {
  const [, country, slug] = asked?.match(/^([a-z]{2})\/([a-z0-9-]+)$/) ?? [];
  if (!country) return undefined;
  for (const file of new Set(all.filter((one) => one.country === country).map((one) => one.names))) {
    /** @type {Names} */
    const names = await json(file);
    const row = names.id.indexOf(slug ?? '');
    if (row >= 0) return all.find((one) => one.names === file && one.row === row);
  }
  return undefined;
}

/** `?map=zoom/latitude/longitude`. @param {string | null} text */
function view(text) {
  const [zoom = NaN, lat = NaN, lon = NaN] = (text ?? '').split('/').map(Number);
  return Number.isFinite(zoom + lat + lon) && Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { zoom, center: [lon, lat] } : undefined;
}

/** Colours of a vector file, quiet enough that marks stand out. */
const COLOURS = {
  light: { land: '#f3f1ea', water: '#b9d3dd', green: '#dfe8d3', road: '#ffffff', edge: '#cfc9bb', house: '#e4dfd4', text: '#3f4d49', halo: '#ffffff' },
  dark: { land: '#232b29', water: '#1a3743', green: '#2a3a30', road: '#4a5552', edge: '#151b1a', house: '#2f3836', text: '#d5ddda', halo: '#151b1a' },
};

/**
 * A plain style for the layers that Protomaps and OpenMapTiles make. Names are drawn with the fonts of the device.
 * @param {string} lang @param {Set<string>} has  the layers of the file
 */
function vectorLayers(lang, has) {
  const colour = COLOURS[matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'];
  const fill = (/** @type {string} */ layer, /** @type {string} */ tint) => ({ type: 'fill', layer, paint: { 'fill-color': tint } });
  const line = (/** @type {string} */ layer, /** @type {string} */ tint, /** @type {number} */ wide) => ({
    type: 'line',
    layer,
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': tint, 'line-width': ['interpolate', ['exponential', 1.6], ['zoom'], 6, wide / 6, 18, wide * 6] },
  });
  const name = (/** @type {string} */ layer, /** @type {string} */ placement, /** @type {number} */ size) => ({
    type: 'symbol',
    layer,
    layout: {
      'symbol-placement': placement,
      'text-field': ['coalesce', ['get', `name:${lang}`], ['get', 'name']],
      'text-font': ['sans-serif'],
      'text-size': size,
    },
    paint: { 'text-color': colour.text, 'text-halo-color': colour.halo, 'text-halo-width': 1.5 },
  });
  const drawn = [
    fill('earth', colour.land),
    ...['landcover', 'landuse', 'park'].map((layer) => fill(layer, colour.green)),
    fill('water', colour.water),
    ...['building', 'buildings'].map((layer) => fill(layer, colour.house)),
    ...['roads', 'transportation'].flatMap((layer) => [line(layer, colour.edge, 4), line(layer, colour.road, 3)]),
    ...['boundaries', 'boundary'].map((layer) => line(layer, colour.text, 0.5)),
    ...['roads', 'transportation_name'].map((layer) => name(layer, 'line', 12)),
    ...['places', 'place'].map((layer) => name(layer, 'point', 14)),
  ];
  const layers = drawn.filter(({ layer }) => has.has(layer)).map(({ layer, ...rest }, at) => ({ id: `${layer}-${at}`, source: 'streets', 'source-layer': layer, ...rest }));
  return [{ id: 'ground', type: 'background', paint: { 'background-color': colour.land } }, ...layers];
}

const PICTURES = [{ id: 'streets', type: 'raster', source: 'streets' }];

/** What is drawn below the programs. @param {any} maplibre @param {Settings} settings */
async function style(maplibre, { tiles, lang }) {
  const url = new URL(tiles.url, location.href).href.replaceAll('%7B', '{').replaceAll('%7D', '}');
  if (tiles.kind === 'raster')
    return { version: 8, sources: { streets: { type: 'raster', tiles: [url], tileSize: 256, maxzoom: tiles.max_zoom } }, layers: PICTURES };
  const { PMTiles, Protocol } = await import(`${VENDOR}pmtiles.js`);
  const protocol = new Protocol();
  const archive = new PMTiles(url);
  protocol.add(archive);
  maplibre.addProtocol('pmtiles', protocol.tile);
  const { tileType } = await archive.getHeader();
  const source = `pmtiles://${url}`;
  // 1 is Mapbox Vector Tile; the others are pictures (PMTiles 3 §3.5).
  if (tileType !== 1) return { version: 8, sources: { streets: { type: 'raster', url: source, tileSize: 256 } }, layers: PICTURES };
  const { vector_layers: layers = [] } = /** @type {any} */ (await archive.getMetadata()) ?? {};
  const has = new Set(layers.map((/** @type {{id: string}} */ layer) => layer.id));
  return { version: 8, sources: { streets: { type: 'vector', url: source } }, layers: vectorLayers(lang.split('-')[0] ?? lang, has) };
}

/**
 * What is known of programs that stand at one place. @param {Program[]} members @param {Settings} settings
 * @returns {Promise<HTMLElement>}
 */
async function card(members, { programs: prefix, labels, words }) {
  const box = document.createElement('div');
  for (const { names: file, row, country, mark, demo } of members.slice(0, LISTED)) {
    /** @type {Names} */
    const names = await json(file);
    const link = document.createElement('a');
    link.href = `${prefix}${country}/${names.id[row]}/`;
    link.textContent = names.name[row] ?? '';
    const title = document.createElement('p');
    title.append(link);
    const facts = document.createElement('p');
    facts.textContent = [demo ? words['example'] : '', labels[mark], names.city?.[row]].filter(Boolean).join(' · ');
    box.append(title, facts);
  }
  return box;
}

/** Programs so near to each other that one mark stands for them, at the first. @param {any} map @param {Program[]} seen */
function places(map, seen) {
  /** @type {{x: number, y: number, members: Program[]}[]} */
  const all = [];
  /** @type {Map<string, typeof all>} */
  const cells = new Map();
  for (const program of seen) {
    const { x, y } = map.project([program.lon, program.lat]);
    const [column, line] = [Math.floor(x / APART), Math.floor(y / APART)];
    const around = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].flatMap((dy) => cells.get(`${column + dx} ${line + dy}`) ?? []));
    const near = around.find((place) => Math.hypot(place.x - x, place.y - y) < APART);
    if (near) {
      near.members.push(program);
      continue;
    }
    const place = { x, y, members: [program] };
    const cell = `${column} ${line}`;
    cells.set(cell, [...(cells.get(cell) ?? []), place]);
    all.push(place);
  }
  return all.map(({ members }) => members);
}

/**
 * The form that stands for a level or state all over the site, or a number of programs.
 * @param {Program[]} members @param {Settings} settings @param {Intl.NumberFormat} numbers
 */
function markOf(members, { labels, words }, numbers) {
  const element = document.createElement('button');
  element.type = 'button';
  const [{ mark, demo }] = /** @type {[Program]} */ (members);
  if (members.length > 1) {
    element.className = 'streets-mark streets-many';
    element.textContent = numbers.format(members.length);
    element.setAttribute('aria-label', (words['streets_here'] ?? '').replace('{n}', numbers.format(members.length)));
    return element;
  }
  element.className = `streets-mark streets-${mark}${demo ? ' streets-example' : ''}`;
  element.setAttribute('aria-label', [demo ? words['example'] : '', labels[mark]].filter(Boolean).join(', '));
  const SVG = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(SVG, 'svg');
  const use = document.createElementNS(SVG, 'use');
  svg.setAttribute('viewBox', '-2 -2 28 28');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `${root?.dataset['marks']}#${mark}`);
  svg.append(use);
  element.append(svg);
  return element;
}

/** West, south, east and north of programs. @param {Program[]} members */
function box(members) {
  const [lons, lats] = [members.map(({ lon }) => lon), members.map(({ lat }) => lat)];
  return [lons, lats].map((all) => [Math.min(...all), Math.max(...all)]);
}

/**
 * Keeps marks of the programs in view on the map.
 * @param {any} maplibre @param {any} map @param {Program[]} all @param {Settings} settings
 * @returns {(members: Program[]) => Promise<void>} opens the card of programs
 */
function marked(maplibre, map, all, settings) {
  const numbers = new Intl.NumberFormat(settings.lang);
  /** @type {Map<string, any>} by the first program and how many it stands for */
  const marks = new Map();
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const popup = new maplibre.Popup({ offset: 16, maxWidth: '18rem' });
  const open = async (/** @type {Program[]} */ members) => {
    const [{ lon, lat }] = /** @type {[Program]} */ (members);
    popup.setLngLat([lon, lat]).setDOMContent(await card(members, settings)).addTo(map);
  };
  const press = (/** @type {Program[]} */ members) => {
    const [[west = 0, east = 0] = [], [south = 0, north = 0] = []] = box(members);
    if (Math.max(east - west, north - south) < ONE_PLACE) return void open(members).catch(console.warn);
    const options = { padding: 60, maxZoom: map.getMaxZoom(), animate: !still.matches };
    map.fitBounds([[west, south], [east, north]], options);
  };
  const named = async (/** @type {Program} */ { names: file, row }, /** @type {HTMLElement} */ element) => {
    /** @type {Names} */
    const names = await json(file);
    element.setAttribute('aria-label', `${names.name[row] ?? ''}, ${element.getAttribute('aria-label')}`);
  };
  const update = () => {
    const bounds = map.getBounds();
    const seen = all.filter(({ lat, lon }) => bounds.contains([lon, lat]));
    const wanted = new Map(places(map, seen).map((members) => [`${members[0]?.names} ${members[0]?.row} ${members.length}`, members]));
    for (const [key, mark] of marks)
      if (!wanted.has(key)) {
        mark.remove();
        marks.delete(key);
      }
    for (const [key, members] of wanted) {
      if (marks.has(key)) continue;
      const [first] = /** @type {[Program]} */ (members);
      const element = markOf(members, settings, numbers);
      element.addEventListener('click', (event) => {
        event.stopPropagation();
        press(members);
      });
      marks.set(key, new maplibre.Marker({ element }).setLngLat([first.lon, first.lat]).addTo(map));
      if (members.length === 1) named(first, element).catch(console.warn);
    }
    say((settings.words['streets_in_view'] ?? '').replace('{n}', numbers.format(seen.length)));
  };
  map.on('moveend', update);
  update();
  return open;
}

/** The address tells what is seen, so that it can be shared. @param {any} map */
function remember(map) {
  map.on('moveend', () => {
    const { lat, lng } = map.getCenter();
    const address = new URL(location.href);
    const place = `${map.getZoom().toFixed(1)}/${lat.toFixed(4)}/${lng.toFixed(4)}`;
    address.searchParams.set('map', place);
    // Slashes may stand in a question as they are.
    history.replaceState(history.state, '', address.href.replaceAll('%2F', '/'));
  });
}

/** @param {Settings} settings */
async function show(settings) {
  if (!frame || !draws()) return say(settings.words['streets_unavailable'] ?? '');
  say(settings.words['streets_loading'] ?? '');
  trustWorker();
  const question = new URLSearchParams(location.search);
  const [maplibre, sets] = await Promise.all([import(`${VENDOR}maplibre-gl.mjs`), Promise.all(settings.sets.map(programs)), styled()]);
  maplibre.setWorkerUrl(WORKER);
  const all = sets.flat();
  const wanted = await chosen(all, question.get('program'));
  const place = view(question.get('map')) ?? (wanted ? { zoom: NEAR, center: [wanted.lon, wanted.lat] } : { zoom: 1, center: [11.5, 15] });
  frame.hidden = false;
  const map = new maplibre.Map({
    container: frame,
    style: await style(maplibre, settings),
    locale: settings.locale,
    // Our own line below the map says it; the library's would parse HTML.
    attributionControl: false,
    cooperativeGestures: true,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 300,
    ...place,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new maplibre.NavigationControl({ showCompass: false }));
  map.addControl(new maplibre.FullscreenControl());
  map.addControl(new maplibre.ScaleControl({ unit: 'metric' }));
  await new Promise((done) => map.once('load', done));
  const open = marked(maplibre, map, all, settings);
  remember(map);
  if (wanted) await open([wanted]);
  // The button goes, and what had the focus is followed by what it brought.
  if (document.activeElement === button || document.activeElement === document.body) map.getCanvas().focus({ preventScroll: true });
  root?.classList.add('streets-open');
}

async function start() {
  if (!root || !button) return;
  /** @type {Settings} */
  const settings = await json(root.dataset['settings'] ?? '');
  const go = async () => {
    button.disabled = true;
    try {
      await show(settings);
    } catch (fault) {
      console.warn(fault);
      say(settings.words['streets_failed'] ?? '');
    }
  };
  say('');
  button.disabled = false;
  button.addEventListener('click', go);
  const question = new URLSearchParams(location.search);
  if (question.has('program') || question.has('map')) await go();
}

start().catch(console.warn);
