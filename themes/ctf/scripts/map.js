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
  #again = false;
  /** @type {Promise<Found | null> | null} the choice that is being answered */
  #running = null;
  /** Which address is being restored: a later one ends the work on an earlier one. */
  #turn = 0;
  #search = location.search;

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
    this.form = new Form(form, words, (how) => this.#changed(how));
    this.form.search?.addEventListener('focus', () => engine.ask('prepare').catch(() => {}), { once: true });
    this.list = new List(explorer, words, engine, starts, (row, from) => this.#showRow(row, from));
    const canvas = document.createElement('canvas');
    canvas.setAttribute('aria-hidden', 'true');
    const pen = canvas.getContext('2d');
    if (pen) this.#draw(pen);
    this.#recall(true);
    addEventListener('popstate', () => {
      // A jump to a part of the page changes no choice.
      if (location.search !== this.#search) this.#recall(false);
    });
  }

  // --- the picture --------------------------------------------------------------------------------------------------

  /** @param {CanvasRenderingContext2D} pen */
  #draw(pen) {
    const { stage, words } = this;
    stage.append(pen.canvas);
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
    new Keys(view, (mark) => this.#named(mark), (mark) => this.#open(mark, stage), () => this.card?.close());
    view.addEventListener('rest', () => this.#rested());
    view.addEventListener('pointed', () => this.#hover(view.pointed));
    this.#pointer(view);
    this.#controls(view);
  }

  /** @param {View} view */
  #pointer(view) {
    const { stage } = view;
    stage.addEventListener('pointermove', (event) => {
      const over = /** @type {Element} */ (event.target);
      if (event.pointerType === 'touch' || event.buttons || over.closest('.map-card')) return;
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
      // The second click of two comes closer (view.js).
      if (event.detail > 1) return;
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
      full: () => this.#fullScreen(),
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

  async #fullScreen() {
    try {
      if (document.fullscreenElement) return await document.exitFullscreen();
      await this.stage.parentElement?.requestFullscreen();
      this.stage.focus();
    } catch {
      // Not allowed here, in a frame without leave for it.
    }
  }

  /** A mark in words; those of a program are fetched. @param {Mark} mark */
  async #named(mark) {
    if (mark.n > 1) return this.words.say('map_here', { counts: this.words.counted(mark.n - mark.examples, mark.examples) });
    const { label = '' } = this.words.file.marks[mark.key] ?? {};
    const [program] = await this.engine.ask('programs', [mark.row]).catch(() => []);
    return [program?.name, label, mark.examples ? this.words.say('map_example') : ''].filter(Boolean).join(', ');
  }

  /** @type {HTMLElement | undefined} */
  tip;
  /** @type {View | undefined} none where nothing can be drawn */
  view;
  /** @type {Card | undefined} */
  card;

  /** The name beside a mark that is pointed at. @param {Mark | null} mark */
  async #hover(mark) {
    const tip = (this.tip ??= this.stage.appendChild(Object.assign(document.createElement('div'), { className: 'map-tip', dir: 'auto' })));
    tip.setAttribute('aria-hidden', 'true');
    tip.hidden = true;
    if (!mark || !this.view) return;
    const name = await this.#named(mark);
    if (!this.view.pointed || !same(mark, this.view.pointed)) return;
    tip.textContent = name;
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
    const opened = await this.engine.ask('open', mark).catch(() => null);
    // The choice has changed meanwhile: this cluster is no more.
    if (!opened) return;
    const { box, parts, rows } = opened;
    if (parts && box && (box[2] - box[0] > 1e-6 || box[3] - box[1] > 1e-6)) view.show(box, view.transform.k * 40);
    else this.#card(rows, [mark.x, mark.y], from, true);
  }

  /** @param {number[]} rows @param {[number, number]} at @param {HTMLElement | null} from @param {boolean} step */
  async #card(rows, at, from, step) {
    const programs = await this.engine.ask('programs', rows).catch(() => []);
    if (!this.view) return;
    if (!programs.length) return this.form.tell(this.words.say('map_failed'));
    this.#program = programs[0].id;
    this.#remember(step);
    this.view.chosen = { x: at[0], y: at[1], n: rows.length, examples: 0, row: rows[0] ?? -1, cluster: -1, era: 0, key: '' };
    this.view.draw();
    this.card?.open(programs, at, from);
    this.list.mark(rows[0] ?? -1);
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
    const [program] = await this.engine.ask('programs', [row]).catch(() => []);
    if (!this.view) return;
    if (!program) return this.form.tell(this.words.say('map_failed'));
    const at = this.plane.place(program.lat, program.lon);
    this.stage.scrollIntoView({ block: 'center' });
    await this.#card([row], at, from, true);
    this.view.fly(at, Math.max(this.view.transform.k, CLOSE));
  }

  /** Where the visitor is stays in the browser. @param {View} view */
  #locate(view) {
    const failed = () => this.form.tell(this.words.say('map_near_failed'));
    if (!navigator.geolocation) return failed();
    this.form.tell(this.words.say('map_near_asked'));
    navigator.geolocation.getCurrentPosition(
      async ({ coords }) => {
        const near = await this.engine.ask('near', { lat: coords.latitude, lon: coords.longitude }).catch(() => null);
        if (!near) return failed();
        // From here on no place is written into the address: it would tell where the visitor is.
        this.#near = true;
        view.here = this.plane.place(coords.latitude, coords.longitude);
        await this.#choose();
        if (near.box) view.show(near.box, CLOSE * 4);
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

  /** @param {import('./map/form.js').How} how */
  async #changed(how) {
    // The new state is a step of its own before anything moves; while one types, all letters are one step.
    this.#program = '';
    this.#remember(how !== 'typed on');
    this.card?.close();
    if (how === 'reset') await this.#leaveNear();
    const before = this.country;
    const found = await this.#choose();
    this.country = this.form.choice['country'];
    const country = this.words.file.countries[this.country?.toUpperCase() ?? ''];
    if (country && this.country !== before) this.view?.show(country.box);
    else if ((how === 'sent' || how === 'reset') && found?.box) this.view?.show(found.box, CLOSE);
  }

  async #leaveNear() {
    if (!this.#near) return;
    this.#near = false;
    if (this.view) this.view.here = null;
    await this.engine.ask('near', null);
  }

  /** @type {string | undefined} */
  country;

  /** Shows what matches; asks once more when the choice has changed meanwhile. @returns {Promise<Found | null>} */
  #choose() {
    this.#again = true;
    this.#running ??= this.#answer().finally(() => (this.#running = null));
    return this.#running;
  }

  async #answer() {
    root.dataset['map'] = 'busy';
    /** @type {Found | null} */
    let found = null;
    try {
      while (this.#again) {
        this.#again = false;
        const answer = await this.engine.ask('choose', this.form.choice);
        if (this.#again) continue;
        found = answer;
        await this.#show(answer);
      }
    } catch {
      this.form.tell(this.words.say('map_failed'));
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
      await view.need();
      // Only now the marks of the still drawing can go.
      this.stage.classList.add('live');
    }
    await listed;
  }

  // --- the address --------------------------------------------------------------------------------------------------

  /** @param {boolean} first */
  async #recall(first) {
    const turn = ++this.#turn;
    const { choice: written, program, place } = state.read(this.form.facets);
    this.#search = location.search;
    this.form.choice = written;
    // What the form does not have has been dropped.
    const { choice } = this.form;
    this.country = choice['country'];
    this.#program = program;
    this.#place = place;
    const found = await this.#choose();
    if (first) performance.mark('map-ready');
    const { view } = this;
    if (!view || turn !== this.#turn) return;
    const at = program ? await this.engine.ask('find', program).catch(() => null) : null;
    if (turn !== this.#turn) return;
    if (!(at?.row >= 0)) this.#program = '';
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
    this.#place = k > 1.01 && !this.#near ? { k, lat, lon } : null;
    this.#remember(false);
  }

  /** @param {boolean} step */
  #remember(step) {
    state.write({ choice: this.form.choice, program: this.#program, place: this.#place }, this.form.facets, step);
    this.#search = location.search;
  }
}

for (const explorer of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.map-explorer')))
  start(explorer).catch(() => {
    // Nothing that needs the script may stand there in vain.
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (explorer.querySelectorAll('.needs-script'))) part.hidden = true;
  });
