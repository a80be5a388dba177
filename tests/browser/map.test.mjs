// Whether the map of programs does for a visitor what it promises: by mouse, by keyboard, by finger, without a canvas,
// without scripts. What is counted is counted a second time from the published file, never from what the map says.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { MODES, stage, visit } from './browser.mjs';
import { siteFolder } from './site.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').BrowserContextOptions} Options */
/** @typedef {{ id: string, geometry: { coordinates: any }, properties: Record<string, any> }} Feature */

const folder = siteFolder('CTF_SITE');
const MAP = '/programs/';
const features = /** @type {Feature[]} */ (JSON.parse(readFileSync(path.join(folder, 'map/programs.demo.geojson'), 'utf8')).features);
const words = JSON.parse(readFileSync(path.join(folder, 'map/words.json'), 'utf8'));

const { site, browser } = await stage(folder);

/**
 * The map, ready. @param {Options} [more] @param {string} [query] @param {(page: Page) => Promise<void>} [before]
 */
async function open(more = {}, query = '', before) {
  const context = await browser.newContext({ ...MODES.light, ...more });
  context.setDefaultTimeout(8000);
  if (before) await before(/** @type {any} */ (context));
  const visited = await visit(context, site.url(MAP + query));
  await ready(visited.page);
  return { ...visited, context };
}

/** @param {Page} page */
const ready = (page) => page.waitForFunction(() => document.documentElement.dataset['map'] === 'ready');

/** The choice as the map counts it, seen at once. @param {Page} page */
const told = async (page) => (await page.locator('.filters-end > span').first().textContent()) ?? '';

/** Names of the list's items that are seen. @param {Page} page */
const listed = (page) =>
  page.locator('.programs.filtered > li').evaluateAll((items) =>
    items.filter((item) => item.checkVisibility()).map((item) => item.querySelector('a')?.textContent?.trim() ?? ''),
  );

/** Where the map lies in the window. @param {Page} page */
async function frame(page) {
  await page.locator('.map-stage').evaluate((stage) => stage.scrollIntoView({ block: 'center' }));
  return /** @type {{x: number, y: number, width: number, height: number}} */ (await page.locator('.map-stage').boundingBox());
}

/** What the address says. @param {Page} page */
const asked = (page) => new URL(page.url()).searchParams;

/** @param {Page} page @param {string} facet @param {string} value */
async function choose(page, facet, value) {
  await page.locator(`form.filters select[name="${facet}"]`).selectOption(value);
  await settled(page);
}

/** Until the map has answered the last change. @param {Page} page */
async function settled(page) {
  await page.evaluate(() => new Promise((done) => setTimeout(done, 30)));
  await ready(page);
}

/** The values of a program's facets, read from the published file. @param {Feature} feature @returns {Record<string, string[]>} */
function facets({ properties: of }) {
  const spelt = (/** @type {string} */ word) => word.toLowerCase().replaceAll('_', '-');
  return {
    level: of['level'] ? [of['level']] : [],
    state: [spelt(of['state'])],
    kind: [spelt(of['kind'])],
    country: [spelt(of['country'])],
    language: (of['languages'] ?? []).map(spelt),
    grade: Object.entries(of['grades'] ?? {}).map(([domain, grade]) => `${spelt(domain)}-${grade}`),
    year: of['awarded'] ? [String(of['awarded']).slice(0, 4)] : [],
  };
}

/** @param {Record<string, string>} choice */
const expected = (choice) =>
  features
    .filter((feature) => Object.entries(choice).every(([facet, value]) => facets(feature)[facet]?.includes(value)))
    .map((feature) => feature.properties['name'])
    .sort();

/** Until what a screen reader says of the mark in focus is this. @param {Page} page @param {RegExp} text */
const spoken = (page, text) =>
  page.waitForFunction((wanted) => {
    const id = document.querySelector('.map-stage')?.getAttribute('aria-activedescendant');
    return id && new RegExp(wanted).test(document.getElementById(id)?.getAttribute('aria-label') ?? '');
  }, text.source);

/** Where a program's point lies on the screen. @param {Page} page @param {string} id */
async function show(page, id) {
  await page.goto(site.url(`${MAP}?program=${id}`));
  await ready(page);
  await page.locator('.map-card').waitFor();
}

