// Debian's Chromium under Playwright, and the record of what goes wrong during a visit to a page.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { after } from 'node:test';
import { chromium } from 'playwright-core';
import { serve } from './server.mjs';

/** @typedef {import('playwright-core').BrowserContext} Context */
/** @typedef {import('playwright-core').Page} Page */

/** The browser's program file: `CTF_CHROMIUM`, else the first of these names on the PATH. */
function executable() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const found = ['chromium', 'google-chrome', 'chromium-browser']
    .flatMap((name) => folders.map((folder) => path.join(folder, name)))
    .find((file) => existsSync(file));
  const file = process.env.CTF_CHROMIUM ?? found;
  if (!file) throw new Error('no Chromium: install Debian’s package chromium or set CTF_CHROMIUM');
  return file;
}

/** How a page is looked at. Phone is narrow and touched; reflow is 1280 px at 400 % zoom (WCAG 2.2 1.4.10). */
export const MODES = /** @type {const} */ ({
  light: { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  dark: { colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  phone: { colorScheme: 'light', viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true },
  reflow: { colorScheme: 'light', viewport: { width: 320, height: 256 } },
});

/** Drawing by software, where a page needs WebGL. */
const WEBGL = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

/** @param {{ webgl?: boolean }} [options] */
export async function launch({ webgl = false } = {}) {
  return chromium.launch({
    executablePath: executable(),
    args: [
      '--no-sandbox',
      ...(webgl ? WEBGL : ['--disable-gpu']),
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
    ],
  });
}

/**
 * A site that is served and a browser to look at it, there until the tests of the file are over.
 * @param {string} folder
 * @param {Parameters<typeof serve>[1] & Parameters<typeof launch>[0]} [options]
 */
export async function stage(folder, options) {
  const site = await serve(folder, options);
  const browser = await launch(options);
  after(async () => {
    await browser.close();
    await site.close();
  });
  return { site, browser };
}

/**
 * @typedef {object} Visit
 * @property {Page} page
 * @property {number} status  of the page itself
 * @property {string[]} faults  console errors, exceptions, policy violations, dialogs, failed and third-party requests
 * @property {() => Promise<void>} settled  resolves when the page has nothing under way
 */

/**
 * Opens a page and keeps a record of all that goes wrong from then on.
 * @param {Context} context
 * @param {string} url
 * @param {{ status?: number }} [expected]
 * @returns {Promise<Visit>}
 */
export async function visit(context, url, { status: expected = 200 } = {}) {
  const origin = new URL(url).origin;
  const page = await context.newPage();
  /** @type {string[]} */
  const faults = [];
  let underWay = 0;
  /** @type {(() => void)[]} */
  const waiting = [];
  const ended = () => {
    if (--underWay > 0) return;
    for (const go of waiting.splice(0)) go();
  };

  await page.exposeBinding('reportViolation', (_, text) => void faults.push(`policy violation: ${text}`));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      // @ts-ignore: the binding above
      window.reportViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  // No request may leave the machine: one to another host is a finding and is refused.
  await page.route(
    (to) => /^(https?|wss?):$/.test(to.protocol) && to.origin !== origin,
    (route) => route.abort(),
  );
  page.on('request', (request) => {
    underWay++;
    if (/^(https?|wss?):/.test(request.url()) && !request.url().startsWith(origin))
      faults.push(`third-party request: ${request.url()}`);
  });
  page.on('websocket', (socket) => faults.push(`web socket: ${socket.url()}`));
  page.on('requestfinished', ended);
  page.on('requestfailed', (request) => {
    ended();
    // A navigation away cancels what the old page was still loading; that is no fault.
    if (request.url().startsWith(origin) && request.failure()?.errorText !== 'net::ERR_ABORTED')
      faults.push(`request failed: ${request.url()} ${request.failure()?.errorText}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400 && response.request() !== main) faults.push(`status ${response.status()}: ${response.url()}`);
  });
  page.on('console', (message) => {
    // The browser logs the expected status of the page itself as an error; `status` below is checked instead.
    if (expected >= 400 && message.location().url === url) return;
    if (message.type() === 'error') faults.push(`console error: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`exception: ${error.message}`));
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });

  /** @type {import('playwright-core').Request | undefined} */
  let main;
  page.once('request', (request) => (main = request));
  const response = await page.goto(url, { waitUntil: 'load' });
  const status = response?.status() ?? 0;
  if (status !== expected) faults.push(`status ${status} instead of ${expected}: ${url}`);

  const settled = async () => {
    const scripted = await page.evaluate(() => matchMedia('(scripting: enabled)').matches);
    do {
      if (underWay > 0) await new Promise((idle) => waiting.push(() => idle(undefined)));
      if (scripted)
        await page.evaluate(
          () =>
            new Promise((idle) => {
              requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(() => idle(undefined))));
            }),
        );
    } while (underWay > 0);
    // The map asks its worker, which no request tells of.
    if (scripted && (await page.locator('.map-stage[data-words]').count()))
      await page.waitForFunction(() => document.documentElement.dataset['map'] === 'ready');
  };
  return { page, status, faults, settled };
}
