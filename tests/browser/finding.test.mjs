// Whether what is there is found: by the filters of a list, by the pages of their values, by searching for words, and by
// the table of contents of a long page.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { MODES, stage, visit } from './browser.mjs';
import { pages, siteFolder } from './site.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').BrowserContext} Context */
/** @typedef {Record<string, string>} Chosen  facet → value */
/** @typedef {{ name: string, options: { value: string, text: string }[] }} Select */
/** @typedef {{ groups: string[], entries: [title: string, url: string, group: number, lang: string | null, also: string[]][], synonyms: string[][] }} Index */

const folder = siteFolder('CTF_SITE');
const all = pages(folder).filter((page) => !page.redirect);
// Lists with a form: that of the toolkits has to be there; partners and mentors have one once there are enough of them.
// The form beside the map is held to more in map.test.mjs.
const lists = all.filter((page) => page.parts.has('form.filters') && !page.parts.has('div.map-stage')).map((page) => page.url);
const index = /** @type {Index} */ (JSON.parse(readFileSync(path.join(folder, 'search/index.json'), 'utf8')));
const title = (/** @type {string} */ url) => index.entries.find((entry) => entry[1] === url)?.[0] ?? assert.fail(`${url} is not in the index`);

const { site, browser } = await stage(folder);
const scripted = await browser.newContext(MODES.light);
const silent = await browser.newContext({ ...MODES.light, javaScriptEnabled: false });
for (const context of [scripted, silent]) context.setDefaultTimeout(5000);

// --- lists and their filters ------------------------------------------------------------------------------------------

/** @param {Page} page @returns {Promise<Select[]>} */
const selects = (page) =>
  page.locator('form.filters select').evaluateAll((found) =>
    found.flatMap((one) =>
      one instanceof HTMLSelectElement
        ? [{ name: one.name, options: [...one.options].map((option) => ({ value: option.value, text: option.text })) }]
        : [],
    ),
  );

/** The items of a list: what each says of itself, and whether it is seen. @param {Page} page */
const items = (page) =>
  page.locator('.filterable .filtered > *').evaluateAll((found) =>
    found.map((one) => ({
      facets: one instanceof HTMLElement ? /** @type {Record<string, string | undefined>} */ ({ ...one.dataset }) : {},
      seen: one.checkVisibility({ visibilityProperty: true }) && one.getBoundingClientRect().height > 0,
    })),
  );

/** @param {Page} page @param {Chosen} chosen */
async function choose(page, chosen) {
  for (const [facet, value] of Object.entries(chosen)) await page.locator(`form.filters select[name="${facet}"]`).selectOption(value);
}

/** Items that the choice leaves are seen, and no others; their number is the answer. @param {Page} page @param {Chosen} chosen */
async function narrowed(page, chosen) {
  const found = await items(page);
  const fits = found.map(({ facets }) =>
    Object.entries(chosen).every(([facet, value]) => !value || (facets[facet] ?? '').split(' ').includes(value)),
  );
  assert.deepEqual(found.map((one) => one.seen), fits, `what ${JSON.stringify(chosen)} shows on ${page.url()}`);
  return fits.filter(Boolean).length;
}

/** The number in an option's brackets. @param {string} text */
const counted = (text) => Number(text.match(/\((\d+)\)$/)?.[1] ?? NaN);

test('partners can be narrowed, and toolkits by kind, audience, country and standard', async () => {
  assert.ok(lists.includes('/toolkits/') && lists.includes('/partners/'), lists.join(', '));
  const { page } = await visit(silent, site.url('/toolkits/'));
  const names = (await selects(page)).map((one) => one.name);
  for (const facet of ['kind', 'audience', 'country', 'standard']) assert.ok(names.includes(facet), `${facet} in ${names.join(', ')}`);
  await page.close();
});

const BOTH = /** @type {[string, () => Context][]} */ ([['with scripts', () => scripted], ['without scripts', () => silent]]);

