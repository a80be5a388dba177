// What is asked of an open page. Each probe returns findings as sentences, and no finding is the pass;
// `harness.test.mjs` shows that each of them can find something.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** @typedef {import('playwright-core').Page} Page */

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * axe-core. It runs in an isolated world of the browser, so that the page's own policy stays in force and unweakened.
 * @param {Page} page
 * @returns {Promise<string[]>}
 */
export async function axe(page) {
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'axe',
  });
  await session.send('Runtime.evaluate', { expression: AXE, contextId });
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    contextId,
    awaitPromise: true,
    returnByValue: true,
    expression: `axe.run(document, { resultTypes: ['violations'], runOnly: ${JSON.stringify(RULES)} }).then((run) => ({
      rules: run.passes.length + run.violations.length,
      found: run.violations.flatMap((rule) => rule.nodes.map((node) =>
        rule.id + ' (' + rule.impact + '): ' + node.target.join(' ') + ' ' + (node.any[0] ?? node.all[0] ?? node.none[0])?.message)),
    }))`,
  });
  await session.detach();
  if (!result.value?.rules) throw new Error(`axe judged nothing: ${JSON.stringify(exceptionDetails ?? result)}`);
  return result.value.found;
}

/**
 * Content wider than the window, which would scroll sideways (WCAG 2.2 1.4.10).
 * @param {Page} page
 * @returns {Promise<string[]>}
 */
export async function overflow(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.body.querySelectorAll('*')].filter((element) => {
      const box = element.getBoundingClientRect();
      return box.width > 0 && (box.right > width + 1 || box.left < -1);
    });
    const names = wide.slice(0, 5).map((element) => `${element.localName}.${element.getAttribute('class') ?? ''}`);
    return [`${document.documentElement.scrollWidth} px of content in ${width} px: ${names.join(', ')}`];
  });
}

/**
 * The words a reader sees in the main part, controls and live messages aside: these may be added by a script.
 * @param {Page} page
 * @param {string} [besides]  a selector of what else is left aside
 * @returns {Promise<string[]>}
 */
export async function words(page, besides = '') {
  return page.evaluate((besides) => {
    const controls = 'button, input, select, textarea, output, form, [role="status"], [aria-live], [role="toolbar"]';
    const aside = besides ? `${controls}, ${besides}` : controls;
    const main = document.querySelector('main');
    if (!main) return [];
    /** @type {string[]} */
    const seen = [];
    const walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const parent = node.parentElement;
      if (!parent || parent.closest(aside) || parent.closest('noscript')) continue;
      if (parent.checkVisibility({ visibilityProperty: true })) seen.push(...(node.nodeValue ?? '').split(/\s+/).filter(Boolean));
    }
    return seen;
  }, besides);
}

/**
 * What of `before` is not in `after`, counted word by word.
 * @param {string[]} before
 * @param {string[]} after
 * @returns {string[]}
 */
export function lost(before, after) {
  /** @type {Map<string, number>} */
  const left = new Map();
  for (const word of after) left.set(word, (left.get(word) ?? 0) + 1);
  return before.filter((word) => {
    const n = left.get(word) ?? 0;
    left.set(word, n - 1);
    return n <= 0;
  });
}

/**
 * Walks the page with the Tab key: every control is reached once, in the order of the document, is seen to have the
 * focus, is not hidden behind something else, and the walk ends (WCAG 2.2 2.1.1, 2.1.2, 2.4.3, 2.4.7, 2.4.11).
 * @param {Page} page
 * @returns {Promise<{ stops: string[], found: string[] }>}
 */
export async function tabWalk(page) {
  const expected = await page.evaluate(() => {
    const candidates = [
      ...document.querySelectorAll(
        'a[href], button, input, select, textarea, summary, iframe, [tabindex], [contenteditable="true"]',
      ),
    ].filter((element) => {
      if (!element.checkVisibility({ visibilityProperty: true }) || element.matches(':disabled, [tabindex^="-"], [inert] *')) return false;
      if (element.localName === 'summary' && element.parentElement?.localName !== 'details') return false;
      if (!(element instanceof HTMLInputElement)) return true;
      if (element.type === 'hidden') return false;
      // A group of radio buttons is one stop: the checked one, else the first.
      if (element.type !== 'radio' || !element.name) return true;
      const group = [...document.querySelectorAll('input[type="radio"]')].filter(
        (one) => one instanceof HTMLInputElement && one.name === element.name && one.form === element.form,
      );
      return element === (group.find((one) => one instanceof HTMLInputElement && one.checked) ?? group[0]);
    });
    const name = (/** @type {Element} */ element) =>
      `${element.localName}${element.id ? '#' + element.id : ''} “${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 40)}”`;
    // Where a walk starts is where the focus last was, so it is put before the first element.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    getSelection()?.removeAllRanges();
    // @ts-ignore: kept between the steps of this walk
    window.tabWalk = { candidates, name };
    return candidates.map(name);
  });
  /** @type {string[]} */
  const found = [];
  /** @type {number[]} */
  const order = [];
  for (let press = 0; press <= expected.length + 20; press++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      // @ts-ignore
      const { candidates, name } = window.tabWalk;
      const element = document.activeElement;
      if (!element || element === document.body || !document.hasFocus()) return null;
      const style = getComputedStyle(element);
      const shown =
        (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && !/^rgba\(.*, 0\)$|\/ 0\)$/.test(style.outlineColor)) ||
        style.boxShadow !== 'none';
      // A link that breaks over lines has a box for each; a point of one of them must be on top.
      const boxes = [...element.getClientRects()];
      const seen = boxes.some((box) =>
        [0.5, 0.1, 0.9].some((part) => {
          // Of what is higher than the window, the part that lies in it.
          const middle = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
          const top = document.elementFromPoint(box.left + box.width * part, middle);
          return top && (element.contains(top) || top.contains(element) || top.closest('label')?.control === element);
        }),
      );
      return { index: candidates.indexOf(element), name: name(element), shown, seen };
    });
    if (stop === null) break;
    // Chromium makes a scrolling region a stop of its own where nothing in it can take the focus.
    if (stop.index === -1) continue;
    if (order.includes(stop.index)) {
      // Headless Chromium has no toolbar to go to: after the last stop the walk begins again.
      if (stop.index !== order[0]) found.push(`${stop.name} is reached a second time`);
      break;
    }
    order.push(stop.index);
    if (!stop.shown) found.push(`${stop.name} does not show that it has the focus`);
    if (!stop.seen) found.push(`${stop.name} has the focus out of sight`);
  }
  for (const [index, name] of expected.entries()) if (!order.includes(index)) found.push(`${name} cannot be reached`);
  for (let step = 1; step < order.length; step++) {
    const [before, here] = [order[step - 1] ?? 0, order[step] ?? 0];
    if (here < before) found.push(`${expected[here]} comes after ${expected[before]}, against the order of the document`);
  }
  return { stops: order.map((index) => expected[index] ?? ''), found };
}
