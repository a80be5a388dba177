// Whether each of the people this site is for finds her way: from the home page to her goal with two clicks at most, and
// on from there. Everybody goes four times: with a mouse, with the keyboard only, without scripts, and on a phone.
// Links are found by their words or by where they lead, never by how the page is made.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { MODES, stage, visit } from './browser.mjs';
import { overflow } from './probes.mjs';
import { pages, siteFolder } from './site.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */
/** @typedef {'mouse' | 'keyboard' | 'silent' | 'phone'} Hand */
/** @typedef {'menu' | 'main' | 'foot'} Part */
/** @typedef {{ in: Part, link?: RegExp, to?: RegExp }} Step  a link with these words, or one that leads there */
/** @typedef {{ page: Page, hand: Hand, who: string, context: import('playwright-core').BrowserContext }} Walk */
/**
 * @typedef {object} Way
 * @property {string} who
 * @property {Step[]} steps  from the home page to the goal
 * @property {RegExp} arrives  the path of the goal
 * @property {RegExp[]} sees  what stands there
 * @property {{ step: Step, arrives: RegExp, sees: RegExp[] }[]} [on]  where she goes from there
 * @property {(walk: Walk) => Promise<void>} [does]  what she does at the end
 */

const folder = siteFolder('CTF_SITE');
const LOST = 5000; // ms after which somebody who cannot go on is lost
const MENU = /** @type {Record<Part, 'banner' | 'main' | 'contentinfo'>} */ ({ menu: 'banner', main: 'main', foot: 'contentinfo' });

/** @type {Record<Hand, import('playwright-core').BrowserContextOptions>} */
const HANDS = {
  mouse: MODES.light,
  keyboard: MODES.light,
  silent: { ...MODES.light, javaScriptEnabled: false },
  phone: MODES.phone,
};

const COUNTRY = /^United Kingdom$/;
const countries = { in: /** @type {const} */ ('menu'), link: /^Countries/ };