for (const url of lists)
  describe(`the filters of ${url}`, () => {
    for (const [how, context] of BOTH)
      test(`each value narrows the list to what it names, ${how}, and as many as it says`, async () => {
        const { page, faults } = await visit(context(), site.url(url));
        const total = await narrowed(page, {});
        const fields = await selects(page);
        assert.ok(fields.length >= 2 && total >= 2);
        for (const { name, options } of fields) {
          assert.equal(options[0]?.value, '', 'one may choose nothing');
          for (const { value, text } of options.slice(1)) {
            await choose(page, { [name]: value });
            const shown = await narrowed(page, { [name]: value });
            assert.equal(shown, counted(text), `${text} in ${name}`);
            assert.ok(shown > 0, `${text} leads to something`);
          }
          // Both ways back to the whole list; without scripts the browser itself resets the form.
          if (context() === scripted) await choose(page, { [name]: '' });
          else await page.getByRole('button', { name: 'Show all' }).click();
          assert.equal(await narrowed(page, {}), total);
        }
        assert.deepEqual(faults, []);
        await page.close();
      });

    for (const [how, context] of BOTH)
      test(`two values together narrow further, ${how}`, async () => {
        const { page, faults } = await visit(context(), site.url(url));
        const [one, other] = await selects(page);
        assert.ok(one && other);
        let [none, some] = [0, 0];
        for (const { value: first } of one.options.slice(1))
          for (const { value: second } of other.options.slice(1)) {
            const chosen = { [one.name]: first, [other.name]: second };
            await choose(page, chosen);
            const shown = await narrowed(page, chosen);
            if (shown) some++;
            else none++;
            if (context() === silent) continue;
            // Each number says what would be seen if one chose that value now.
            const text = await page.locator(`form.filters select[name="${other.name}"] option[value="${second}"]`).innerText();
            assert.equal(counted(text), shown, `${text} beside ${first}`);
            assert.match(await page.locator('form.filters').getByRole('status').innerText(), new RegExp(`\\b${shown}\\b`));
            assert.equal(await page.locator('form.filters').getByText('Nothing has all of these').isVisible(), shown === 0);
          }
        assert.ok(none > 0 && some > 0, 'there are pairs that fit and pairs that do not');
        assert.deepEqual(faults, []);
        await page.close();
      });

    test('the address keeps the choice: for a reload, for the way back, for somebody else', async () => {
      const { page, faults } = await visit(scripted, site.url(url));
      const total = await narrowed(page, {});
      const fields = await selects(page);
      const first = (await items(page)).find(({ facets }) => fields.filter(({ name }) => facets[name]).length >= 2)?.facets ?? {};
      /** @type {Chosen} */
      const chosen = {};
      for (const { name } of fields) if (first[name] && Object.keys(chosen).length < 2) chosen[name] = first[name].split(' ')[0] ?? '';
      await choose(page, chosen);
      const shown = await narrowed(page, chosen);
      const address = new URL(page.url());
      assert.deepEqual(Object.fromEntries(address.searchParams), chosen);

      await page.reload();
      assert.equal(await narrowed(page, chosen), shown, 'after a reload');
      await page.goto(site.url('/'));
      await page.goBack();
      assert.equal(await narrowed(page, chosen), shown, 'on the way back');
      const another = await visit(scripted, address.href);
      assert.equal(await narrowed(another.page, chosen), shown, 'for somebody else');
      await another.page.close();

      await page.getByRole('button', { name: 'Show all' }).click();
      await page.waitForFunction(() => location.search === '');
      assert.equal(await narrowed(page, {}), total, 'after “show all”');
      await page.reload();
      assert.equal(await narrowed(page, {}), total);
      assert.deepEqual(faults, []);
      await page.close();
    });

    test('an address with values that are not there does no harm', async () => {
      const { page: plain } = await visit(scripted, site.url(url));
      const [one, other] = await selects(plain);
      const value = other?.options[1]?.value;
      assert.ok(one && other && value);
      await plain.close();
      for (const wrong of ['nonsense', '__proto__', '"] *', '<b>', ' ', `${one.options[1]?.value} ${one.options.at(-1)?.value}`]) {
        const query = new URLSearchParams({ [one.name]: wrong, [other.name]: value, nothing: 'x' });
        const { page, faults } = await visit(scripted, `${site.url(url)}?${query}`);
        await narrowed(page, { [other.name]: value });
        assert.equal(await page.locator(`form.filters select[name="${one.name}"]`).inputValue(), '');
        assert.deepEqual(faults, []);
        await page.close();
      }
    });
  });

