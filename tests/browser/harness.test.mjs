// The probes themselves: a small site with one fault of each kind must be found out, and a sound page must pass.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { MODES, launch, visit } from './browser.mjs';
import { axe, lost, overflow, tabWalk, words } from './probes.mjs';
import { parseHeaders, serve } from './server.mjs';
import { pages, sample } from './site.mjs';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types ctf";
const page = (/** @type {string} */ body, head = '') =>
  `<!doctype html><html lang=en><head><meta charset=utf-8><title>A page</title><meta name=viewport content="width=device-width,initial-scale=1">${head}</head><body><main><h1>Title</h1>${body}</main></body></html>`;

/** @type {string} */
let folder;
/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
/** @type {import('playwright-core').Browser} */
let browser;
/** @type {import('playwright-core').BrowserContext} */
let context;

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'harness-'));
  const put = (/** @type {string} */ file, /** @type {string} */ text) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  put('_headers', `# comment\n/*\n  Content-Security-Policy: ${POLICY}\n  X-Frame-Options: DENY\n\n/embed/*\n  ! X-Frame-Options\n`);
  put('style.css', ':focus-visible { outline: 3px solid #000 } .hidden-ring:focus { outline-color: transparent } .wide { width: 900px }');
  const style = '<link rel=stylesheet href=/style.css>';
  put('index.html', page('<p>Good <a href=/embed/>one</a> <a href=#b id=b>two</a></p><button>three</button>', style));
  put('404.html', page('<p>Not here.</p>'));
  put('embed/index.html', page('<p>Embedded.</p>'));
  put('toolkits/index.html', page('<p>All.</p>'));
  put('toolkits/a/index.html', page('<p>A.</p>'));
  put('toolkits/b/index.html', page('<p>B, the longer one of the two.</p>'));
  put('ar/index.html', page('<p>A.</p>').replace('lang=en', 'lang=ar dir=rtl'));
  put('kind/index.html', page('<p>A.</p>').replace('<body>', '<body data-kind=home>'));
  put('rare/index.html', page('<p class="note rare">R.</p>'));
  put('old/index.html', '<!doctype html><meta http-equiv=refresh content="0;url=/">');
  put('axe/index.html', page('<p>Text</p><img src=/missing-alt.svg>'));
  put('missing-alt.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  put('wide/index.html', page('<p class=wide>Wide</p>', style));
  put('inline/index.html', page('<p style="color:red">Red</p>'));
  put('types/index.html', page('<p id=t></p>', '<script type=module src=/types.js></script>'));
  put('types.js', 'document.querySelector("#t").innerHTML = "<b>x</b>";');
  put('error/index.html', page('<p>Text</p>', '<script type=module src=/error.js></script>'));
  put('error.js', 'console.error("told"); fetch("/nowhere"); throw new Error("thrown");');
  put('away/index.html', page('<p>Text</p><img alt="" src="http://example.invalid/x.png">'));
  put('added/index.html', page('<p>Before</p>', '<script type=module src=/added.js></script>'));
  put('added.js', 'const p = document.createElement("p"); p.textContent = "only with scripts"; document.querySelector("main").append(p);');
  put('ring/index.html', page('<p><a href=/ class=hidden-ring>no ring</a> <a href=/>ring</a></p>', style));
  put('order/index.html', page('<p><a href=/>second</a></p><p><a href=/ tabindex=1>first</a></p>', style));
  put('trap/index.html', page('<p><a href=/>one</a> <a href=/ id=trap>trap</a> <a href=/>three</a></p>', `${style}<script type=module src=/trap.js></script>`));
  put('trap.js', 'document.querySelector("#trap").addEventListener("keydown", (e) => { if (e.key === "Tab") e.preventDefault(); });');
  site = await serve(folder);
  browser = await launch();
  context = await browser.newContext(MODES.light);
});

after(async () => {
  await browser?.close();
  await site?.close();
  if (folder) rmSync(folder, { recursive: true });
});

const open = async (/** @type {string} */ below) => {
  const seen = await visit(context, site.url(below));
  await seen.settled();
  return seen;
};

test('a sound page gives no finding', async () => {
  const { page, faults } = await open('/');
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(await overflow(page), []);
  const walk = await tabWalk(page);
  assert.deepEqual(walk.found, []);
  assert.equal(walk.stops.length, 3);
  assert.deepEqual(faults, []);
});

test('axe finds an image without a text', async () => {
  const { page } = await open('/axe/');
  assert.match((await axe(page)).join('\n'), /^image-alt/m);
});

test('content wider than the window is found', async () => {
  const narrow = await browser.newContext(MODES.reflow);
  const { page } = await visit(narrow, site.url('/wide/'));
  assert.match((await overflow(page)).join('\n'), /px of content in 320 px: p\.wide/);
  await narrow.close();
});

