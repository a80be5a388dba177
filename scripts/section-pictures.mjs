#!/usr/bin/env node
// The pictures that other sites show beside a link to a section: 1200 × 630, drawn by Chromium from the theme's colours,
// ring and marks, with the section's title in the source pack. Writes themes/ctf/images/sections/*.png; run it again when
// a colour, a mark or a title has changed. Needs `npm ci` in tests/browser.
import { mkdirSync, readFileSync, existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32, deflateSync } from 'node:zlib';
import { launch } from '../tests/browser/browser.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const THEME = path.join(ROOT, 'themes/ctf');
const OUT = path.join(THEME, 'images/sections');
const WIDTH = 1200;
const HEIGHT = 630;
const MAX_BYTES = 60 * 1024;
const MAX_COLOURS = 64;

/** Sections with a picture; `home` has no mark, its ring stays empty. */
const SECTIONS = [
  'home', 'framework', 'recognition', 'programs', 'toolkits', 'literature', 'kpis', 'surveys-and-epidemiology',
  'contribute', 'countries', 'about-osteoporosis', 'mentorship', 'partners', 'glossary',
];

const read = (/** @type {string} */ file) => readFileSync(path.join(ROOT, file), 'utf8');
const escape = (/** @type {string} */ text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

/** The first value that the style sheet gives a token: the light one. */
function token(/** @type {string} */ name) {
  const value = read('themes/ctf/styles/main.css').match(new RegExp(`--${name}: *([^;]+);`))?.[1];
  if (!value) throw new Error(`main.css has no token --${name}`);
  return value;
}

function title(/** @type {string} */ section) {
  const name = section === 'home' ? 'index' : section;
  const file = [`content/en/${name}.md`, `content/en/${name}/index.md`].find((file) => existsSync(path.join(ROOT, file)));
  const found = file && read(file).match(/^title: *"?(.+?)"?$/m)?.[1];
  if (!found) throw new Error(`no title for ${section}`);
  return found;
}

function mark(/** @type {string} */ section) {
  const found = read('themes/ctf/images/marks.svg').match(new RegExp(`<symbol id="${section}"[^>]*>(.*?)</symbol>`, 's'))?.[1];
  if (!found && section !== 'home') throw new Error(`marks.svg has no mark ${section}`);
  return found ? `<svg class="mark" viewBox="0 0 24 24">${found}</svg>` : '';
}

/** The drawing of a component, as the templates have it. */
function drawing(/** @type {string} */ name) {
  const found = read('themes/ctf/templates/components/frame.html')
    .match(new RegExp(`component ${name}\\(\\) %}\\s*(<svg.*?</svg>)`, 's'))?.[1];
  if (!found) throw new Error(`no component ${name}`);
  return found;
}

const site = read('data/site.yml').match(/^title: *"?(.+?)"?$/m)?.[1] ?? '';

function html(/** @type {string} */ section) {
  const words = title(section);
  const size = words.length > 34 ? 70 : words.length > 24 ? 76 : 92;
  return `<!doctype html><meta charset="utf-8"><style>
    * { margin: 0; box-sizing: border-box; }
    body { width: ${WIDTH}px; height: ${HEIGHT}px; padding: 64px 72px; display: flex; flex-direction: column; overflow: hidden;
      position: relative; background: ${token('brand')}; color: ${token('on-brand')}; font-family: ${token('sans')}; }
    .name { display: flex; align-items: center; gap: 20px; font: 600 34px/1.2 ${token('serif')}; }
    .logo { width: 60px; height: 60px; }
    h1 { margin: auto 0; max-width: 660px; font: 600 ${size}px/1.08 ${token('serif')}; letter-spacing: -.012em; }
    .note { font-size: 26px; }
    .ring-line, .ring-bridge, .mark { fill: none; stroke: currentColor; stroke-linecap: round; stroke-linejoin: round; }
    .logo .ring-line { stroke-width: 4; stroke-dasharray: 51.8 17.3; stroke-linecap: butt; }
    .logo .ring-bridge { stroke: ${token('brand-line')}; stroke-width: 4; }
    .ring { position: absolute; right: 56px; top: 115px; width: 400px; height: 400px; }
    .ring-halo, .ring-points { display: none; }
    .ring .ring-line { stroke-width: 22; stroke-dasharray: 527.8 175.9; stroke-linecap: butt; }
    .ring .ring-bridge { stroke: ${token('brand-line')}; stroke-width: 22; }
    .mark { position: absolute; right: 171px; top: 230px; width: 170px; height: 170px; stroke-width: 1.4; }
  </style>
  <p class="name">${drawing('logo')}<span>${escape(site)}</span></p>
  <h1>${escape(words)}</h1>
  <p class="note">Not affiliated with or endorsed by IOF</p>
  ${drawing('ring')}${mark(section)}`;
}

/** A PNG of at most MAX_COLOURS colours (PNG, third edition, colour type 3) of pixels `0xRRGGBB`. */
function indexed(/** @type {number[]} */ pixels) {
  /** @type {Map<number, number>} */
  const uses = new Map();
  for (const colour of pixels) uses.set(colour, (uses.get(colour) ?? 0) + 1);
  const palette = [...uses].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, MAX_COLOURS).map(([colour]) => colour);
  const part = (/** @type {number} */ colour, /** @type {number} */ at) => (colour >> (16 - 8 * at)) & 255;
  const distance = (/** @type {number} */ a, /** @type {number} */ b) =>
    [0, 1, 2].reduce((sum, at) => sum + (part(a, at) - part(b, at)) ** 2, 0);
  /** @type {Map<number, number>} */
  const nearest = new Map(palette.map((colour, index) => [colour, index]));
  const index = (/** @type {number} */ colour) => {
    let best = nearest.get(colour);
    if (best === undefined) {
      best = 0;
      for (let at = 1; at < palette.length; at++) {
        if (distance(colour, palette[at] ?? 0) < distance(colour, palette[best] ?? 0)) best = at;
      }
      nearest.set(colour, best);
    }
    return best;
  };
  const rows = Buffer.alloc((WIDTH + 1) * HEIGHT);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) rows[y * (WIDTH + 1) + x + 1] = index(pixels[y * WIDTH + x] ?? 0);
  }
  const chunk = (/** @type {string} */ name, /** @type {Buffer} */ data) => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap((colour) => [part(colour, 0), part(colour, 1), part(colour, 2)]))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

mkdirSync(OUT, { recursive: true });
const browser = await launch();
try {
  const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT } });
  for (const section of SECTIONS) {
    await page.setContent(html(section));
    const picture = (await page.screenshot()).toString('base64');
    const pixels = await page.evaluate(async (source) => {
      const image = new Image();
      image.src = `data:image/png;base64,${source}`;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      const found = [];
      for (let at = 0; at < data.length; at += 4) found.push(((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0));
      return found;
    }, picture);
    const bytes = indexed(pixels);
    if (bytes.length > MAX_BYTES) throw new Error(`${section}.png has ${bytes.length} bytes, more than ${MAX_BYTES}`);
    writeFileSync(path.join(OUT, `${section}.png`), bytes);
    console.log(`${section}.png  ${bytes.length} bytes`);
  }
} finally {
  await browser.close();
}
