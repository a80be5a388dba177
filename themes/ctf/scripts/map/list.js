// @ts-check
// The list beside the map: it shows what the map shows, names it in words, and each item can be shown on the map.
import { element, place, standing, title } from './card.js';

/** @typedef {import('./engine.js').Found} Found */
/** Items that are made at a time. */
const PART = 50;

export class List {
  /** @type {Map<number, HTMLElement>} items that came with the page, by row */
  #items = new Map();
  #shown = 0;
  /** @type {Found | null} */
  #loading = null;
  /** @type {Map<number, HTMLElement>} items that were made here */
  #made = new Map();

  /**
   * @param {HTMLElement} root holds list and countries
   * @param {import('./words.js').Words} words
   * @param {import('./connection.js').Connection} engine
   * @param {number[]} starts first rows of the files
   * @param {(row: number, from: HTMLElement) => void} show
   */
  constructor(root, words, engine, starts, show) {
    this.words = words;
    this.engine = engine;
    this.show = show;
    const demo = words.file.sets.findIndex((set) => set.demo);
    for (const item of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll('[data-row]'))) {
      const [, set = '', at = ''] = /^(d?)(\d+)$/.exec(item.dataset['row'] ?? '') ?? [];
      const row = Number(at) + (set ? (starts[demo] ?? 0) : 0);
      this.#items.set(row, item);
      item.append(this.#button(row, item.querySelector('a')?.textContent ?? ''));
    }
    this.countries = [...root.querySelectorAll('[data-country-count]')];
    this.results = /** @type {HTMLElement | null} */ (root.querySelector('.map-results'));
    this.whole = /** @type {HTMLElement | null} */ (root.querySelector('.filtered'));
  }

  /** @param {number} row @param {string} name */
  #button(row, name) {
    const button = element('button', { type: 'button', class: 'button button-quiet map-show' }, [
      this.words.say('map_show'),
      element('span', { class: 'unseen' }, [` ${name}`]),
    ]);
    button.addEventListener('click', () => this.show(row, button));
    return element('p', {}, [button]);
  }

  /** @param {Found} found @param {boolean} narrowed @param {boolean} near */
  async update(found, narrowed, near) {
    const complete = this.#items.size > 0 && found.rows.length <= this.#items.size;
    if (complete) {
      const shown = new Set(found.rows);
      for (const [row, item] of this.#items) item.hidden = !shown.has(row);
    }
    for (const item of this.countries) {
      const code = item.getAttribute('data-country-count') ?? '';
      const [programs, examples] = found.countries[code] ?? [0, 0];
      /** @type {HTMLElement} */ (item).hidden = programs + examples === 0;
      const count = item.querySelector('.muted');
      if (count) count.textContent = this.words.counted(programs, examples);
    }
    const wanted = near || (!complete && narrowed);
    if (this.whole) this.whole.hidden = near;
    this.#shown = 0;
    this.#made.clear();
    if (this.results) {
      this.results.hidden = !wanted;
      if (wanted) await this.#more(found, true);
    }
  }

  /** The next items, with their names fetched. @param {Found} found @param {boolean} anew */
  async #more(found, anew) {
    const { results } = this;
    if (!results || this.#loading === found) return;
    this.#loading = found;
    const all = found.programs + found.examples;
    const [from, to] = [this.#shown, Math.min(this.#shown + PART, all)];
    try {
      const programs = await this.engine.ask('part', { from, to });
      if (this.#loading !== found) return;
      this.#shown = to;
      const list = anew ? element('ol', { class: 'programs' }) : /** @type {Element} */ (results.querySelector('ol'));
      list.append(...programs.map((/** @type {import('./engine.js').Program} */ program) => this.#item(program)));
      results.replaceChildren(element('h2', {}, [this.words.say('map_results')]), list, ...(to < all ? [this.#moreButton(found, list, to)] : []));
    } catch {
      results.replaceChildren(element('p', {}, [this.words.say('map_failed')]));
    } finally {
      if (this.#loading === found) this.#loading = null;
    }
  }

  /** @param {Found} found @param {Element} list @param {number} to */
  #moreButton(found, list, to) {
    const more = element('button', { type: 'button', class: 'button button-quiet' }, [this.words.say('map_more')]);
    more.addEventListener('click', async () => {
      await this.#more(found, false);
      /** @type {HTMLElement | null} */ (list.children[to]?.querySelector('a') ?? null)?.focus();
    });
    return more;
  }

  /** @param {import('./engine.js').Program} program */
  #item(program) {
    const item = element('li', { class: `program${program.demo ? ' demo' : ''}` }, [
      title(program, this.words),
      standing(program, this.words),
      place(program, this.words),
      this.#button(program.row, program.name),
    ]);
    this.#made.set(program.row, item);
    return item;
  }

  /** The item of the program that is chosen on the map. @param {number} row */
  mark(row) {
    for (const [at, item] of [...this.#items, ...this.#made]) {
      item.classList.toggle('chosen', at === row);
      if (at === row) item.setAttribute('aria-current', 'true');
      else item.removeAttribute('aria-current');
    }
  }
}