/** @type {Way[]} */
const WAYS = [
  {
    who: 'a clinician who looks for her national toolkit',
    steps: [countries, { in: 'main', link: COUNTRY }],
    arrives: /^\/countries\/gb\/$/,
    sees: [/^Programs$/, /^Toolkits$/],
    on: [{ step: { in: 'main', link: /implementation toolkit/i }, arrives: /^\/toolkits\/[^/]+\/$/, sees: [/^Files$/, /Publisher/, /Language/] }],
    does: leadsOut,
  },
  {
    who: 'a clinician who needs a guideline in her own language',
    steps: [countries, { in: 'main', link: /^Netherlands$/ }],
    arrives: /^\/countries\/nl\/$/,
    sees: [/^Toolkits$/],
    on: [{ step: { in: 'main', link: /Dutch guidelines/ }, arrives: /^\/toolkits\/[^/]+\/$/, sees: [/^Files$/, /^Dutch$/] }],
    does: leadsOut,
  },
  {
    who: 'a clinician who starts a service',
    steps: [{ in: 'main', link: /start a service/i }],
    arrives: /^\/toolkits\/start-an-fls\/$/,
    sees: [/^Start a fracture liaison service$/, /^Step 1/, /protocol/],
    on: [{ step: { in: 'main', link: /mentor/i }, arrives: /^\/mentorship\/$/, sees: [/^Mentorship$/, /Before you ask/] }],
  },
  {
    who: 'a clinician who looks for a mentor',
    steps: [{ in: 'main', link: /^Mentorship/ }],
    arrives: /^\/mentorship\/$/,
    sees: [/^Mentorship$/, /^Offers$/, /As of/],
    does: leadsOut,
  },
  {
    who: 'a clinician who looks for programs of her country',
    steps: [countries, { in: 'main', link: COUNTRY }],
    arrives: /^\/countries\/gb\/$/,
    sees: [/^Programs$/],
    on: [{ step: { in: 'main', to: /^\/programs\/gb\/.+/ }, arrives: /^\/programs\/gb\/.+/, sees: [/United Kingdom/, /^Sites$/] }],
  },
  {
    who: 'a health manager who has to make a case',
    steps: [{ in: 'main', link: /plan or pay/i }],
    arrives: /^\/toolkits\/business-case\/$/,
    sees: [/business case/i, /made up for the example|example values/i],
    on: [{ step: { in: 'main', to: /^\/literature\/[^/]+\/$/ }, arrives: /^\/literature\/[^/]+\/$/, sees: [/\b(19|20)\d\d\b/, /DOI|Published in/] }],
  },
  {
    who: 'a health manager who wants to measure',
    steps: [{ in: 'menu', link: /^Indicators$/ }, { in: 'main', to: /^\/kpis\/[^/]+\/$/ }],
    arrives: /^\/kpis\/[^/]+\/$/,
    sees: [/^Counted$/, /^Out of$/],
  },
  {
    who: 'a health manager who wants evidence with dates',
    steps: [{ in: 'menu', link: /^Literature$/ }, { in: 'main', to: /^\/topics\/cost-effectiveness\/$/ }],
    arrives: /^\/topics\/cost-effectiveness\/$/,
    sees: [/cost-effectiveness/i, /^(19|20)\d\d$/],
  },
  {
    who: 'a team that asks what its service lacks',
    steps: [{ in: 'main', link: /run a service/i }],
    arrives: /^\/self-check\/$/,
    sees: [/is not a recognition/],
    does: checksHerself,
  },
  {
    who: 'an editor of a national society who adds a record',
    steps: [{ in: 'main', link: /add or translate/i }],
    arrives: /^\/contribute\/$/,
    sees: [/^Add a paper$/, /ctf check/, /preview is made/i],
    on: [
      {
        step: { in: 'main', link: /correct a program/i },
        arrives: /^\/contribute\/[^/]+\/$/,
        // The template, and the exact message of the check.
        sees: [/state: listed/, /error\[R\d+\]/],
      },
    ],
    does: mayEdit,
  },
  {
    who: 'an editor who sees a mistake in a program',
    steps: [{ in: 'menu', link: /^Programs$/ }, { in: 'main', to: /^\/programs\/[a-z]{2}\/.+/ }],
    arrives: /^\/programs\/[a-z]{2}\/.+/,
    sees: [/^Sites$/],
    does: mayEdit,
  },
  {
    who: 'a policymaker who asks how her country stands',
    steps: [{ in: 'main', link: /health policy/i }, { in: 'main', link: COUNTRY }],
    arrives: /^\/countries\/gb\/$/,
    sees: [],
    does: standsOnTwoSheets,
  },
  {
    who: 'a patient, or somebody of her family',
    steps: [{ in: 'main', link: /had a fracture/i }, { in: 'main', link: /list of programs/i }],
    arrives: /^\/programs\/$/,
    sees: [/^Programs$/, /no promise about the care of one patient/],
  },
  {
    who: 'somebody who asks what osteoporosis is',
    steps: [{ in: 'menu', link: /^About osteoporosis$/ }],
    arrives: /^\/about-osteoporosis\/$/,
    sees: [/^What osteoporosis is$/, /gives no advice about your own health/, /^If you have had a fracture$/],
  },
  {
    who: 'a researcher',
    steps: [{ in: 'main', link: /do research/i }],
    arrives: /^\/open-data\/$/,
    sees: [/^Open data$/, /^Licence$/, /^Last change$/],
    does: takesFiles,
  },
  {
    who: 'a translator',
    steps: [{ in: 'foot', link: /^Translate$/ }],
    arrives: /^\/contribute\/translators\/$/,
    sees: [/translat/i, /^When the English text changes$/, /old and new wording/],
    does: mayEdit,
  },
];

const { site, browser } = await stage(folder);

for (const [hand, options] of /** @type {[Hand, typeof HANDS.mouse][]} */ (Object.entries(HANDS)))
  describe(`her way by ${hand}`, () => {
    /** @type {import('playwright-core').BrowserContext} */
    let context;
    before(async () => {
      context = await browser.newContext(options);
      context.setDefaultTimeout(LOST);
    });
    after(() => context.close());

    for (const way of WAYS)
      test(`${way.who} finds it`, async () => {
        const seen = await visit(context, site.url('/'));
        const walk = { page: seen.page, hand, who: way.who, context };
        assert.ok(way.steps.length <= 2, 'her goal is two clicks away');
        for (const step of way.steps) await go(walk, step);
        await arrived(walk, way.arrives, way.sees);
        for (const leg of way.on ?? []) {
          await go(walk, leg.step);
          await arrived(walk, leg.arrives, leg.sees);
        }
        await way.does?.(walk);
        assert.deepEqual(seen.faults, []);
        await seen.page.close();
      });
  });

test('the country pages that say most print on two sheets', async () => {
  const context = await browser.newContext(MODES.light);
  const own = pages(folder).filter((page) => /^\/countries\/[a-z]{2}\/$/.test(page.url));
  assert.ok(own.length > 5);
  /** @type {string[]} */
  const long = [];
  for (const { url } of own.sort((a, b) => b.bytes - a.bytes).slice(0, 12)) {
    const seen = await visit(context, site.url(url));
    const n = await sheets(seen.page);
    if (n > 2) long.push(`${url} prints on ${n} sheets`);
    await seen.page.close();
  }
  assert.deepEqual(long, []);
  await context.close();
});

// --- how she goes -----------------------------------------------------------------------------------------------------

/** @param {Page} page */
const where = (page) => new URL(page.url()).pathname;