describe('with scripts', () => {
  test('the map stands, keeps the policy and asks nobody else', async () => {
    const { page, faults, settled: quiet, context } = await open();
    await quiet();
    assert.deepEqual(faults, []);
    assert.equal(await page.locator('.map-stage canvas[aria-hidden=true]').count(), 1);
    assert.equal(await page.locator('.map-stage .map-marks').isVisible(), false, 'marks are drawn once');
    const drawn = await page.locator('.map-stage canvas').evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) return 0;
      const { data } = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d')).getImageData(0, 0, canvas.width, canvas.height);
      let seen = 0;
      for (let at = 3; at < data.length; at += 4) if (data[at]) seen++;
      return seen;
    });
    assert.ok(drawn > 2000, `${drawn} pixels of marks`);
    assert.match(await told(page), new RegExp(`^${features.length} examples in \\d+ countries`));
    await context.close();
  });

  test('every value of every filter shows what the published file has, and says how many before', async () => {
    const { page, faults, context } = await open();
    const selects = await page.locator('form.filters select').evaluateAll((all) =>
      all.map((one) => ({
        name: /** @type {HTMLSelectElement} */ (one).name,
        options: [.../** @type {HTMLSelectElement} */ (one).options].filter((option) => option.value).map(({ value, text }) => ({ value, text })),
      })),
    );
    assert.deepEqual(selects.map((one) => one.name).sort(), ['country', 'grade', 'kind', 'language', 'level', 'state', 'year']);
    for (const { name, options } of selects) {
      assert.ok(options.length > 1, name);
      for (const { value, text } of options) {
        const names = expected({ [name]: value });
        assert.equal(Number(text.match(/\((\d+) examples?\)$/)?.[1]), names.length, `${name} ${text}`);
        await choose(page, name, value);
        assert.deepEqual((await listed(page)).sort(), names, `${name}=${value}`);
        assert.match(await told(page), new RegExp(`^${names.length} example`));
      }
      await choose(page, name, '');
    }
    assert.deepEqual(faults, []);
    await context.close();
  });

  test('filters join, counts follow, the address keeps them and the way back works', async () => {
    const { page, context } = await open();
    await choose(page, 'level', 'gold');
    await choose(page, 'kind', 'hospital');
    const both = expected({ level: 'gold', kind: 'hospital' });
    assert.deepEqual((await listed(page)).sort(), both);
    assert.equal(asked(page).get('level'), 'gold');
    const silver = await page.locator('select[name=level] option[value=silver]').textContent();
    assert.match(silver ?? '', new RegExp(`\\(${expected({ level: 'silver', kind: 'hospital' }).length}\\b`));
    await page.goBack();
    await settled(page);
    assert.deepEqual((await listed(page)).sort(), expected({ level: 'gold' }));
    const shared = await open({}, '?level=gold&kind=hospital');
    assert.deepEqual((await listed(shared.page)).sort(), both);
    await shared.page.locator('button[type=reset]').click();
    await settled(shared.page);
    assert.equal((await listed(shared.page)).length, features.length);
    await shared.context.close();
    await context.close();
  });

  test('a search finds names, towns and countries, without accents and in their own script', async () => {
    const { page, context } = await open();
    const search = page.locator('#map-search');
    const find = async (/** @type {string} */ text) => {
      await search.fill(text);
      await settled(page);
      return listed(page);
    };
    assert.deepEqual(await find('suva'), ['Example FLS – Suva']);
    assert.deepEqual((await find('SAO PAULO')).length, 1, 'São Paulo without its accent');
    const local = features.find((one) => /[^\u0000-\u024f]/.test(one.properties['name_local']?.text ?? ''));
    assert.ok(local, 'a name in another script');
    assert.ok((await find(local.properties['name_local'].text)).includes(local.properties['name']));
    const fiji = expected({ country: 'fj' });
    assert.deepEqual((await find('fiji')).sort(), fiji);
    assert.deepEqual(await find('qqqq'), []);
    assert.ok(await page.locator('.nothing').isVisible());
    assert.equal(asked(page).get('q'), 'qqqq');
    await context.close();
  });

  test('a mark opens its card, which leads to the program, to OpenStreetMap and to a map app', async () => {
    const { page, context, faults } = await open({}, '?country=fj&map=60/-18.14/178.44');
    const box = await frame(page);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.locator('.map-tip:not([hidden])').waitFor();
    assert.match((await page.locator('.map-tip').textContent()) ?? '', /Example FLS – Suva, Bronze, Example/);
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    const card = page.locator('.map-card');
    await card.waitFor();
    assert.equal(await card.locator('a').first().getAttribute('href'), '/programs/fj/example-suva/');
    const links = await card.locator('a').evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
    assert.ok(links.some((link) => link.startsWith('https://www.openstreetmap.org/?mlat=-18.14')), links.join(' '));
    assert.ok(links.some((link) => link.startsWith('geo:-18.14')), links.join(' '));
    assert.match((await card.textContent()) ?? '', /Example/);
    assert.equal(asked(page).get('program'), 'fj/example-suva');
    assert.equal(await page.locator('.program.chosen').count(), 1, 'the item in the list');
    await card.getByRole('button', { name: words.words.map_close }).click();
    assert.equal(await card.isVisible(), false);
    assert.equal(asked(page).get('program'), null);
    assert.deepEqual(faults, []);
    await context.close();
  });

  test('an item of the list is shown on the map, and focus comes back to it', async () => {
    const { page, context } = await open({ reducedMotion: 'reduce' });
    const item = page.locator('.program', { hasText: 'Suva' });
    await item.getByRole('button').click();
    await page.locator('.map-card').waitFor();
    assert.equal(asked(page).get('program'), 'fj/example-suva');
    assert.match(asked(page).get('map') ?? '', /^60\/-18\.1\d*\/178\.4/);
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Example FLS – Suva');
    await page.keyboard.press('Escape');
    assert.equal(await page.evaluate(() => document.activeElement?.closest('li')?.querySelector('a')?.textContent), 'Example FLS – Suva');
    await context.close();
  });

  test('the wheel belongs to the page until the map has focus, or with Ctrl', async () => {
    const { page, context } = await open();
    const box = await frame(page);
    await page.mouse.move(box.x + 300, box.y + 100);
    const top = await page.evaluate(() => scrollY);
    await page.mouse.wheel(0, 40);
    await page.waitForFunction((before) => scrollY > before, top);
    assert.equal(asked(page).get('map'), null);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -300);
    await page.keyboard.up('Control');
    await page.waitForFunction(() => new URL(location.href).searchParams.has('map'));
    const before = Number(asked(page).get('map')?.split('/')[0]);
    await page.locator('.map-stage').focus();
    const scrolled = await page.evaluate(() => scrollY);
    await page.mouse.wheel(0, -300);
    await page.waitForFunction((k) => Number(new URL(location.href).searchParams.get('map')?.split('/')[0]) > k, before);
    assert.equal(await page.evaluate(() => scrollY), scrolled);
    await context.close();
  });

  test('dragging moves the map; a click on a country goes there; buttons do all of it without dragging', async () => {
    const { page, context } = await open({ reducedMotion: 'reduce' }, '?map=4/48/9');
    const box = await frame(page);
    const place = () => (asked(page).get('map') ?? '').split('/').map(Number);
    await page.mouse.move(box.x + 200, box.y + 200);
    await page.mouse.down();
    await page.mouse.move(box.x + 320, box.y + 200, { steps: 4 });
    await page.mouse.up();
    await page.waitForFunction(() => Number(new URL(location.href).searchParams.get('map')?.split('/')[2]) < 8);
    for (const [act, moved] of /** @type {[string, (now: number[], before: number[]) => boolean][]} */ ([
      ['in', (now, before) => (now[0] ?? 0) > (before[0] ?? 0)],
      ['left', (now, before) => (now[2] ?? 0) < (before[2] ?? 0)],
      ['right', (now, before) => (now[2] ?? 0) > (before[2] ?? 0)],
      ['up', (now, before) => (now[1] ?? 0) > (before[1] ?? 0)],
      ['down', (now, before) => (now[1] ?? 0) < (before[1] ?? 0)],
      ['out', (now, before) => (now[0] ?? 0) < (before[0] ?? 0)],
    ])) {
      const before = place();
      const button = page.locator(`[data-act=${act}]`);
      const size = await button.boundingBox();
      assert.ok(size && size.width >= 24 && size.height >= 24, `${act} is large enough`);
      await button.click();
      await page.waitForTimeout(50);
      assert.ok(moved(place(), before), `${act}: ${before} → ${place()}`);
    }
    await page.locator('[data-act=whole]').click();
    await page.waitForFunction(() => !new URL(location.href).searchParams.has('map'));
    await page.locator('.map-stage').evaluate((stage) => {
      const link = /** @type {SVGAElement} */ (stage.querySelector('a.map-country[href$="/au/"]'));
      link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
    });
    await page.waitForFunction(() => Number(new URL(location.href).searchParams.get('map')?.split('/')[2]) > 120);
    assert.equal(new URL(page.url()).pathname, MAP);
    await context.close();
  });

  test('a country that is chosen is gone to, and finer borders come', async () => {
    const { page, context, faults } = await open({ reducedMotion: 'reduce' });
    await choose(page, 'country', 'nl');
    await page.locator('.map-fine path[data-code=NL]').waitFor({ state: 'attached' });
    const [k, lat, lon] = (asked(page).get('map') ?? '').split('/').map(Number);
    assert.ok((k ?? 0) > 5 && Math.abs((lat ?? 0) - 52) < 2 && Math.abs((lon ?? 0) - 5) < 2, `${k} ${lat} ${lon}`);
    assert.deepEqual(faults, []);
    await context.close();
  });

  test('near me: asked for, nearest first, with distances; nothing of it in an address or a request', async () => {
    const here = { latitude: -33.8688, longitude: 151.2093 };
    const { page, context } = await open({ geolocation: here, permissions: ['geolocation'] });
    /** @type {string[]} */
    const requests = [];
    page.on('request', async (request) => requests.push(request.url() + (request.postData() ?? '') + ((await request.allHeaders())['referer'] ?? '')));
    await page.getByRole('button', { name: words.words.map_near }).click();
    await page.locator('.map-results li').first().waitFor();
    const found = await page.locator('.map-results li').allTextContents();
    assert.match(found[0] ?? '', /Sydney|Melbourne|Australia/);
    const km = found.map((text) => Number((text.match(/([\d,.]+) km/)?.[1] ?? 'x').replaceAll(',', '')));
    assert.deepEqual(km, [...km].sort((a, b) => a - b));
    await page.waitForTimeout(700);
    assert.ok(!requests.some((one) => /33\.8|151\.2/.test(one)), requests.join('\n'));
    assert.equal(asked(page).get('map'), null, 'the address does not tell where she is');
    await page.locator('button[type=reset]').evaluate((button) => (button instanceof HTMLElement ? button.click() : null));
    await settled(page);
    assert.equal((await listed(page)).length, features.length, 'and one can leave it');
    await context.close();
    const refused = await open();
    await refused.page.getByRole('button', { name: words.words.map_near }).click();
    await refused.page.waitForFunction((text) => document.querySelector('.filters-end > span')?.textContent === text, words.words.map_near_failed);
    await refused.context.close();
  });

  test('what is filtered can be taken as GeoJSON and CSV, as it was published', async () => {
    const { page, context } = await open({}, '?level=gold');
    const take = async (/** @type {string} */ act) => {
      const [download] = await Promise.all([page.waitForEvent('download'), page.locator(`[data-act=${act}]`).click()]);
      return readFileSync(await download.path(), 'utf8');
    };
    const gold = features.filter((one) => one.properties['level'] === 'gold');
    const geojson = JSON.parse(await take('geojson'));
    assert.deepEqual(geojson.features, gold);
    assert.equal(geojson.type, 'FeatureCollection');
    const csv = (await take('csv')).trim().split('\n');
    assert.equal(csv.length, gold.length + 1);
    const whole = readFileSync(path.join(folder, 'map/demo/programs.csv'), 'utf8');
    for (const line of csv) assert.ok(whole.includes(line), line);
    await context.close();
  });

  test('one polite region tells the number once the choice rests', async () => {
    const { page, context } = await open();
    assert.equal(await page.locator('main [aria-live], main [role=status], main output').count(), 1);
    await page.waitForFunction((seen) => document.querySelector('output')?.textContent === seen, await told(page));
    await page.evaluate(() => {
      const output = /** @type {HTMLOutputElement} */ (document.querySelector('output'));
      Object.assign(window, { heard: [] });
      new MutationObserver(() => /** @type {any} */ (window).heard.push(output.textContent)).observe(output, { childList: true, characterData: true, subtree: true });
    });
    await page.locator('#map-search').pressSequentially('example fls suva', { delay: 15 });
    await page.waitForTimeout(1000);
    const heard = await page.evaluate(() => /** @type {any} */ (window).heard);
    assert.equal(heard.at(-1), '1 example in 1 country or territory');
    // On a slow machine a pause between letters may be taken for rest.
    assert.ok(heard.length <= 3, heard.join(' | '));
    await context.close();
  });
});

