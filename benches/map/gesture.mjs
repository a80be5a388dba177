// Three seconds of a hand on a map, by real input events, and the frames that are drawn meanwhile.

/** @typedef {import('playwright-core').CDPSession} Session */
/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{ intervals: number[], moved: boolean }} Frames  milliseconds between frames; whether the picture changed */

/** What the hand does, one after the other, each so many milliseconds. */
const PARTS = /** @type {const} */ (['in', 'drag', 'in', 'drag', 'out']);
const PART = 600;
/** Milliseconds between two events, as mice and trackpads send them; pixels that each wheels, and that each drags. */
const STEP = 16;
const WHEEL = 30;
const DRAG = { x: -5, y: 2 };
/** Where on the map, as shares of its width and height: about where Europe lies on each of them. */
const AT = { x: 0.5, y: 0.28 };

/** @param {Page} page @param {Session} session @returns {Promise<Frames>} */
export async function gesture(page, session) {
  const frame = page.locator('.map-frame');
  await frame.scrollIntoViewIfNeeded();
  // Our map takes the wheel only when it has been chosen; the others do not mind.
  await frame.evaluate((element) => {
    const inner = /** @type {HTMLElement} */ (element).tabIndex >= 0 ? element : element.querySelector('[tabindex="0"]');
    if (inner instanceof HTMLElement) inner.focus({ preventScroll: true });
  });
  const box = await frame.boundingBox();
  if (!box) throw new Error('the map has no frame');
  const before = await frame.screenshot();
  await page.evaluate(record);
  await hand(session, { x: box.x + box.width * AT.x, y: box.y + box.height * AT.y });
  const times = await page.evaluate(() => {
    // @ts-ignore: put there by `record`
    return /** @type {number[]} */ (globalThis.bench.frames());
  });
  const intervals = times.slice(1).map((time, n) => time - (times[n] ?? NaN));
  return { intervals, moved: !before.equals(await frame.screenshot()) };
}

/** Notes when each frame begins, until `bench.frames()` is called. */
function record() {
  /** @type {number[]} */
  const times = [];
  let going = true;
  const next = (/** @type {number} */ time) => {
    times.push(time);
    if (going) requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
  // @ts-ignore: put there by `watch`
  globalThis.bench.frames = () => {
    going = false;
    return times;
  };
}

/**
 * Sends the events by the clock and not by their answers: a page that is busy gets them late, as from a real hand. Ends
 * when the last has been answered.
 * @param {Session} session @param {{ x: number, y: number }} from
 */
async function hand(session, from) {
  /** @type {Promise<unknown>[]} */
  const sent = [];
  const start = performance.now();
  let steps = 0;
  const send = (/** @type {any} */ event) => sent.push(session.send('Input.dispatchMouseEvent', event));
  const until = (/** @type {number} */ time) => new Promise((resolve) => setTimeout(resolve, start + time - performance.now()));
  for (const [n, part] of PARTS.entries()) {
    const end = (n + 1) * PART;
    let at = { ...from };
    if (part === 'drag') send({ type: 'mousePressed', ...at, button: 'left', buttons: 1, clickCount: 1 });
    while (++steps * STEP < end) {
      await until(steps * STEP);
      if (part === 'drag') {
        at = { x: at.x + DRAG.x, y: at.y + DRAG.y };
        send({ type: 'mouseMoved', ...at, button: 'left', buttons: 1 });
      } else send({ type: 'mouseWheel', ...at, deltaX: 0, deltaY: part === 'in' ? -WHEEL : WHEEL });
    }
    if (part === 'drag') send({ type: 'mouseReleased', ...at, button: 'left', buttons: 0, clickCount: 1 });
  }
  await Promise.all(sent);
}
