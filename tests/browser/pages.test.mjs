// One page of every kind, looked at in every mode: accessible, quiet, within its window, whole without scripts, printable.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { MODES, stage, visit } from './browser.mjs';
import { axe, lost, overflow, words } from './probes.mjs';
import { pages, sample, siteFolder } from './site.mjs';

const folder = siteFolder('CTF_SITE');
const chosen = sample(pages(folder));

const { site, browser } = await stage(folder);

/** The page that is not found is served for an address that is not there. @param {import('./site.mjs').Page} page */
const address = (page) =>
  page.kind === 'notfound' ? { url: site.url('/no-such-page/at-all/'), status: 404 } : { url: site.url(page.url), status: 200 };

/** @param {import('playwright-core').BrowserContext} context @param {import('./site.mjs').Page} page */
const open = async (context, page) => {
  const { url, status } = address(page);
  const seen = await visit(context, url, { status });
  await seen.settled();
  return seen;
};

test('the site has a home page, a page for what is not found, and other kinds', () => {
  const kinds = new Set(chosen.map((page) => page.kind));
  assert.ok(kinds.has('home') && kinds.has('notfound') && kinds.size >= 3, `kinds: ${[...kinds].join(', ')}`);
  assert.ok(chosen.some((page) => page.url === '/contribute/style-guide/'), 'the components and their states are among them');
});

for (const [mode, options] of Object.entries(MODES))
  describe(`in ${mode}`, () => {
    /** @type {import('playwright-core').BrowserContext} */
    let context;
    before(async () => {
      context = await browser.newContext(options);
    });
    after(() => context.close());

    for (const page of chosen)
      test(`${page.kind} ${page.url} has no axe violation, no fault, no sideways scrolling`, async () => {
        const seen = await open(context, page);
        const found = mode === 'reflow' ? [] : await axe(seen.page);
        assert.deepEqual([...found, ...(await overflow(seen.page)), ...seen.faults], []);
        assert.deepEqual(await context.cookies(), [], 'no cookie is set');
        const kept = await seen.page.evaluate(() => localStorage.length + sessionStorage.length);
        assert.equal(kept, 0, 'nothing is stored before a visitor acts');
        await seen.page.close();
      });
  });

/** How a script is used, and what it does with the map, is for those who have it. */
const BY_SCRIPT = '.needs-script, .map-stage, .filters-end';

describe('without scripts', () => {
  /** @type {import('playwright-core').BrowserContext} */
  let silent;
  /** @type {import('playwright-core').BrowserContext} */
  let scripted;
  before(async () => {
    silent = await browser.newContext({ ...MODES.light, javaScriptEnabled: false });
    scripted = await browser.newContext(MODES.light);
  });
  after(async () => {
    await silent.close();
    await scripted.close();
  });

  for (const page of chosen)
    test(`${page.kind} ${page.url} shows the same text`, async () => {
      const off = await open(silent, page);
      const on = await open(scripted, page);
      const [without, withScripts] = [await words(off.page, BY_SCRIPT), await words(on.page, BY_SCRIPT)];
      assert.ok(without.length > 0, 'the main part has text');
      assert.deepEqual(lost(withScripts, without), [], 'words that only a script shows');
      assert.deepEqual(lost(without, withScripts), [], 'words that a script takes away');
      assert.deepEqual(off.faults, []);
      await off.page.close();
      await on.page.close();
    });
});

/** Paper leaves out what is pressed, and of the items of a list all but their titles and sources. */
const ON_SCREEN_ONLY = 'nav, summary, .filters, .head-mark, .actions, .facet-links, .letters, .tags, .audiences, .tile, .item p:not([class]), .map-past, .needs-script, .map-stage, .embed';

describe('on paper', () => {
  /** @type {import('playwright-core').BrowserContext} */
  let context;
  before(async () => {
    context = await browser.newContext(MODES.light);
  });
  after(() => context.close());

  for (const page of chosen)
    test(`${page.kind} ${page.url} prints its text, dark on white`, async () => {
      const seen = await open(context, page);
      const screen = await words(seen.page, ON_SCREEN_ONLY);
      await seen.page.emulateMedia({ media: 'print' });
      // Links may print their address beside them; what stood on the screen must stay.
      assert.deepEqual(lost(screen, await words(seen.page, ON_SCREEN_ONLY)), [], 'words lost in print');
      const faint = await seen.page.evaluate(() => {
        const luminance = (/** @type {string} */ color) => {
          const context = document.createElement('canvas').getContext('2d');
          if (!context) throw new Error('no canvas');
          context.fillStyle = '#fff';
          context.fillRect(0, 0, 1, 1);
          context.fillStyle = color;
          context.fillRect(0, 0, 1, 1);
          const [r = 0, g = 0, b = 0] = [...context.getImageData(0, 0, 1, 1).data].map((byte) => {
            const part = byte / 255;
            return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
          });
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        // Browsers print no backgrounds: text must stand out from the paper by itself (WCAG 2.2 1.4.3).
        return [...document.querySelectorAll('main :is(h1, h2, h3, p, li, td, th, dt, dd, a)')]
          .filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.textContent?.trim())
          .filter((element) => 1.05 / (luminance(getComputedStyle(element).color) + 0.05) < 4.5)
          .map((element) => `${element.localName} “${element.textContent?.trim().slice(0, 40)}” ${getComputedStyle(element).color}`);
      });
      assert.deepEqual(faint, []);
      const pdf = await seen.page.pdf({ format: 'A4' });
      assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
      assert.deepEqual(seen.faults, []);
      await seen.page.close();
    });
});