describe('by keyboard', () => {
  test('past the map in one step, or into it: marks by arrows, in, open, out', async () => {
    const { page, context, faults } = await open({ reducedMotion: 'reduce' });
    const focused = () => page.evaluate(() => document.activeElement?.className || document.activeElement?.id || document.activeElement?.tagName);
    await page.locator('.map-past a').focus();
    assert.ok(await page.locator('.map-past a').isVisible());
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'programs-list');
    await page.locator('.map-past a').focus();
    await page.keyboard.press('Tab');
    assert.match((await focused()) ?? '', /map-stage/, 'the map is the next stop');
    assert.ok(await page.locator('#map-keys').isVisible(), 'the keys are explained');
    const stop = page.locator('.map-stage');
    assert.equal(await stop.getAttribute('role'), 'application');
    await page.keyboard.press('ArrowRight');
    await spoken(page, /\d+ examples here|Example FLS/);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('+');
    await page.waitForFunction(() => new URL(location.href).searchParams.get('map')?.startsWith('2/'));
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('0');
    await page.waitForFunction(() => !new URL(location.href).searchParams.has('map'));
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('data-act')), 'in', 'the map is one stop');
    await page.keyboard.press('Shift+Tab');
    assert.match((await focused()) ?? '', /map-stage/);
    assert.deepEqual(faults, []);
    await context.close();
  });

  test('Enter opens a program, focus goes into its card, Escape closes it and gives focus back', async () => {
    const { page, context } = await open({ reducedMotion: 'reduce' }, '?country=fj&map=60/-18.14/178.44');
    await page.locator('.map-stage').focus();
    await page.keyboard.press('ArrowRight');
    await spoken(page, /^Example FLS – Suva, Bronze, Example$/);
    await page.keyboard.press('Enter');
    await page.locator('.map-card').waitFor();
    await page.waitForFunction(() => document.activeElement?.textContent === 'Example FLS – Suva');
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.map-card').isVisible(), false);
    assert.ok(await page.evaluate(() => document.activeElement?.classList.contains('map-stage')));
    await context.close();
  });

  test('Enter on a cluster comes closer until it parts', async () => {
    const { page, context } = await open({ reducedMotion: 'reduce' });
    await page.locator('.map-stage').focus();
    await page.keyboard.press('ArrowRight');
    await spoken(page, /^\d+ examples here$/);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => new URL(location.href).searchParams.has('map'));
    await context.close();
  });
});

