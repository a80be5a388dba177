// A static host on loopback, port 0: it answers as Netlify or Cloudflare Pages would with the site's `_headers`, or as
// GitHub Pages with none, and below any base path. Parts of files (RFC 9110 §14) are sent as those hosts do.
import { createReadStream, existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';

/** @type {Record<string, string>} */
const TYPES = {
  css: 'text/css; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  geojson: 'application/geo+json',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  jpg: 'image/jpeg',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  mjs: 'text/javascript; charset=utf-8',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  wasm: 'application/wasm',
  webmanifest: 'application/manifest+json',
  webp: 'image/webp',
  woff2: 'font/woff2',
  xml: 'application/xml; charset=utf-8',
};

/**
 * @typedef {{ pattern: RegExp, set: [string, string][], drop: string[] }} Rule
 */

/**
 * Rules of a `_headers` file: a path pattern at the line's start, below it `Name: value` or `! Name` to take a header
 * away that a wider pattern gave.
 * @param {string} text
 * @returns {Rule[]}
 */
export function parseHeaders(text) {
  /** @type {Rule[]} */
  const rules = [];
  for (const line of text.split(/\r?\n/)) {
    if (!line.trim() || line.trim().startsWith('#')) continue;
    if (!/^\s/.test(line)) {
      const source = line.trim().split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*');
      rules.push({ pattern: new RegExp(`^${source}$`), set: [], drop: [] });
      continue;
    }
    const rule = rules.at(-1);
    if (!rule) throw new Error(`_headers: “${line.trim()}” stands before any path`);
    const drop = line.match(/^\s+!\s*([\w-]+)\s*$/);
    const set = line.match(/^\s+([\w-]+)\s*:\s*(.+?)\s*$/);
    if (drop?.[1]) rule.drop.push(drop[1].toLowerCase());
    else if (set?.[1] && set[2]) rule.set.push([set[1].toLowerCase(), set[2]]);
    else throw new Error(`_headers: “${line.trim()}” is no header`);
  }
  return rules;
}

/**
 * @param {string} folder
 * @param {{ base?: string, headers?: boolean, packed?: (file: string) => Buffer }} [options]  `base` begins and ends with
 *   a slash; `headers: false` leaves `_headers` unread; `packed` gives what is sent of a file, compressed by brotli
 * @returns {Promise<{ origin: string, url: (path: string) => string, close: () => Promise<void> }>}
 */
export async function serve(folder, { base = '/', headers = true, packed } = {}) {
  const root = realpathSync(folder);
  const list = path.join(root, '_headers');
  const rules = headers && existsSync(list) ? parseHeaders(readFileSync(list, 'utf8')) : [];

  const server = createServer((request, response) => {
    /** @param {number} status @param {Record<string, string | string[]>} extra @param {string} [file] */
    const answer = (status, extra, file) => {
      const sends = file !== undefined && request.method === 'GET';
      if (sends && packed) {
        response.writeHead(status, { ...extra, 'content-encoding': 'br' });
        response.end(packed(file));
        return;
      }
      const size = file ? statSync(file).size : 0;
      const [, first, last] = (status === 200 && /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '')) || [];
      const start = Number(first ?? 0);
      const end = last ? Math.min(Number(last), size - 1) : size - 1;
      if (file) extra['content-length'] = `${Math.max(0, end - start + 1)}`;
      if (first !== undefined) extra['content-range'] = `bytes ${start}-${end}/${size}`;
      response.writeHead(first === undefined ? status : 206, extra);
      if (sends && size > 0) createReadStream(file, { start, end }).pipe(response);
      else response.end();
    };
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405, { allow: 'GET, HEAD' });
    let asked;
    try {
      asked = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    } catch {
      return answer(400, {});
    }
    if (!asked.startsWith(base)) return answer(404, {});
    const below = asked.slice(base.length);
    let file = path.join(root, below);
    let status = 200;
    if (existsSync(file) && statSync(file).isDirectory()) {
      if (!asked.endsWith('/')) return answer(301, { location: encodeURI(asked + '/') });
      file = path.join(file, 'index.html');
    }
    if (!existsSync(file) && !asked.endsWith('/') && existsSync(`${file}.html`)) file += '.html';
    if (!existsSync(file) || !realpathSync(file).startsWith(root + path.sep)) {
      status = 404;
      file = path.join(root, '404.html');
      if (!existsSync(file)) return answer(404, {});
    }
    /** @type {Record<string, string | string[]>} */
    const sent = { 'content-type': TYPES[path.extname(file).slice(1).toLowerCase()] ?? 'application/octet-stream' };
    for (const rule of rules.filter((one) => one.pattern.test(`/${below}`))) {
      for (const name of rule.drop) delete sent[name];
      for (const [name, value] of rule.set) sent[name] = name in sent ? [sent[name] ?? [], value].flat() : value;
    }
    answer(status, sent, file);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', () => ready(undefined)));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the server has no port');
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    origin,
    url: (below) => origin + base + below.replace(/^\//, ''),
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