/** Links that somebody sees and that fit. @param {Page} page @param {Step} step */
async function fitting(page, step) {
  const links = page.getByRole(MENU[step.in]).getByRole('link', step.link ? { name: step.link } : {}).filter({ visible: true });
  const { to } = step;
  if (!to) return links.first();
  const addresses = await links.evaluateAll((all) => all.map((one) => (one instanceof HTMLAnchorElement ? one.pathname : '')));
  const index = addresses.findIndex((address) => to.test(address));
  return index < 0 ? links.filter({ hasText: /(?!)/ }) : links.nth(index);
}

/** Follows one link. @param {Walk} walk @param {Step} step */
async function go(walk, step) {
  const { page, hand, who } = walk;
  const from = where(page);
  const what = `${step.link ?? ''}${step.to ? ` to ${step.to}` : ''} in ${step.in}`;
  try {
    let link = await fitting(page, step);
    if (hand === 'phone' && step.in === 'menu') {
      assert.equal(await link.count(), 0, 'the menu is folded at first');
      const menu = page.getByRole('banner').getByRole('button', { name: /menu/i }).filter({ visible: true });
      await use(walk, menu, () => page.getByRole('banner').getByRole('navigation').getByRole('link').first().waitFor());
      link = await fitting(page, step);
    }
    await use(walk, link, () => page.waitForURL((to) => to.pathname !== from, { timeout: LOST }));
    await page.waitForLoadState('load');
    assert.deepEqual(hand === 'phone' ? await overflow(page) : [], [], `${where(page)} fits the window`);
  } catch (error) {
    const links = await page.getByRole(MENU[step.in]).getByRole('link').filter({ visible: true }).allInnerTexts();
    const some = links.map((text) => text.trim()).filter(Boolean).slice(0, 40).join(' | ');
    throw new Error(`${who} is lost by ${hand} on ${from}: no way on by ${what}. Links there: ${some}\n${error}`);
  }
}

/**
 * Presses something as this hand does, and gives what comes of it.
 * @template T
 * @param {Walk} walk
 * @param {Locator} what
 * @param {() => Promise<T>} comes
 */
async function use({ page, hand }, what, comes) {
  // The way to it by Tab may be long; the time to wait begins with the press.
  if (hand === 'keyboard') await reach(page, what);
  const press = () => (hand === 'keyboard' ? page.keyboard.press('Enter') : hand === 'phone' ? what.tap() : what.click());
  const [came] = await Promise.all([comes(), press()]);
  return came;
}

/** Goes to a control with the Tab key alone. @param {Page} page @param {Locator} what */
async function reach(page, what) {
  const element = await what.elementHandle({ timeout: LOST });
  const stops = await page.locator('a[href], button, input, select, summary, [tabindex]').count();
  for (let press = 0; press <= stops; press++) {
    await page.keyboard.press('Tab');
    if (await element?.evaluate((one) => one === document.activeElement)) return;
  }
  throw new Error(`${stops} presses of Tab do not lead to ${await element?.evaluate((one) => one.outerHTML)}`);
}

/** @param {Walk} walk @param {RegExp} path @param {RegExp[]} sees */
async function arrived({ page, hand, who }, path, sees) {
  assert.match(where(page), path, `${who} came by ${hand} to another place`);
  assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1);
  for (const text of sees) {
    const found = page.getByRole('main').getByText(text).filter({ visible: true }).first();
    await found.waitFor().catch(() => assert.fail(`${who} came by ${hand} to ${where(page)} and does not see ${text}`));
  }
}

// --- what she does at the end -----------------------------------------------------------------------------------------

/** The files and forms of others are links that leave the site safely; they are not followed. @param {Walk} walk */
async function leadsOut({ page, who }) {
  const out = await page.getByRole('main').getByRole('link').filter({ visible: true }).evaluateAll((all) =>
    all.flatMap((one) => (one instanceof HTMLAnchorElement && one.origin !== location.origin ? [one.protocol] : [])),
  );
  // Two of them are those of every page: edit it, report it.
  assert.ok(out.length > 2, `${who} finds no link that leads on from ${where(page)}`);
  assert.deepEqual([...new Set(out)], ['https:']);
}

/** Every page can be corrected and reported. @param {Walk} walk */
async function mayEdit({ page, who }) {
  for (const [name, address] of /** @type {const} */ ([[/^Edit /, /\/edit\/.+\.(md|yml)$/], [/^Report .* page$/, /\/issues\/new/]])) {
    const href = await page.getByRole('main').getByRole('link', { name }).last().getAttribute('href');
    assert.match(href ?? '', address, `${who} cannot use ${name} of ${where(page)}`);
    assert.match(href ?? '', /^https:/);
  }
}