test('each value has a page that holds as many toolkits as the list says', async () => {
  const { page, faults } = await visit(scripted, site.url('/toolkits/'));
  const group = page.getByRole('group').filter({ hasText: 'All values' });
  await group.getByText('All values').click();
  const links = await group.getByRole('link').evaluateAll((found) =>
    found.map((one) => ({ url: one.getAttribute('href') ?? '', text: one.textContent ?? '', beside: one.parentElement?.textContent ?? '' })),
  );
  const values = (await selects(page)).flatMap(({ name, options }) => options.slice(1).map(({ value }) => `/toolkits/${name}/${value}/`));
  assert.deepEqual(links.map((one) => one.url).sort(), values.sort(), 'every value of every field has its page');
  for (const { url, text, beside } of links) {
    // They are many: read rather than looked at.
    const answer = await scripted.request.get(site.url(url));
    assert.equal(answer.status(), 200, url);
    const [, facet = '', value = ''] = url.split('/').filter(Boolean);
    const html = await answer.text();
    const main = html.slice(html.indexOf('<main'));
    const held = [...main.matchAll(new RegExp(`<li [^>]*\\bdata-${facet}(?:=(?:"([^"]*)"|([^\\s>"]*)))?[\\s>]`, 'g'))].map((one) => one[1] ?? one[2] ?? '');
    assert.equal(held.length, counted(beside), `${url}: ${beside}`);
    assert.ok(held.every((values) => values.split(' ').includes(value)), `${url} holds only what belongs there`);
    assert.ok(html.match(/<h1[^>]*>(.*?)<\/h1>/s)?.[1]?.includes(text.replaceAll('&', '&amp;')), `${url} is titled “${text}”`);
  }
  assert.deepEqual(faults, []);
  await page.close();
});

// --- search -----------------------------------------------------------------------------------------------------------

/** @param {Context} context @param {string} words */
const search = (context, words) => visit(context, `${site.url('/search/')}?${new URLSearchParams({ q: words })}`);

/** What the page has found, once it has said so. @param {Page} page */
async function found(page) {
  await page.waitForFunction(() => document.querySelector('main [role=status]')?.textContent?.trim());
  return page.locator('.search-results').getByRole('link').filter({ visible: true }).evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
}

/** What somebody finds, whose number is announced. @param {string} words */
async function finds(words) {
  const { page, faults } = await search(scripted, words);
  const urls = await found(page);
  assert.match(await page.getByRole('main').getByRole('status').innerText(), new RegExp(`\\b${urls.length}\\b`), words);
  assert.deepEqual(faults, []);
  await page.close();
  return urls;
}

