// How long our map and its list take to answer a filter and a search.

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{ filter: number, search: number }} Answers  milliseconds from the input to the frame that shows its result */

/** @param {Page} page @returns {Promise<Answers>} */
export async function answers(page) {
  const level = page.locator('form.filters select[name="level"]');
  const search = page.locator('#map-search');
  return {
    // The fields may be folded away; the same event comes from them all the same.
    filter: await timed(page, () => level.selectOption('gold', { force: true })),
    search: await timed(page, async () => {
      await search.focus();
      // The index of names loads on the first focus; it is waited for, so that the typing alone is measured.
      await page.waitForLoadState('networkidle');
      await page.keyboard.insertText('bel');
    }),
  };
}

/**
 * From the input event to the frame after the map is `ready` again and the form tells another number.
 * @param {Page} page @param {() => Promise<unknown>} act
 */
async function timed(page, act) {
  const done = page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const status = document.querySelector('form.filters .filters-end');
        const words = status?.textContent;
        let [start, busy] = [NaN, false];
        addEventListener('input', (event) => (start = event.timeStamp), { capture: true, once: true });
        const look = new MutationObserver(() => {
          const state = document.documentElement.dataset.map;
          busy ||= state === 'busy';
          if (!busy || state !== 'ready' || status?.textContent === words) return;
          look.disconnect();
          requestAnimationFrame(() => requestAnimationFrame((time) => resolve(time - start)));
        });
        look.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
        setTimeout(() => reject(new Error('no answer after 20 s')), 20_000);
      }),
  );
  const [milliseconds] = await Promise.all([done, act()]);
  return /** @type {number} */ (milliseconds);
}
