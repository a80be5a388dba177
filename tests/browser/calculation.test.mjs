// Worked calculations: the script gives the engine's numbers, says what is wrong, and keeps its state in the address.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { MODES, stage, visit } from './browser.mjs';
import { axe, overflow } from './probes.mjs';
import { pages, siteFolder } from './site.mjs';

const folder = siteFolder('CTF_SITE');
const chosen = pages(folder).filter((page) => page.parts.has('form.calculation'));
/** @type {{ values: Record<string, number | null>, formulas: [string, number, number | null][] }} */
const table = JSON.parse(readFileSync(new URL('formulas.json', import.meta.url), 'utf8'));

const { site, browser } = await stage(folder);
const context = await browser.newContext(MODES.light);

const open = async (query = '', of = context) => {
  const first = chosen[0];
  assert.ok(first, 'a page with a calculation is built');
  const seen = await visit(of, site.url(first.url) + query);
  await seen.settled();
  return seen;
};

/** Every number in the steps, as it is read. @param {import('playwright-core').Page} page */
const shown = (page) =>
  page.$$eval('.calculation output, .calculation [data-name]', (parts) => parts.map((part) => part.textContent ?? ''));

/** @param {import('playwright-core').Page} page */
const firstField = (page) => page.locator('.calculation input').first();

test('without scripts the example stands there whole, and no field that does nothing', async () => {
  const silent = await browser.newContext({ ...MODES.light, javaScriptEnabled: false });
  const { page, faults } = await open('', silent);
  assert.equal(await page.locator('.calculation :is(input, button):visible').count(), 0);
  const cells = await page.$$eval('.calculation [data-input]', (cells) => cells.map((cell) => cell.textContent?.trim()));
  assert.ok(cells.length > 2 && cells.every(Boolean));
  assert.ok((await shown(page)).every((text) => /\d/.test(text)));
  assert.deepEqual(faults, []);
  await silent.close();
});

test('the script computes the numbers that the engine printed', async () => {
  for (const one of chosen) {
    const { page, faults } = await visit(context, site.url(one.url));
    const printed = await shown(page);
    // An input that changes nothing makes the script write every number anew.
    await page.$$eval('.calculation input', (fields) => fields.forEach((field) => field.dispatchEvent(new Event('input', { bubbles: true }))));
    assert.deepEqual(await shown(page), printed, one.url);
    assert.deepEqual(faults, []);
    await page.close();
  }
});

test('the script and the engine agree on a table of formulas', async () => {
  const { page } = await open();
  const results = await page.evaluate(async ({ values, formulas }) => {
    const source = [...document.scripts].find((script) => script.src.endsWith('/calculation.js'))?.src ?? '';
    const { parse, rounded } = await import(source);
    return formulas.map(([formula, decimals]) => {
      const value = parse(formula)((/** @type {string} */ name) => values[name] ?? null);
      return value === null ? null : rounded(value, decimals);
    });
  }, table);
  assert.deepEqual(
    results.map((result, at) => [table.formulas[at]?.[0], result]),
    table.formulas.map(([formula, , result]) => [formula, result]),
  );
  await page.close();
});

test('a changed value changes the results, stands in the address, is read out, and goes with a reset', async () => {
  const { page, faults } = await open();
  const before = await shown(page);
  const field = firstField(page);
  const example = Number(await field.inputValue());
  await field.fill(String(example / 2));
  assert.notDeepEqual(await shown(page), before);
  const status = page.locator('.calculation-status');
  await status.filter({ hasText: /\d/ }).waitFor({ state: 'attached' });
  const url = new URL(page.url());
  assert.deepEqual([...url.searchParams.values()], [String(example / 2)]);
  const changed = await shown(page);

  const again = await open(url.search);
  assert.deepEqual(await shown(again.page), changed, 'the address brings the values back');
  await again.page.locator('.calculation button[type=reset]').click();
  await again.page.waitForURL((to) => to.search === '');
  assert.deepEqual(await shown(again.page), before);
  assert.deepEqual([...faults, ...again.faults], []);
  await page.close();
  await again.page.close();
});

test('a value out of bounds is told beside its field, and nothing is computed of it', async () => {
  const { page, faults } = await open();
  const field = firstField(page);
  for (const wrong of ['', '-1', '999999999']) {
    await field.fill(wrong);
    assert.equal(await field.getAttribute('aria-invalid'), 'true', wrong);
    const told = page.locator(`#${await field.getAttribute('aria-describedby')}`);
    assert.match((await told.textContent()) ?? '', /\d/);
    assert.ok(await told.isVisible());
    assert.ok((await shown(page)).includes('–'));
  }
  assert.deepEqual([...(await axe(page)), ...(await overflow(page)), ...faults], []);
  await field.fill('1');
  assert.equal(await field.getAttribute('aria-describedby'), null);
  await page.close();
});

test('an address with what is no value shows the example', async () => {
  const { page } = await open();
  const printed = await shown(page);
  const name = await page.locator('.calculation [data-input]').first().getAttribute('data-input');
  await page.close();
  for (const wrong of ['1e3', '-5', 'abc', '99999999999', '%3Cb%3E', '']) {
    const { page, faults } = await open(`?${name}=${wrong}`);
    assert.deepEqual(await shown(page), printed, wrong);
    assert.deepEqual(faults, []);
    await page.close();
  }
});

test('fields have labels, work on a phone, and print their values', async () => {
  const phone = await browser.newContext(MODES.phone);
  const { page, faults } = await open('', phone);
  assert.deepEqual([...(await axe(page)), ...(await overflow(page)), ...faults], []);
  const labels = await page.$$eval('.calculation input', (fields) =>
    fields.map((field) => (field instanceof HTMLInputElement ? field.labels?.[0]?.textContent?.trim() : '')),
  );
  assert.ok(labels.length > 2 && labels.every(Boolean) && new Set(labels).size === labels.length);
  await page.emulateMedia({ media: 'print' });
  assert.ok(await firstField(page).isVisible());
  assert.equal(await page.locator('.calculation button:visible').count(), 0);
  await phone.close();
});