describe('searching', () => {
  for (const [how, context] of BOTH)
    for (const from of ['banner', 'main'])
      test(`the field in the ${from} of the home page leads to the search page, ${how}`, async () => {
        const { page, faults } = await visit(context(), site.url('/'));
        const field = page.getByRole(/** @type {'banner' | 'main'} */ (from)).getByRole('searchbox');
        await field.fill('business case');
        await Promise.all([page.waitForURL('**/search/?q=*'), field.press('Enter')]);
        assert.equal(new URL(page.url()).searchParams.get('q'), 'business case');
        const target = page.getByRole('main').getByRole('link', { name: title('/toolkits/business-case/') }).filter({ visible: true }).first();
        await target.waitFor();
        if (how === 'with scripts') assert.equal((await found(page))[0], '/toolkits/business-case/', 'the best comes first');
        await target.click();
        await page.waitForURL('**/toolkits/business-case/');
        assert.deepEqual(faults, []);
        await page.close();
      });

  test('on a phone a link leads to the search page', async () => {
    const context = await browser.newContext(MODES.phone);
    const { page } = await visit(context, site.url('/'));
    await page.getByRole('banner').getByRole('link', { name: 'Search', exact: true }).tap();
    await page.waitForURL('**/search/');
    await page.getByRole('main').getByRole('searchbox').waitFor();
    await context.close();
  });

  test('typing finds, sending keeps the words in the address, and the way back leads to the same', async () => {
    const { page, faults } = await visit(scripted, site.url('/search/'));
    const field = page.getByRole('main').getByRole('searchbox');
    await field.pressSequentially('vertebral fracture');
    const urls = await found(page);
    assert.ok(urls.includes('/framework/vertebral-fracture/'));
    assert.ok(!(await page.locator('.search-all').isVisible()), 'the list of everything makes room');
    await field.press('Enter');
    await page.waitForFunction(() => new URL(location.href).searchParams.get('q') === 'vertebral fracture');
    await page.locator('.search-results').getByRole('link').first().click();
    await page.waitForURL((to) => to.pathname !== '/search/');
    await page.goBack();
    assert.deepEqual(await found(page), urls);
    await field.fill('');
    await page.locator('.search-all').waitFor();
    assert.equal(await page.locator('.search-results').getByRole('link').count(), 0);
    assert.deepEqual(faults, []);
    await page.close();
  });

  test('every title finds its page', async () => {
    const { page, faults } = await visit(scripted, site.url('/search/'));
    const field = page.getByRole('main').getByRole('searchbox');
    /** @type {string[]} */
    const lost = [];
    for (const [words, url] of index.entries) {
      await field.fill(words);
      const there = page.locator(`.search-results a[href="${url}"]`);
      await there.waitFor({ timeout: 2000 }).catch(() => lost.push(`${words} does not find ${url}`));
    }
    assert.deepEqual([...lost, ...faults], []);
    await page.close();
  });

  test('other names of a term find what the term finds', async () => {
    const asked = 'Fracture Liaison Service';
    const names = index.synonyms.find((group) => group.includes(asked)) ?? [];
    assert.ok(names.includes('Osteoporosis Coordinator Program') && names.includes('Care Manager Program'), names.join(', '));
    const urls = await finds(asked.toLowerCase());
    assert.ok(urls.includes('/toolkits/start-an-fls/'));
    for (const name of ['Osteoporosis Coordinator Program', 'Care Manager Program', 'FLS'])
      assert.deepEqual((await finds(name)).sort(), [...urls].sort(), `“${name}” finds the same as “${asked}”`);
  });

  test('accents and capitals do not matter', async () => {
    const accented = index.entries.filter(([words]) => /[À-ÿ]/.test(words)).slice(0, 3);
    assert.ok(accented.length > 0);
    for (const [words, url] of accented) {
      const urls = await finds(words);
      assert.ok(urls.includes(url), words);
      for (const other of [words.normalize('NFD').replace(/\p{M}/gu, ''), words.toUpperCase(), words.normalize('NFD')])
        assert.deepEqual(await finds(other), urls, `“${other}” finds the same as “${words}”`);
    }
  });

  test('nothing found gives a hint and the whole list', async () => {
    for (const words of ['zzqqxx', 'fracture zzqqxx', '???']) {
      const { page, faults } = await search(scripted, words);
      assert.deepEqual(await found(page), [], words);
      assert.match(await page.getByRole('main').getByRole('status').innerText(), /Nothing has these words.*list below/s);
      assert.ok(await page.locator('.search-all').getByRole('link').first().isVisible(), 'the whole list is there');
      assert.deepEqual(faults, []);
      await page.close();
    }
  });

  test('a list that cannot be loaded is said, and the titles stay', async () => {
    const { page } = await visit(scripted, site.url('/search/'));
    await page.route('**/index.json', (route) => route.abort());
    const field = page.getByRole('main').getByRole('searchbox');
    await field.fill('fracture');
    assert.deepEqual(await found(page), []);
    assert.match(await page.getByRole('main').getByRole('status').innerText(), /could not be loaded/);
    assert.ok(await page.locator('.search-all').isVisible());
    await page.unroute('**/index.json');
    await field.fill('vertebral');
    await page.locator('.search-results').getByRole('link').first().waitFor();
    await page.close();
  });

  test('signs with a meaning elsewhere are only signs here', async () => {
    const signs = ['<img src=x onerror=alert(1)>', '"><script>alert(1)</script>', '"fracture"', "it's", '.*', '(a+)+$', '[', '\\', '%', '%zz', 'a&b=c#d', '${1}', '{n}', '‮abc', '\u0000', 'x'.repeat(3000)];
    for (const words of signs) {
      const { page, faults } = await search(scripted, words);
      const field = page.getByRole('main').getByRole('searchbox');
      await found(page);
      assert.equal(await field.inputValue(), words, 'they stand in the field as they were typed');
      assert.equal(await page.locator('main img, main script, main .search-results :not(li, p, a)').count(), 0);
      await field.press('Enter');
      await page.waitForFunction((typed) => new URL(location.href).searchParams.get('q') === typed.trim(), words);
      assert.deepEqual(faults, [], words);
      await page.close();
    }
    const quoted = await finds('"Fracture" (liaison) service!');
    assert.deepEqual(quoted, await finds('fracture liaison service'), 'signs around words change nothing');
  });

  test('without scripts every title is on the page', async () => {
    const { page, faults } = await visit(silent, site.url('/search/'));
    const listed = new Set(await page.locator('.search-all').getByRole('link').evaluateAll((links) => links.map((one) => one.getAttribute('href'))));
    const missing = index.entries.filter(([, url]) => !listed.has(url)).map(([words]) => words);
    assert.deepEqual(missing, []);
    assert.ok(await page.getByRole('main').getByRole('searchbox').isVisible(), 'the form still leads here');
    assert.deepEqual(faults, []);
    await page.close();
  });
});