describe('by finger', () => {
  test('one finger scrolls the page, two move the map', async () => {
    const { page, context } = await open(MODES.phone);
    const box = await frame(page);
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const session = await context.newCDPSession(page);
    const touch = (/** @type {string} */ type, /** @type {[number, number][]} */ points) =>
      session.send('Input.dispatchTouchEvent', /** @type {any} */ ({ type, touchPoints: points.map(([px, py], id) => ({ x: px, y: py, id })) }));
    await touch('touchStart', [[x, y]]);
    await touch('touchMove', [[x + 60, y]]);
    await touch('touchEnd', []);
    assert.equal(asked(page).get('map'), null);
    await touch('touchStart', [[x - 20, y], [x + 20, y]]);
    for (const d of [30, 50, 80]) await touch('touchMove', [[x - d, y], [x + d, y]]);
    await touch('touchEnd', []);
    await page.waitForFunction(() => Number(new URL(location.href).searchParams.get('map')?.split('/')[0]) > 2);
    await context.close();
  });
});

describe('with less', () => {
  const withoutCanvas = (/** @type {any} */ context) => context.addInitScript(() => (HTMLCanvasElement.prototype.getContext = () => null));
  const withoutWorker = (/** @type {any} */ context) => context.addInitScript(() => Reflect.deleteProperty(globalThis, 'Worker'));

  test('without a canvas the drawing stays, and form, counts and list work', async () => {
    const { page, context, faults } = await open({}, '', withoutCanvas);
    assert.ok(await page.locator('.map-stage .map-marks').isVisible());
    assert.equal(await page.locator('.map-controls').isVisible(), false, 'no button without effect');
    await choose(page, 'level', 'gold');
    assert.deepEqual((await listed(page)).sort(), expected({ level: 'gold' }));
    await page.locator('#map-search').fill('example');
    await settled(page);
    assert.deepEqual((await listed(page)).sort(), expected({ level: 'gold' }));
    assert.deepEqual(faults, []);
    await context.close();
  });

  test('without workers the page does the work itself', async () => {
    const { page, context, faults } = await open({}, '', withoutWorker);
    await choose(page, 'level', 'silver');
    assert.deepEqual((await listed(page)).sort(), expected({ level: 'silver' }));
    assert.deepEqual(faults, []);
    await context.close();
  });

  test('where the data cannot be fetched, drawing and list stay as they came', async () => {
    const context = await browser.newContext(MODES.light);
    await context.route('**/columns.json', (route) => route.abort());
    const page = await context.newPage();
    await page.goto(site.url(MAP));
    await page.waitForLoadState('networkidle');
    assert.ok(await page.locator('.map-stage .map-marks').isVisible());
    assert.equal((await listed(page)).length, features.length);
    await page.locator('select[name=level]').selectOption('gold');
    assert.deepEqual((await listed(page)).sort(), expected({ level: 'gold' }));
    await context.close();
  });

  test('without scripts every program is in the list, countries lead on, and no control stands there in vain', async () => {
    const context = await browser.newContext({ ...MODES.light, javaScriptEnabled: false });
    const { page, faults } = await visit(context, site.url(MAP));
    assert.deepEqual((await listed(page)).sort(), expected({}));
    const links = await page.locator('.programs.filtered a').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    assert.deepEqual(links.sort(), features.map((one) => `/${one.id}/`).sort());
    for (const part of ['.map-controls', '.map-acts', '#map-search', '.map-keys']) assert.equal(await page.locator(part).isVisible(), false, part);
    for (const country of new Set(features.map((one) => one.properties['country'])))
      assert.ok((await page.locator(`[data-country-count="${country}"] a`).count()) === 1, country);
    for (const select of await page.locator('form.filters select').all()) {
      const name = (await select.getAttribute('name')) ?? '';
      for (const value of await select.locator('option').evaluateAll((all) => all.map((one) => /** @type {HTMLOptionElement} */ (one).value))) {
        await select.selectOption(value);
        assert.deepEqual((await listed(page)).sort(), value ? expected({ [name]: value }) : expected({}), `${name}=${value}`);
      }
      await select.selectOption('');
    }
    assert.deepEqual(faults, []);
    await context.close();
  });

  test('the way back works from an open card, and without movement', async () => {
    const { page, context } = await open({ reducedMotion: 'reduce' });
    await choose(page, 'country', 'nl');
    await choose(page, 'country', 'fj');
    await page.locator('.program', { hasText: 'Suva' }).getByRole('button').click();
    await page.locator('.map-card').waitFor();
    await choose(page, 'country', 'au');
    assert.equal(asked(page).get('program'), null);
    await page.goBack();
    await settled(page);
    assert.equal(asked(page).get('country'), 'fj');
    assert.equal(asked(page).get('program'), 'fj/example-suva');
    await page.locator('.map-card').waitFor();
    await page.goBack();
    await settled(page);
    assert.equal(asked(page).get('country'), 'fj');
    assert.equal(await page.locator('.map-card').isVisible(), false);
    await page.goBack();
    await settled(page);
    assert.equal(asked(page).get('country'), 'nl');
    await context.close();
  });

  test('the map fills the screen and comes back', async () => {
    const { page, context } = await open();
    await page.getByRole('button', { name: words.words.map_full }).click();
    await page.waitForFunction(() => document.fullscreenElement?.classList.contains('map-frame'));
    assert.ok(await page.evaluate(() => document.activeElement?.classList.contains('map-stage')));
    await page.evaluate(() => document.exitFullscreen());
    await page.waitForFunction(() => !document.fullscreenElement);
    await context.close();
  });

  test('who wants no movement gets none', async () => {
    const { page, context } = await open({ reducedMotion: 'reduce' });
    await page.locator('[data-act=in]').click();
    assert.match(asked(page).get('map') ?? '', /^2\//, 'there at once');
    await context.close();
  });

  test('a shared view opens where it was left', async () => {
    const { page, context } = await open({}, '?map=9/50/8');
    assert.equal(asked(page).get('map'), '9/50/8');
    await show(page, 'fj/example-suva');
    assert.match((await page.locator('.map-card').textContent()) ?? '', /Suva/);
    await page.goto(site.url(`${MAP}?program=fj/not-there&map=x/y&level=platinum`));
    await ready(page);
    assert.equal((await listed(page)).length, features.length, 'what is not there is passed over');
    await context.close();
  });
});
