// The map in the frame of another site: it alone may be framed, its links leave the frame, and it keeps nothing.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { MODES, stage } from './browser.mjs';
import { axe, overflow } from './probes.mjs';
import { siteFolder } from './site.mjs';

const { site, browser } = await stage(siteFolder('CTF_SITE'));

// A partner's page, on another origin, with the lines that the guide offers.
let lines = '';
const partner = createServer((_, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(`<!doctype html><html lang="en"><title>Partner</title><h1>Partner</h1>${lines}`);
});
await new Promise((ready) => partner.listen(0, '127.0.0.1', () => ready(undefined)));
after(() => partner.close());
const address = partner.address();
// Another host name too, so that the two are two sites for the browser.
const origin = `http://localhost:${typeof address === 'object' ? address?.port : ''}/`;

/** What the partner copies, with the address of the site under test. */
async function copied() {
  const page = await browser.newPage();
  await page.goto(site.url('/open-data/'));
  const text = (await page.locator('pre', { hasText: '<iframe' }).textContent()) ?? '';
  await page.close();
  return text.replace(/src="https:\/\/[^/]+\//, `src="${site.url('/')}`);
}

/** The partner's page and what went wrong on it. @param {Parameters<typeof browser.newContext>[0]} [options] */
async function open(options = MODES.light) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  /** @type {string[]} */
  const faults = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('request', (request) => {
    const to = new URL(request.url()).origin;
    if (to !== new URL(origin).origin && to !== site.origin) faults.push(`third-party request: ${request.url()}`);
  });
  await page.goto(origin, { waitUntil: 'load' });
  return { context, page, faults };
}

test('the lines of the guide show the map on another site', async () => {
  lines = await copied();
  assert.match(lines, /^<iframe src="[^"]+\/embed\/map\/" title="[^"]+"/);
  assert.match(lines, /allow="geolocation; fullscreen"/);
  const { context, page, faults } = await open();
  const frame = page.frameLocator('iframe');
  await frame.locator('svg.map-drawing').waitFor();
  const text = (await frame.locator('body').innerText()).replace(/\s+/g, ' ');
  assert.match(text, /registered trademark of IOF/);
  assert.match(text, /Example/);
  assert.equal(await frame.locator('header, nav').count(), 0, 'no menu of the site');
  assert.deepEqual(await context.cookies(), []);
  assert.deepEqual(faults, []);
  await context.close();
});

test('what leads away opens beside the frame', async () => {
  const { context, page, faults } = await open();
  const links = page.frameLocator('iframe').locator('a[href]:not([href^="#"])');
  const said = await links.evaluateAll((all) => all.map((link) => [link.getAttribute('href'), link.getAttribute('target'), link.getAttribute('rel')]));
  assert.ok(said.length > 1, 'countries and the whole map');
  assert.deepEqual(said.filter(([, target, rel]) => target !== '_blank' || rel !== 'noopener'), []);
  assert.deepEqual(faults, []);
  await context.close();
});

test('alone it has no axe violation, and no sideways scrolling in a narrow frame', async () => {
  for (const mode of [MODES.light, MODES.dark, MODES.phone, MODES.reflow]) {
    const context = await browser.newContext(mode);
    const page = await context.newPage();
    await page.goto(site.url('/embed/map/'));
    assert.deepEqual([...(await axe(page)), ...(await overflow(page))], []);
    await context.close();
  }
});

test('no other page may be framed', async () => {
  for (const path of ['/', '/programs/', '/search/']) {
    lines = `<iframe src="${site.url(path)}" title="Other"></iframe>`;
    const { context, page, faults } = await open();
    assert.ok(faults.some((fault) => /frame/i.test(fault)), `${path} is refused`);
    assert.equal(await page.frameLocator('iframe').locator('main').count(), 0);
    await context.close();
  }
});
