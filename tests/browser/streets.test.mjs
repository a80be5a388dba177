// Streets: a PMTiles file made here, on the site's own host, drawn by software. Nothing is asked of others.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { test } from 'node:test';
import { MODES, launch, stage, visit } from './browser.mjs';
import { axe, overflow } from './probes.mjs';
import { siteFolder } from './site.mjs';

/** Of the one picture that all tiles are. */
const COLOUR = /** @type {const} */ ([200, 30, 120]);

/** A PNG of one colour (PNG 3 §5, §11). @param {number} size @param {readonly number[]} colour */
function png(size, colour) {
  const chunk = (/** @type {string} */ type, /** @type {Buffer} */ data) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.of(0), Buffer.concat(Array(size).fill(Buffer.from(colour)))]);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(Buffer.concat(Array(size).fill(row)));
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

/** @param {number} value */
function varint(value) {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  return [...bytes, value];
}

/** A vector tile (MVT 2.1 §4) that is all water, with a named place in its middle. */
function vectorTile() {
  const bytes = (/** @type {number} */ field, /** @type {number[]} */ value) => [...varint(field * 8 + 2), ...varint(value.length), ...value];
  const number = (/** @type {number} */ field, /** @type {number} */ value) => [...varint(field * 8), ...varint(value)];
  const text = (/** @type {string} */ value) => [...Buffer.from(value)];
  const layer = (/** @type {string} */ name, /** @type {number[]} */ feature, /** @type {number[]} */ rest) =>
    bytes(3, [...number(15, 2), ...bytes(1, text(name)), ...bytes(2, feature), ...rest, ...number(5, 4096)]);
  // Move to 0 0, line right, down, left, close; distances are zigzag numbers.
  const square = [9, 0, 0, 26, 8192, 0, 0, 8192, 8191, 0, 15].flatMap(varint);
  const water = layer('water', [...number(3, 3), ...bytes(4, square)], []);
  const named = [...bytes(3, text('name')), ...bytes(4, bytes(1, text('Lake')))];
  const place = layer('places', [...bytes(2, [0, 0]), ...number(3, 1), ...bytes(4, [9, 4096, 4096].flatMap(varint))], named);
  return Buffer.from([...water, ...place]);
}

/**
 * A PMTiles file of version 3 with one tile for all places down to a zoom.
 * @param {Buffer} tile @param {number} zoom @param {{ type?: number, about?: object }} [options]  `type` 1 is a vector tile, 2 a PNG
 */
function pmtiles(tile, zoom, { type = 2, about = {} } = {}) {
  const tiles = (4 ** (zoom + 1) - 1) / 3;
  // One entry: tile 0 and all that follow, its length, and its offset plus one (§4).
  const directory = Buffer.from([varint(1), varint(0), varint(tiles), varint(tile.length), varint(1)].flat());
  const metadata = Buffer.from(JSON.stringify(about));
  const head = Buffer.alloc(127);
  head.write('PMTiles');
  head[7] = 3;
  const places = [127, directory.length, 127 + directory.length, metadata.length, 0, 0, 127 + directory.length + metadata.length, tile.length, tiles, 1, 1];
  places.forEach((value, at) => head.writeBigUInt64LE(BigInt(value), 8 + at * 8));
  // Clustered, nothing compressed.
  head.set([1, 1, 1, type, 0, zoom], 96);
  [-180, -85, 180, 85].forEach((degrees, at) => head.writeInt32LE(degrees * 1e7, 102 + at * 4));
  return Buffer.concat([head, directory, metadata, tile]);
}

const folder = siteFolder('CTF_SITE_STREETS');
mkdirSync(path.join(folder, 'tiles'), { recursive: true });
const file = path.join(folder, 'tiles/streets.pmtiles');
const pictures = pmtiles(png(256, COLOUR), 16);
writeFileSync(file, pictures);

const { site, browser } = await stage(folder, { webgl: true });
const context = await browser.newContext(MODES.light);

/** Every address that was asked for. @param {import('playwright-core').Page} page */
const asked = (page) => page.evaluate(() => performance.getEntriesByType('resource').map((entry) => entry.name));

/** What is painted at a point of the map. @param {import('playwright-core').Page} page @param {number} x @param {number} y */
async function painted(page, x, y) {
  const box = await page.locator('.streets-map').boundingBox();
  assert.ok(box);
  const picture = await page.screenshot({ clip: { x: box.x + x, y: box.y + y, width: 1, height: 1 } });
  return page.evaluate(async (bytes) => {
    const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
    const drawing = new OffscreenCanvas(1, 1).getContext('2d');
    drawing?.drawImage(bitmap, 0, 0);
    return [...(drawing?.getImageData(0, 0, 1, 1).data ?? [])].slice(0, 3);
  }, [...picture]);
}

/** @param {number[]} seen */
const isTile = (seen) => seen.every((part, at) => Math.abs(part - (COLOUR[at] ?? 0)) <= 3);

/** @param {import('playwright-core').Page} page */
const shown = (page) => page.locator('.streets-open').waitFor();

