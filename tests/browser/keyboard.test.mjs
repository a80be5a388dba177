// What somebody does who has no mouse: skip to the content, walk through every control, follow the navigation, press every
// button.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { MODES, stage, visit } from './browser.mjs';
import { tabWalk } from './probes.mjs';
import { pages, sample, siteFolder } from './site.mjs';

const folder = siteFolder('CTF_SITE');
const chosen = sample(pages(folder)).filter((page) => page.kind !== 'notfound');

const { site, browser } = await stage(folder);
const context = await browser.newContext(MODES.light);

/** @param {import('./site.mjs').Page} page */
const open = async (page) => {
  const seen = await visit(context, site.url(page.url));
  await seen.settled();
  return seen;
};

describe('the first press of Tab', () => {
  // What stands in a frame has nothing to skip.
  for (const page of chosen.filter((one) => !one.url.includes('/embed/')))
    test(`${page.kind} ${page.url} offers to skip to the content`, async () => {
      const seen = await open(page);
      await seen.page.keyboard.press('Tab');
      const link = await seen.page.evaluate(() => {
        const element = document.activeElement;
        const box = element?.getBoundingClientRect();
        return {
          href: element?.getAttribute('href') ?? null,
          shown: !!box && box.width > 20 && box.height > 20 && box.top >= 0 && box.left >= 0 && box.right <= innerWidth,
        };
      });
      assert.match(link.href ?? 'nothing has the focus', /^#/);
      assert.ok(link.shown, 'the skip link comes into sight');
      await seen.page.keyboard.press('Enter');
      const inMain = await seen.page.evaluate(() => document.activeElement?.closest('main') !== null && document.activeElement !== document.body);
      assert.ok(inMain, 'the focus lies in the main part');
      await seen.page.keyboard.press('Tab');
      const next = await seen.page.evaluate(() => {
        const main = document.querySelector('main');
        const element = document.activeElement;
        if (!main || !element || element === document.body) return 'nothing';
        return main.contains(element) || main.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING ? 'in or after main' : 'before main';
      });
      assert.notEqual(next, 'before main');
      await seen.page.close();
    });
});

for (const [mode, options] of Object.entries({ light: MODES.light, reflow: MODES.reflow }))
  describe(`a walk with the Tab key in ${mode}`, () => {
    /** @type {import('playwright-core').BrowserContext} */
    let own;
    before(async () => {
      own = await browser.newContext(options);
    });
    after(() => own.close());

    for (const page of chosen)
      test(`${page.kind} ${page.url} reaches every control in order, in sight`, async () => {
        const seen = await visit(own, site.url(page.url));
        await seen.settled();
        const walk = await tabWalk(seen.page);
        assert.ok(walk.stops.length > 0, 'the page has controls');
        assert.deepEqual([...walk.found, ...seen.faults], []);
        await seen.page.close();
      });
  });

describe('the navigation', () => {
  const home = chosen.find((page) => page.kind === 'home' && page.url === '/') ?? chosen[0];
  assert.ok(home);

  test('each of its links opens a page that marks the link as current', async () => {
    const seen = await open(home);
    const links = await seen.page.locator('header nav a[href]').evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
    assert.ok(links.length >= 2, `${links.length} links`);
    for (const href of links) {
      await seen.page.goto(site.url(home.url));
      const link = seen.page.locator(`header nav a[href="${href}"]`).first();
      if (!(await link.isVisible())) continue;
      await link.focus();
      await Promise.all([seen.page.waitForEvent('load'), seen.page.keyboard.press('Enter')]);
      assert.equal(await seen.page.locator('h1').count(), 1, `${href} has one h1`);
      assert.ok((await seen.page.locator('header nav a[aria-current]').count()) >= 1, `${href} marks where one is`);
    }
    assert.deepEqual(seen.faults, []);
    await seen.page.close();
  });
});

/** A form that is sent takes the page away while it settles. @param {import('./browser.mjs').Visit} seen */
async function settled(seen) {
  for (;;) {
    try {
      return await seen.settled();
    } catch (error) {
      if (!/context was destroyed/.test(String(error))) throw error;
      await seen.page.waitForLoadState('load');
    }
  }
}

describe('every button', () => {
  for (const page of chosen)
    test(`${page.kind} ${page.url}: pressing it raises no fault`, async () => {
      const seen = await open(page);
      const count = await seen.page.locator('button, summary').count();
      for (let index = 0; index < count; index++) {
        const button = seen.page.locator('button, summary').nth(index);
        if (!(await button.isVisible()) || !(await button.isEnabled())) continue;
        await button.focus();
        await seen.page.keyboard.press('Enter');
        await settled(seen);
        if (seen.page.url() !== site.url(page.url)) {
          await seen.page.goto(site.url(page.url));
          await seen.settled();
        }
      }
      assert.deepEqual(seen.faults, []);
      await seen.page.close();
    });
});