// --- table of contents ------------------------------------------------------------------------------------------------

test('the table of contents marks the section that is being read, wherever one goes', async () => {
  const long = all.filter((page) => page.parts.has('nav.contents')).sort((a, b) => b.bytes - a.bytes).find((page) => page.url.startsWith('/toolkits/'));
  assert.ok(long, 'there is a long guide');
  const { page, faults } = await visit(scripted, site.url(long.url));
  // By jumps to the end and back, as with the keys End and Home, and by steps, as with a wheel.
  const stops = [1, 0.3, 0.7, 0.1, 0.9, 0, ...Array.from({ length: 25 }, (_, nth) => nth / 100)];
  /** @type {Set<string | null>} */
  const read = new Set();
  for (const stop of stops) {
    // What is read is the last heading above the upper third of the window; one that lies at its very edge may be either.
    const expected = await page.evaluate((part) => {
      scrollTo({ top: part * document.documentElement.scrollHeight, behavior: 'instant' });
      const headings = [...document.querySelectorAll('nav.contents a')].map((link) => document.getElementById(link.getAttribute('href')?.slice(1) ?? ''));
      return [0.32, 0.35].map((line) => headings.findLast((one) => one && one.getBoundingClientRect().top < line * innerHeight)?.id ?? null);
    }, stop);
    await page
      .waitForFunction((ids) => {
        const marks = [...document.querySelectorAll('nav.contents a[aria-current="location"]')].map((link) => link.getAttribute('href')?.slice(1));
        return marks.length <= 1 && ids.includes(marks[0] ?? null);
      }, expected)
      .catch(() => assert.fail(`at ${stop * 100} % of ${long.url} the mark does not stand at ${expected[0] ?? 'nothing'}`));
    read.add(expected[0] ?? null);
  }
  assert.ok(read.size > 5, `${read.size} sections of ${long.url} were read`);
  assert.deepEqual(faults, []);
  await page.close();
});
