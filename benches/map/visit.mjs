// One visit to a page with a cold cache: what it loads, what it costs until the first points and until it is calm, and how
// it moves under a hand.
import { gesture } from './gesture.mjs';

/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {import('playwright-core').CDPSession} Session */
/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./stage.mjs').Stage} Stage */
/** @typedef {{ main: number, renderer: number, all: number }} Cpu  milliseconds of CPU: main thread, its process, whole browser */
/**
 * @typedef {object} Visit
 * @property {import('./stage.mjs').Sent[]} loaded  until the first points
 * @property {number} wall  milliseconds from the start of navigation to the first points
 * @property {Cpu} ready  until the first points
 * @property {Cpu} calm  until nothing is under way any more
 * @property {number} longest  milliseconds of CPU of the longest task of the main thread until then
 * @property {import('./gesture.mjs').Frames} frames
 * @property {import('./answers.mjs').Answers | null} answers  how long filters and search take; ours alone has them
 * @property {string[]} faults
 */

/** A page that has drawn nothing by then has failed. */
const PATIENCE = 90_000;
/** How little the main thread does in half a second, in milliseconds of CPU, when a page is calm. */
const CALM = 5;

/** Tells when the map is `ready` and seen, and notes what the policy forbids, before any script of the page runs. */
function watch() {
  /** @type {string | undefined} */
  let last;
  let shown = 0;
  const violations = /** @type {string[]} */ ([]);
  Object.assign(globalThis, { bench: { violations } });
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
    violations.push(`policy violation: ${effectiveDirective} ${blockedURI} ${sample}`),
  );
  new MutationObserver(() => {
    const state = document.documentElement?.dataset.map;
    if (state === last) return;
    last = state;
    // What is drawn in the next frame is seen when the one after it begins.
    if (state === 'ready' && shown === 0)
      requestAnimationFrame(() =>
        requestAnimationFrame((time) => {
          shown = time;
          // @ts-ignore: the binding below
          void globalThis.mapIsShown(time);
        }),
      );
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-map'] });
}

/**
 * @param {Browser} browser @param {Session} system  a session with the browser as a whole @param {Stage} stage
 * @param {(page: Page) => Promise<import('./answers.mjs').Answers>} [answers]  measures how filters and search answer
 * @returns {Promise<Visit>}
 */
export async function visit(browser, system, stage, answers) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, serviceWorkers: 'block' });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    const faults = heard(page, stage);
    /** @type {(time: number) => void} */
    let shown = () => {};
    await page.exposeBinding('mapIsShown', (_, time) => shown(time));
    await page.addInitScript(watch);
    // A page of the same origin first: the start of the process is no part of the page's cost.
    await page.goto(stage.blank);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const cpu = await meter(session, system);
    const trace = await traced(session);
    stage.sent.length = 0;
    /** @type {Promise<number>} */
    const drawn = new Promise((resolve, reject) => {
      shown = resolve;
      setTimeout(() => reject(new Error(`${stage.name}: no points after ${PATIENCE / 1000} s`)), PATIENCE).unref();
    });
    await page.goto(stage.url, { waitUntil: 'commit' });
    const wall = await drawn;
    const atReady = await cpu();
    const loaded = [...stage.sent];
    const calm = await calmed(cpu);
    const longest = longestTask(await trace());
    const frames = await gesture(page, session);
    const answered = answers ? await answers(page).catch((error) => void faults.push(`no answer: ${error.message}`)) : null;
    // @ts-ignore: put there by `watch`
    faults.push(...(await page.evaluate(() => globalThis.bench.violations)));
    return { loaded, wall, ready: atReady, calm, longest, frames, answers: answered ?? null, faults };
  } finally {
    await context.close();
  }
}

/** What a page does that it should not. @param {Page} page @param {Stage} stage */
function heard(page, stage) {
  /** @type {string[]} */
  const faults = [];
  const { origin } = new URL(stage.url);
  page.on('request', (request) => {
    if (/^(https?|wss?):/.test(request.url()) && !request.url().startsWith(`${origin}/`))
      faults.push(`third-party request: ${request.url()}`);
  });
  page.on('requestfailed', (request) => faults.push(`request failed: ${request.url()}`));
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`status ${response.status()}: ${response.url()}`);
  });
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console error: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`exception: ${error.message}`));
  return faults;
}

/**
 * Milliseconds of CPU from now on. `TaskDuration` in thread ticks is the CPU time of the main thread's tasks, whatever else
 * the machine does; `ProcessTime` adds workers and garbage collection; the browser's processes add rasterising and GL.
 * @param {Session} session @param {Session} system
 * @returns {Promise<() => Promise<Cpu>>}
 */
async function meter(session, system) {
  const now = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const { processInfo } = await system.send('SystemInfo.getProcessInfo');
    const seconds = (/** @type {string} */ name) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
    return [seconds('TaskDuration'), seconds('ProcessTime'), processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0)];
  };
  const before = await now();
  return async () => {
    const [main, renderer, all] = (await now()).map((value, n) => (value - (before[n] ?? NaN)) * 1000);
    return { main: main ?? NaN, renderer: renderer ?? NaN, all: all ?? NaN };
  };
}

/** The cost when the main thread has had nothing to do for a second, or after 20. @param {() => Promise<Cpu>} cpu */
async function calmed(cpu) {
  let last = await cpu();
  for (let [tries, quiet] = [0, 0]; tries < 40 && quiet < 2; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const now = await cpu();
    quiet = now.main - last.main < CALM ? quiet + 1 : 0;
    last = now;
  }
  return last;
}

/** @typedef {{ name: string, ph: string, pid: number, tid: number, tdur?: number, args: any }} TraceEvent */

/** Begins to trace tasks; the function ends it and gives the events. @param {Session} session */
async function traced(session) {
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel'], excludedCategories: ['*'] },
  });
  /** @type {TraceEvent[]} */
  const events = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(.../** @type {any[]} */ (value)));
  return async () => {
    const over = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
    await session.send('Tracing.end');
    await over;
    return events;
  };
}

/** The main thread that worked most is the page's; `tdur` is the CPU time of an event in microseconds. @param {TraceEvent[]} events */
function longestTask(events) {
  const key = (/** @type {TraceEvent} */ event) => `${event.pid} ${event.tid}`;
  const mains = new Set(events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(key));
  const threads = [...mains].map((main) =>
    events.flatMap((event) => (event.ph === 'X' && /RunTask$/.test(event.name) && key(event) === main ? (event.tdur ?? 0) / 1000 : [])),
  );
  const worked = (/** @type {number[]} */ tasks) => tasks.reduce((total, one) => total + one, 0);
  const [busiest = []] = threads.sort((a, b) => worked(b) - worked(a));
  return busiest.reduce((most, one) => Math.max(most, one), 0);
}
