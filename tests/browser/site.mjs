// A built site as files: which pages there are, of which kind, and a few that show all it can show.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {object} Page
 * @property {string} file    path below the site's folder
 * @property {string} url     path below the base, with a leading slash
 * @property {string} kind    `<body data-kind>`, else told by the address
 * @property {string} lang    `<html lang>`
 * @property {string} dir     `<html dir>`, ltr where it is missing
 * @property {boolean} redirect  a page that only sends the reader on
 * @property {number} bytes
 * @property {Set<string>} parts  elements and classes that the page is made of, as `tag` and `tag.class`
 */

/**
 * The site's folder, named by an environment variable that `scripts/test` sets.
 * @param {'CTF_SITE' | 'CTF_SITE_BASE' | 'CTF_SITE_STREETS'} name
 */
export function siteFolder(name) {
  const folder = process.env[name];
  if (!folder || !existsSync(path.join(folder, 'index.html')))
    throw new Error(`${name} must name the folder of a built site (scripts/test sets it); it is ${folder ?? 'not set'}`);
  return path.resolve(folder);
}

/**
 * Every file below a folder, sorted, with forward slashes.
 * @param {string} folder
 * @returns {string[]}
 */
export function files(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)).split(path.sep).join('/'))
    .sort();
}

/**
 * An attribute of the first tag of a name; minified HTML leaves quotes out.
 * @param {string} html
 * @param {string} tag
 * @param {string} attribute
 */
function attribute(html, tag, attribute) {
  const open = html.match(new RegExp(`<${tag}(?:\\s[^>]*)?>`, 'i'))?.[0] ?? '';
  const value = open.match(new RegExp(`\\s${attribute}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i'));
  return value?.[1] ?? value?.[2] ?? value?.[3] ?? null;
}

/** @param {string} html */
function parts(html) {
  /** @type {Set<string>} */
  const found = new Set();
  for (const [, tag = '', rest = ''] of html.matchAll(/<([a-z][a-z0-9-]*)((?:\s(?:[^>"']|"[^"]*"|'[^']*')*)?)>/gi)) {
    found.add(tag);
    const value = rest.match(/\sclass\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i);
    for (const name of (value?.[1] ?? value?.[2] ?? value?.[3] ?? '').split(/\s+/)) if (name) found.add(`${tag}.${name}`);
  }
  return found;
}

/**
 * All pages of a built site.
 * @param {string} folder
 * @returns {Page[]}
 */
export function pages(folder) {
  const found = files(folder)
    .filter((file) => file.endsWith('.html'))
    .map((file) => {
      const html = readFileSync(path.join(folder, file), 'utf8');
      const url = '/' + file.replace(/(^|\/)index\.html$/, '$1').split('/').map(encodeURIComponent).join('/');
      return {
        file,
        url,
        kind: attribute(html, 'body', 'data-kind') ?? '',
        lang: attribute(html, 'html', 'lang') ?? '',
        dir: attribute(html, 'html', 'dir') ?? 'ltr',
        redirect: /<meta[^>]+http-equiv=["']?refresh/i.test(html),
        bytes: Buffer.byteLength(html),
        parts: parts(html),
      };
    });
  const sections = new Set(found.map((page) => page.url.split('/').slice(0, -2).join('/') + '/'));
  const source = found.find((page) => page.url === '/')?.lang;
  for (const page of found) page.kind ||= kindByAddress(page, source, sections.has(page.url));
  return found;
}

/**
 * `home`, `notfound`, `page` for one that stands alone; else the section, whether pages lie below, and the depth.
 * @param {Page} page
 * @param {string | undefined} source  language of the site's root
 * @param {boolean} parent  whether other pages lie below this one
 */
function kindByAddress(page, source, parent) {
  if (/(^|\/)404(\.html|\/)$/.test(page.url)) return 'notfound';
  const parts = page.url.split('/').filter(Boolean);
  if (page.lang !== source && parts[0]?.toLowerCase() === page.lang.toLowerCase()) parts.shift();
  if (parts.length === 0) return 'home';
  if (parts.length === 1 && !parent) return 'page';
  return `${parts[0]} ${parent ? 'index' : 'page'} ${parts.length}`;
}

/**
 * One page of every kind and writing direction (the largest, which shows most of what its template can do), and then as
 * few more as it takes to see every element and class that the site uses.
 * @param {Page[]} all
 * @returns {Page[]}
 */
export function sample(all) {
  const read = all.filter((page) => !page.redirect);
  /** @type {Map<string, Page>} */
  const kinds = new Map();
  for (const page of read) {
    const key = `${page.kind} ${page.dir}`;
    const before = kinds.get(key);
    if (!before || page.bytes > before.bytes) kinds.set(key, page);
  }
  const chosen = [...kinds.values()];
  const unseen = new Set(read.flatMap((page) => [...page.parts]));
  const see = (/** @type {Page} */ page) => page.parts.forEach((part) => unseen.delete(part));
  chosen.forEach(see);
  while (unseen.size > 0) {
    const gain = (/** @type {Page} */ page) => [...page.parts].filter((part) => unseen.has(part)).length;
    const next = read.reduce((best, page) => (gain(page) > gain(best) ? page : best));
    chosen.push(next);
    see(next);
  }
  return chosen.sort((a, b) => (a.url < b.url ? -1 : 1));
}