for (const [below, pattern] of /** @type {[string, RegExp][]} */ ([
  ['/inline/', /policy violation: style-src/],
  ['/types/', /policy violation: require-trusted-types-for/],
  ['/error/', /console error: told/],
  ['/error/', /exception: thrown/],
  ['/error/', /status 404: .*\/nowhere/],
  ['/away/', /third-party request: http:\/\/example\.invalid/],
  ['/nowhere/', /status 404 instead of 200/],
]))
  test(`${below} is found out: ${pattern.source}`, async () => {
    const { faults } = await open(below);
    assert.match(faults.join('\n'), pattern);
  });

test('text that only a script adds is missed without scripts', async () => {
  const silent = await browser.newContext({ javaScriptEnabled: false });
  const off = await visit(silent, site.url('/added/'));
  await off.settled();
  const on = await open('/added/');
  const [before, now] = [await words(off.page), await words(on.page)];
  assert.deepEqual(lost(now, before), ['only', 'with', 'scripts']);
  assert.deepEqual(lost(before, now), []);
  await silent.close();
});

for (const [below, pattern] of /** @type {[string, RegExp][]} */ ([
  ['/ring/', /no ring” does not show that it has the focus/],
  ['/order/', /second” comes after .*first”, against the order/],
  ['/trap/', /three” cannot be reached/],
]))
  test(`a walk with the Tab key over ${below} is found out`, async () => {
    const { page } = await open(below);
    assert.match((await tabWalk(page)).found.join('\n'), pattern);
  });

test('the server follows _headers and takes a header away', async () => {
  const home = await fetch(site.url('/'));
  assert.equal(home.headers.get('content-security-policy'), POLICY);
  assert.equal(home.headers.get('x-frame-options'), 'DENY');
  assert.equal((await fetch(site.url('/embed/'))).headers.get('x-frame-options'), null);
  assert.throws(() => parseHeaders('/*\n  not a header\n'), /is no header/);
  assert.throws(() => parseHeaders('  X-A: b\n'), /before any path/);
});

test('the server answers as a static host: base, folders, 404, no way out', async () => {
  const based = await serve(folder, { base: '/ctf/', headers: false });
  const ask = (/** @type {string} */ where) => fetch(based.origin + where, { redirect: 'manual' });
  assert.equal((await ask('/')).status, 404);
  assert.equal((await ask('/ctf/')).headers.get('content-security-policy'), null);
  assert.equal((await ask('/ctf/embed')).headers.get('location'), '/ctf/embed/');
  const missing = await ask('/ctf/no/such/');
  assert.equal(missing.status, 404);
  assert.match(await missing.text(), /Not here/);
  assert.equal((await ask('/ctf/..%2f..%2fetc/passwd')).status, 404);
  assert.equal((await fetch(based.url('/'), { method: 'POST' })).status, 405);
  await based.close();
});

test('the Nu checker finds a missing text, an obsolete attribute, a wrong property, an inline script', () => {
  const wrong = mkdtempSync(path.join(folder, 'nu-'));
  writeFileSync(path.join(wrong, 'index.html'), page('<p align=center>Text</p><img src=/a.svg>'));
  writeFileSync(path.join(wrong, 'style.css'), 'p { colour: red }');
  const nu = fileURLToPath(new URL('../../scripts/nu.mjs', import.meta.url));
  writeFileSync(path.join(wrong, 'picture.svg'), '<svg xmlns="http://www.w3.org/2000/svg"><nonsense/></svg>');
  const policy = `<meta http-equiv=Content-Security-Policy content="${POLICY}">`;
  const data = '<script type=application/ld+json>{"@context": "https://schema.org"}</script>';
  writeFileSync(path.join(wrong, 'inline.html'), page('<p>Text</p>', `${policy}<script>let one = 1;</script>`));
  writeFileSync(path.join(wrong, 'sound.html'), page('<p>Text</p>', `${policy}${data}<link rel=stylesheet href=/style.css>`));
  const run = spawnSync(process.execPath, [nu, wrong], { encoding: 'utf8' });
  assert.equal(run.status, 1, run.stdout + run.stderr);
  for (const pattern of [/alt/, /align/, /colour/, /nonsense/, /inline\.html.*Inline script/, /^1 passed, 4 failed$/m]) assert.match(run.stdout, pattern);
});

test('the sample holds one page of every kind and direction, every class, and no redirect', () => {
  const chosen = sample(pages(folder));
  const urls = chosen.map((one) => one.url);
  for (const url of ['/', '/404.html', '/ar/', '/toolkits/', '/toolkits/b/', '/rare/']) assert.ok(urls.includes(url), `${url} in ${urls}`);
  assert.ok(!urls.includes('/toolkits/a/') && !urls.includes('/old/'));
  assert.ok(!urls.includes('/kind/'), 'data-kind outranks the address, and the larger home page stands for the kind');
});
