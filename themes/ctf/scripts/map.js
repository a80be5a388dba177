// @ts-check
// The map of programs: the drawing that came with the page grows into one that can be moved, narrowed and asked.
// Without this script, or where the browser cannot draw, drawing, form and list stay as they are.
import { Card } from './map/card.js';
import { connect } from './map/connection.js';
import { Form } from './map/form.js';
import { Keys, same } from './map/keys.js';
import { List } from './map/list.js';
import { plane } from './map/plane.js';
import * as state from './map/state.js';
import { View } from './map/view.js';
import { Words } from './map/words.js';
// Named here too, so that a browser sets out for them at once.
import './map/sprites.js';
import '../vendor/d3.js';

/** @typedef {import('./map/engine.js').Mark} Mark */
/** @typedef {import('./map/engine.js').Found} Found */

const REACH = 12;
/** How close the map comes to a single program, and to a place near the visitor. */
const CLOSE = 60;
/** From here on finer borders are worth their bytes. */
const DEEP = 4;
const root = document.documentElement;

/** @param {HTMLElement} explorer */
async function start(explorer) {
  const stage = /** @type {HTMLElement | null} */ (explorer.querySelector('.map-stage[data-words]'));
  const form = /** @type {HTMLFormElement | null} */ (explorer.querySelector('form.filters'));
  if (!stage?.querySelector('svg') || !form) return;
  const engine = await connect();
  const columns = (stage.dataset['columns'] ?? '').split(' ').map((url) => new URL(url, location.href).href);
  const began = engine.ask('fetch', columns);
  const answer = await fetch(stage.dataset['words'] ?? '');
  if (!answer.ok) return;
  const words = new Words(await answer.json());
  for (const set of words.file.sets) for (const key of /** @type {const} */ (['names', 'search'])) set[key] = new URL(set[key], location.href).href;
  const names = Object.fromEntries(Object.entries(words.file.countries).map(([code, { name }]) => [code, name]));
  await began;
  const { sets, view } = words.file;
  const starts = await engine.ask('load', { sets, view, countries: names });
  new Explorer(explorer, stage, form, words, engine, starts);
}

class Explorer {
  /** @type {import('./map/state.js').Place | null} */
  #place = null;
  #program = '';
  #near = false;
  #deep = false;
  #busy = false;
  #again = false;