/** @param {Walk} walk */
async function standsOnTwoSheets({ page, who }) {
  for (const name of [/^Programs/, /^Toolkits/, /^Publications/, /^Figures/])
    assert.ok(await page.getByRole('main').getByRole('heading', { name }).first().isVisible(), `${who} does not see ${name}`);
  const n = await sheets(page);
  assert.ok(n <= 2, `${where(page)} prints on ${n} sheets`);
}

/** Sheets of A4 that a page takes on paper. @param {Page} page */
const sheets = async (page) => (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page(?!s)/g)?.length ?? NaN;

/** Answers all standards, sees the gaps and nothing like a level, and goes on to recognition. @param {Walk} walk */
async function checksHerself(walk) {
  const { page, hand, who } = walk;
  const form = page.locator('form.self-check');
  const groups = form.getByRole('group');
  const result = form.getByRole('heading', { name: 'What you marked' });
  assert.equal(await groups.count(), 13);
  assert.ok(!(await result.isVisible()), 'nothing is said before she answers');
  /** @type {string[]} */
  const gaps = [];
  for (let nth = 0; nth < 13; nth++) {
    const answers = groups.nth(nth).getByRole('radio');
    const of = await answers.count();
    // In turn the first level, “not yet”, “we do not know”: the last two are the gaps.
    const chosen = [0, of - 2, of - 1][nth % 3] ?? 0;
    const answer = answers.nth(chosen);
    if (hand === 'keyboard') {
      await reach(page, answers.first());
      await page.keyboard.press('Space');
      for (let down = 0; down < chosen; down++) await page.keyboard.press('ArrowDown');
    } else if (hand === 'phone') await answer.tap();
    else await answer.click();
    assert.ok(await answer.isChecked(), `${who} cannot answer standard ${nth + 1} by ${hand}`);
    if (chosen > 0) gaps.push(((await groups.nth(nth).locator('legend').innerText()).trim().replace(/^\d+\s*/, '')));
  }
  if (hand === 'silent') {
    assert.ok(!(await result.isVisible()), 'a result needs the script; without it the page is for paper');
  } else {
    await result.waitFor();
    assert.match(await form.getByRole('status').innerText(), /13 of 13/);
    const named = await form.getByRole('listitem').filter({ visible: true }).getByRole('link').allInnerTexts();
    assert.deepEqual(named, gaps, `${who} sees her gaps`);
    assert.doesNotMatch(await form.locator('section').innerText(), /\b(gold|silver|bronze|score|points)\b/i, 'no level is worked out');
    assert.equal(new URL(page.url()).search, '', 'answers stay out of the address');
  }
  assert.deepEqual(await page.context().cookies(), []);
  assert.ok((await page.getByText(/is not a recognition/).filter({ visible: true }).count()) > 0);
  await go(walk, { in: 'main', link: /apply for recognition/i });
  await arrived(walk, /^\/recognition\/$/, [/^Before you apply$/]);
  await leadsOut(walk);
}

/** Takes all the files. @param {Walk} walk */
async function takesFiles(walk) {
  const { page, who, context } = walk;
  const rows = page.getByRole('row').filter({ has: page.getByRole('rowheader').getByRole('link') });
  /** @type {Record<string, (text: string) => number>} counts the records of a file of this format */
  const formats = {
    GeoJSON: (text) => (JSON.parse(text).type === 'FeatureCollection' ? JSON.parse(text).features.length : NaN),
    CSV: (text) => (/^(key|id),/.test(text) ? text.trim().split(/\r\n(?=[a-z0-9/-]+,)/).length - 1 : NaN),
    BibTeX: (text) => text.match(/^@\w+\{/gm)?.length ?? 0,
  };
  /** @type {string[]} */
  const taken = [];
  for (const row of await rows.all()) {
    // A second link may lead to what describes the file.
    const link = row.getByRole('rowheader').getByRole('link').first();
    const [format = '', records = '', date = '', licence = ''] = await row.getByRole('cell').allInnerTexts();
    const href = (await link.getAttribute('href')) ?? '';
    assert.match(licence, /CC|ODbL|licen/i, `${href} names its licence`);
    assert.match(date, Number(records) > 0 ? /\d{4}/ : /./, `${href} says when it changed`);
    const answer = await context.request.get(new URL(href, page.url()).href);
    assert.equal(answer.status(), 200, `${href} is there`);
    const download = await use(walk, link, () => page.waitForEvent('download', { timeout: LOST }));
    const text = readFileSync(await download.path(), 'utf8');
    assert.equal(text, await answer.text());
    const count = formats[format];
    if (count) {
      assert.equal(count(text), Number(records), `${who} finds as many records in ${href} as are told`);
      taken.push(format);
    } else assert.equal(typeof JSON.parse(text), 'object', `${href} is JSON`);
  }
  assert.deepEqual([...new Set(taken)].sort(), Object.keys(formats).sort());
}