test('nothing is loaded before it is asked for, then the tiles are seen', async () => {
  const { page, faults, settled } = await visit(context, site.url('/streets/'));
  await settled();
  assert.deepEqual((await asked(page)).filter((url) => /maplibre|pmtiles/.test(url)), []);
  await page.getByRole('button', { name: 'Show the street map' }).click();
  await shown(page);
  await page.waitForFunction(() => document.querySelector('.streets-status')?.textContent?.match(/\d/));
  await settled();
  const seen = await painted(page, 30, 60);
  assert.ok(isTile(seen), `painted ${seen}`);
  assert.ok((await asked(page)).some((url) => url.endsWith('/tiles/streets.pmtiles')));
  assert.ok((await page.locator('.streets-mark').count()) > 0, 'programs are on it');
  assert.deepEqual(faults, []);
  assert.deepEqual(await context.cookies(), []);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  assert.deepEqual([...(await axe(page)), ...(await overflow(page))], []);
  await page.close();
});

test('a link to a program shows it with its card, and the address follows the view', async () => {
  const { page, faults, settled } = await visit(context, site.url('/programs/fj/example-suva/'));
  await Promise.all([page.waitForURL(/\/streets\/\?program=fj\/example-suva/), page.getByRole('link', { name: 'On the street map' }).click()]);
  await shown(page);
  const card = page.locator('.maplibregl-popup-content');
  await card.getByRole('link', { name: /Suva/ }).waitFor();
  assert.match((await card.innerText()).replace(/\s+/g, ' '), /Example/);
  await settled();
  assert.ok(isTile(await painted(page, 30, 60)));
  // Every word is the pack's.
  const names = await page.locator('.streets-map :is(button, [role=region])').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? one.textContent));
  for (const name of ['Closer', 'Farther away', 'Full screen', 'Close the card']) assert.ok(names.includes(name), `${name} among ${names.join(', ')}`);
  await page.getByRole('button', { name: 'Farther away' }).click();
  await page.waitForURL(/map=13\.0\/-18\.\d+\/178\.\d+/);
  assert.deepEqual(faults, []);
  await page.close();
});

test('what stands near each other is one mark with a number, which brings the map closer', async () => {
  const { page, faults } = await visit(context, site.url('/streets/?map=1/15/11.5'));
  await shown(page);
  const many = page.getByRole('button', { name: /^Programs here: \d+$/ }).first();
  const zoom = () => Number(new URL(page.url()).searchParams.get('map')?.split('/')[0]);
  await many.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL((to) => !to.search.includes('map=1/'));
  assert.ok(zoom() > 1);
  assert.deepEqual(faults, []);
  await page.close();
});

test('a mark is reached and opened by keyboard', async () => {
  const { page, faults } = await visit(context, site.url('/streets/?map=9/-18.14/178.44'));
  await shown(page);
  const mark = page.getByRole('button', { name: /Suva, Example/ });
  await mark.focus();
  await page.keyboard.press('Enter');
  await page.locator('.maplibregl-popup-content').getByRole('link', { name: /Suva/ }).waitFor();
  assert.deepEqual(faults, []);
  await page.close();
});

test('a vector file is drawn in quiet colours, with names in the fonts of the device', async () => {
  const about = { vector_layers: [{ id: 'water', fields: {} }, { id: 'places', fields: {} }] };
  writeFileSync(file, pmtiles(vectorTile(), 14, { type: 1, about }));
  try {
    const { page, faults, settled } = await visit(context, site.url('/streets/?map=3/-40/-120'));
    await shown(page);
    await settled();
    assert.deepEqual(await painted(page, 30, 60), [0xb9, 0xd3, 0xdd]);
    assert.deepEqual(faults, []);
    await page.close();
  } finally {
    writeFileSync(file, pictures);
  }
});

test('without WebGL, and without scripts, the page says so and leads to the list', async () => {
  const plain = await launch();
  try {
    const without = await plain.newContext(MODES.light);
    await without.addInitScript(() => {
      HTMLCanvasElement.prototype.getContext = () => null;
    });
    const { page, faults } = await visit(without, site.url('/streets/?program=fj/example-suva'));
    await page.locator('.streets-status', { hasText: 'WebGL' }).waitFor();
    assert.deepEqual((await asked(page)).filter((url) => /maplibre|pmtiles/.test(url)), []);
    assert.ok(await page.locator('main a[href="/programs/"]').first().isVisible());
    assert.deepEqual(faults, []);
    const silent = await visit(await plain.newContext({ ...MODES.light, javaScriptEnabled: false }), site.url('/streets/'));
    assert.match((await silent.page.locator('.streets').innerText()).replace(/\s+/g, ' '), /needs JavaScript/);
    assert.ok(await silent.page.locator('main a[href="/programs/"]').first().isVisible());
    assert.deepEqual(silent.faults, []);
  } finally {
    await plain.close();
  }
});

test('the policy lets no HTML and no other worker through', async () => {
  const { page } = await visit(context, site.url('/streets/?map=2/0/0'));
  await shown(page);
  const refused = await page.evaluate(() =>
    [() => void (document.createElement('p').innerHTML = '<b>x</b>'), () => new Worker('/other.js')].map((act) => {
      try {
        act();
        return false;
      } catch {
        return true;
      }
    }),
  );
  assert.deepEqual(refused, [true, true]);
  await page.close();
});