  /**
   * @param {HTMLElement} explorer @param {HTMLElement} stage @param {HTMLFormElement} form
   * @param {Words} words @param {import('./map/connection.js').Connection} engine @param {number[]} starts
   */
  constructor(explorer, stage, form, words, engine, starts) {
    this.explorer = explorer;
    this.stage = stage;
    this.words = words;
    this.engine = engine;
    this.plane = plane(words.file.view);
    this.form = new Form(form, words, (sent) => this.#changed(sent));
    this.form.search?.addEventListener('focus', () => engine.ask('prepare').catch(() => {}), { once: true });
    this.list = new List(explorer, words, engine, starts, (row, from) => this.#showRow(row, from));
    const canvas = document.createElement('canvas');
    canvas.setAttribute('aria-hidden', 'true');
    const pen = canvas.getContext('2d');
    if (pen) this.#draw(pen);
    this.#recall(true);
    addEventListener('popstate', () => this.#recall(false));
  }

  // --- the picture --------------------------------------------------------------------------------------------------

  /** @param {CanvasRenderingContext2D} pen */
  #draw(pen) {
    const { stage, words } = this;
    stage.append(pen.canvas);
    stage.classList.add('live');
    stage.tabIndex = 0;
    stage.setAttribute('role', 'application');
    stage.setAttribute('aria-label', stage.dataset['label'] ?? '');
    stage.setAttribute('aria-describedby', 'map-keys');
    const view = (this.view = new View(stage, pen, words, this.engine));
    view.addEventListener('rest', async () => {
      if (this.#deep || view.transform.k < DEEP) return;
      this.#deep = true;
      const { Layers } = await import('./map/layers.js');
      new Layers(view, words.file);
    });
    this.card = new Card(view, words, () => this.#closed());
    const current = Object.assign(document.createElement('div'), { id: 'map-current' });
    current.setAttribute('role', 'img');
    // Nothing is looked at yet, and a picture has a name at any time.
    current.setAttribute('aria-label', stage.getAttribute('aria-label') ?? '');
    stage.append(current);
    new Keys(view, current, (mark) => this.#name(mark), (mark) => this.#open(mark, stage), () => this.card?.close());
    view.addEventListener('rest', () => this.#rested());
    view.addEventListener('pointed', () => this.#hover(view.pointed));
    this.#pointer(view);
    this.#controls(view);
  }

  /** @param {View} view */
  #pointer(view) {
    const { stage } = view;
    stage.addEventListener('pointermove', (event) => {
      if (event.pointerType === 'touch' || event.buttons) return;
      const mark = view.near(view.at(event), 4);
      if (mark !== view.pointed) {
        view.pointed = mark;
        view.draw();
        this.#hover(mark);
      }
      stage.classList.toggle('over', mark !== null);
    });
    stage.addEventListener('pointerleave', () => {
      if (document.activeElement === stage) return;
      view.pointed = null;
      view.draw();
      this.#hover(null);
    });
    stage.addEventListener('click', (event) => {
      const target = /** @type {Element} */ (event.target);
      if (target.closest('.map-card, .map-controls')) return;
      const mark = view.near(view.at(event), REACH);
      const link = target.closest('a.map-country');
      // A new tab was asked for.
      if (!mark && link && (event.ctrlKey || event.metaKey || event.shiftKey)) return;
      event.preventDefault();
      if (mark) return void this.#open(mark, null);
      this.card?.close();
      const code = link ? this.#codeOf(link) : target.getAttribute('data-code');
      const country = this.words.file.countries[code ?? ''];
      if (country && view.transform.k < CLOSE / 2) view.show(country.box);
    });
  }

  /** @param {Element} link */
  #codeOf(link) {
    const url = link.getAttribute('href');
    return Object.keys(this.words.file.countries).find((code) => this.words.file.countries[code]?.url === url);
  }

  /** @param {View} view */
  #controls(view) {
    /** @type {Record<string, () => void>} */
    const acts = {
      in: () => view.scale(2),
      out: () => view.scale(0.5),
      whole: () => view.whole(),
      left: () => view.pan(-0.25, 0),
      right: () => view.pan(0.25, 0),
      up: () => view.pan(0, -0.25),
      down: () => view.pan(0, 0.25),
      near: () => this.#locate(view),
      full: () => void (document.fullscreenElement ? document.exitFullscreen() : this.stage.parentElement?.requestFullscreen())?.catch(() => {}),
      print: () => print(),
      geojson: () => this.#take('geojson', 'application/geo+json'),
      csv: () => this.#take('csv', 'text/csv'),
    };
    for (const group of /** @type {NodeListOf<HTMLElement>} */ (this.explorer.querySelectorAll('.map-controls, .map-acts'))) {
      group.hidden = false;
      group.addEventListener('click', (event) => {
        const act = /** @type {Element} */ (event.target).closest('button')?.dataset['act'];
        if (act) acts[act]?.();
      });
    }
    const full = /** @type {HTMLElement | null} */ (this.explorer.querySelector('[data-act=full]'));
    if (full && !document.fullscreenEnabled) full.hidden = true;
  }

  /** @param {Mark} mark */
  #name(mark) {
    if (mark.n > 1) return this.words.count('map_cluster', mark.n);
    const { label = '' } = this.words.file.marks[mark.key] ?? {};
    return [this.latest?.row === mark.row ? this.latest.name : '', label, mark.demo ? this.words.say('map_example') : ''].filter(Boolean).join(', ');
  }

  /** @type {HTMLElement | undefined} */
  tip;
  /** @type {View | undefined} none where nothing can be drawn */
  view;
  /** @type {Card | undefined} */
  card;
  /** @type {import('./map/engine.js').Program | null} the one whose name was last asked for */
  latest = null;

  /** The name beside a mark that is pointed at. @param {Mark | null} mark */
  async #hover(mark) {
    const tip = (this.tip ??= this.stage.appendChild(Object.assign(document.createElement('div'), { className: 'map-tip' })));
    tip.setAttribute('aria-hidden', 'true');
    tip.hidden = true;
    if (!mark || !this.view) return;
    if (mark.n === 1) {
      const [program] = await this.engine.ask('programs', [mark.row]).catch(() => []);
      if (!this.view.pointed || !same(mark, this.view.pointed)) return;
      this.latest = program ?? null;
      document.getElementById('map-current')?.setAttribute('aria-label', this.#name(mark));
    }
    tip.textContent = this.#name(mark);
    tip.hidden = false;
    const [x, y] = this.view.toStage([mark.x, mark.y]);
    const most = this.stage.clientWidth - tip.offsetWidth - 4;
    tip.style.left = `${Math.max(4, Math.min(x - tip.offsetWidth / 2, most))}px`;
    tip.style.top = `${y > 60 ? y - 22 - tip.offsetHeight : y + 22}px`;
  }

  /** A program's card; a cluster comes apart, or tells what stands at one point. @param {Mark} mark @param {HTMLElement | null} from */
  async #open(mark, from) {
    const { view } = this;
    if (!view) return;
    if (mark.n === 1) return this.#card([mark.row], [mark.x, mark.y], from, true);
    const { box, parts, rows } = await this.engine.ask('open', mark.cluster);
    if (parts && box && (box[2] - box[0] > 1e-6 || box[3] - box[1] > 1e-6)) view.show(box, view.transform.k * 40);
    else this.#card(rows, [mark.x, mark.y], from, true);
  }

  /** @param {number[]} rows @param {[number, number]} at @param {HTMLElement | null} from @param {boolean} step */
  async #card(rows, at, from, step) {
    const programs = await this.engine.ask('programs', rows).catch(() => []);
    if (!programs.length || !this.view) return;
    this.card?.close();
    this.view.chosen = { x: at[0], y: at[1], n: rows.length, row: rows[0] ?? -1, cluster: -1, key: '', demo: false };
    this.view.draw();
    this.card?.open(programs, at, from);
    this.list.mark(rows[0] ?? -1);
    this.#program = programs[0].id;
    this.#remember(step);
  }

  #closed() {
    if (this.view) this.view.chosen = null;
    this.view?.draw();
    this.list.mark(-1);
    this.#program = '';
    this.#remember(false);
  }

