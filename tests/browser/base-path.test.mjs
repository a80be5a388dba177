// The production build below /ctf/, served as GitHub Pages does: no headers, only the policy in each page's <meta>.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { MODES, stage, visit } from './browser.mjs';
import { pages, sample, siteFolder } from './site.mjs';

const BASE = '/ctf/';
const folder = siteFolder('CTF_SITE_BASE');
const chosen = sample(pages(folder)).filter((page) => page.kind !== 'notfound');

const { site, browser } = await stage(folder, { base: BASE, headers: false });
const context = await browser.newContext(MODES.light);

/** What a page says of itself: where its links lead, whether its style arrived. @param {import('playwright-core').Page} page */
const facts = (page) =>
  page.evaluate(() => ({
    outside: [...document.querySelectorAll('[href], [src], form[action]')]
      .map((element) => element.getAttribute('href') ?? element.getAttribute('src') ?? element.getAttribute('action') ?? '')
      .filter((written) => {
        const to = new URL(written, location.href);
        return to.origin === location.origin && !to.pathname.startsWith('/ctf/');
      }),
    rules: [...document.styleSheets].reduce((sum, sheet) => sum + sheet.cssRules.length, 0),
    policy: document.querySelector('meta[http-equiv="content-security-policy" i]')?.getAttribute('content') ?? '',
  }));

describe('below a base path', () => {
  for (const page of chosen)
    test(`${page.kind} ${page.url} keeps its links, style and policy`, async () => {
      const seen = await visit(context, site.url(page.url));
      await seen.settled();
      const { outside, rules, policy } = await facts(seen.page);
      assert.deepEqual(outside, [], 'links that leave the base path');
      assert.ok(rules > 0, 'the stylesheet applies');
      assert.match(policy, /default-src 'none'/);
      assert.match(policy, /require-trusted-types-for 'script'/);
      assert.deepEqual(seen.faults, []);
      await seen.page.close();
    });

  test('a page that is not there answers 404 with style and a way home, at any depth', async () => {
    for (const missing of ['/nowhere', '/a/b/c/d/']) {
      const seen = await visit(context, site.url(missing), { status: 404 });
      await seen.settled();
      const { outside, rules } = await facts(seen.page);
      assert.deepEqual(outside, []);
      assert.ok(rules > 0, 'the stylesheet applies');
      assert.deepEqual(seen.faults, []);
      const home = seen.page.locator(`a[href="${BASE}"]:visible`).first();
      await Promise.all([seen.page.waitForEvent('load'), home.click()]);
      assert.equal(new URL(seen.page.url()).pathname, BASE);
      await seen.page.close();
    }
  });

  test('a production build shows no demonstration record', async () => {
    assert.deepEqual(
      pages(folder).filter((page) => /\/example-/.test(page.url)).map((page) => page.url),
      [],
    );
  });
});