  /** From the list to the map. @param {number} row @param {HTMLElement} from */
  async #showRow(row, from) {
    const [program] = await this.engine.ask('programs', [row]);
    if (!program || !this.view) return;
    const at = this.plane.place(program.lat, program.lon);
    this.stage.scrollIntoView({ block: 'center' });
    this.view.fly(at, Math.max(this.view.transform.k, CLOSE));
    await this.#card([row], at, from, true);
  }

  /** Where the visitor is stays in the browser. @param {View} view */
  #locate(view) {
    const failed = () => this.form.tell(this.words.say('map_near_failed'));
    if (!navigator.geolocation) return failed();
    this.form.tell(this.words.say('map_near_asked'));
    navigator.geolocation.getCurrentPosition(
      async ({ coords }) => {
        const { box } = await this.engine.ask('near', { lat: coords.latitude, lon: coords.longitude });
        this.#near = true;
        view.here = this.plane.place(coords.latitude, coords.longitude);
        await this.#choose();
        if (box) view.show(box, CLOSE * 4);
      },
      failed,
      { maximumAge: 600_000, timeout: 20_000 },
    );
  }

  /** @param {'geojson' | 'csv'} kind @param {string} type */
  async #take(kind, type) {
    try {
      const take = await import('./map/take.js');
      const matching = await this.engine.ask('matching');
      take.give(`programs.${kind}`, type, await take[kind](this.words.file.sets, matching));
    } catch {
      this.form.tell(this.words.say('map_failed'));
    }
  }

  // --- what is chosen -----------------------------------------------------------------------------------------------

  /** @param {boolean} sent */
  async #changed(sent) {
    this.card?.close();
    const before = this.country;
    const found = await this.#choose();
    this.country = this.form.choice['country'];
    const country = this.words.file.countries[this.country?.toUpperCase() ?? ''];
    if (country && this.country !== before) this.view?.show(country.box);
    else if (sent && found?.box) this.view?.show(found.box, CLOSE);
    this.#remember(true);
  }

  /** @type {string | undefined} */
  country;

  /** Asks once more when the choice has changed meanwhile. @returns {Promise<Found | null>} */
  async #choose() {
    this.#again = true;
    if (this.#busy) return null;
    this.#busy = true;
    root.dataset['map'] = 'busy';
    /** @type {Found | null} */
    let found = null;
    try {
      while (this.#again) {
        this.#again = false;
        found = await this.engine.ask('choose', this.form.choice);
      }
      if (found) await this.#show(found);
    } catch {
      this.form.tell(this.words.say('map_failed'));
    } finally {
      this.#busy = false;
    }
    root.dataset['map'] = 'ready';
    return found;
  }

  /** @param {Found} found */
  async #show(found) {
    this.form.show(found);
    const { view } = this;
    const listed = this.list.update(found, Object.keys(this.form.choice).length > 0, this.#near);
    if (view) {
      view.live = true;
      await Promise.all([listed, new Promise((done) => {
        view.addEventListener('marks', done, { once: true });
        view.need();
      })]);
    } else await listed;
  }

  // --- the address --------------------------------------------------------------------------------------------------

  /** @param {boolean} first */
  async #recall(first) {
    const { choice, program, place } = state.read(this.form.facets);
    this.form.choice = choice;
    this.country = choice['country'];
    const found = await this.#choose();
    if (first) performance.mark('map-ready');
    const { view } = this;
    if (!view) return;
    const at = program ? await this.engine.ask('find', program).catch(() => null) : null;
    const country = this.words.file.countries[choice['country']?.toUpperCase() ?? ''];
    if (place) view.set(this.plane.place(place.lat, place.lon), place.k);
    else if (at?.row >= 0) view.set(at.at, CLOSE);
    else if (country) view.show(country.box, undefined, true);
    else if (first && Object.keys(choice).length && found?.box) view.show(found.box, CLOSE, true);
    else if (!first) view.set([view.world.width / 2, view.world.height / 2], 1);
    if (at?.row >= 0) await this.#card([at.row], at.at, null, false);
    else this.card?.close();
  }

  #rested() {
    if (!this.view) return;
    const { k } = this.view.transform;
    const [lat, lon] = this.plane.degrees(...this.view.middle);
    this.#place = k > 1.01 ? { k, lat, lon } : null;
    this.#remember(false);
  }

  /** @param {boolean} step */
  #remember(step) {
    state.write({ choice: this.form.choice, program: this.#program, place: this.#place }, this.form.facets, step);
  }
}

for (const explorer of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.map-explorer'))) start(explorer).catch(() => {});
