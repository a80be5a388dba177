// @ts-check
// The card beside a mark: what the program is and where it leads. It opens over the map, takes focus only from the
// keyboard, and Escape closes it and gives focus back.

/** @typedef {import('./engine.js').Program} Program */

/** @param {string} name @param {Record<string, string>} [attributes] @param {(Node | string)[]} [inside] */
export function element(name, attributes = {}, inside = []) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value) made.setAttribute(key, value);
  made.append(...inside);
  return made;
}

/** Mark, level or state, and the word “Example” where it is one; as the lists have it. @param {Program} program @param {import('./words.js').Words} words */
export function standing({ mark, demo }, words) {
  const { letter = '', label = mark } = words.file.marks[mark] ?? {};
  const sign = element('span', { class: `mark mark-${mark}${demo ? ' hatched' : ''}`, 'aria-hidden': 'true' }, [element('span', {}, [letter])]);
  const inside = [element('span', { class: 'marked' }, [sign, ' ', element('span', {}, [label])])];
  if (demo) inside.unshift(element('strong', { class: 'example' }, [words.say('map_example')]));
  return element('p', { class: 'standing' }, inside.flatMap((part) => [part, ' ']));
}

/** The name as a link to the program's page. @param {Program} program @param {import('./words.js').Words} words */
export function title(program, words) {
  const link = element('a', { href: `${words.file.programs}${program.id}/`, lang: program.lang, dir: 'auto' }, [program.name]);
  const inside = /** @type {(Node | string)[]} */ ([link]);
  if (program.local) inside.push(' ', element('bdi', { class: 'local', lang: program.localLang }, [program.local]));
  return element('p', { class: 'item-title' }, inside);
}

/** @param {Program} program @param {import('./words.js').Words} words */
export function place({ city, country, km }, words) {
  const inside = /** @type {(Node | string)[]} */ ([]);
  if (city) inside.push(element('bdi', {}, [city]), ', ');
  inside.push(words.country(country));
  if (km !== null && Number.isFinite(km)) inside.push(` · ${words.distance(km)}`);
  return element('p', { class: 'muted' }, inside);
}

export class Card {
  /** @type {Element | null} */
  #from = null;

  /** @param {import('./view.js').View} view @param {import('./words.js').Words} words @param {() => void} closed */
  constructor(view, words, closed) {
    this.view = view;
    this.words = words;
    this.closed = closed;
    this.box = element('div', { class: 'map-card', role: 'group', dir: document.documentElement.dir });
    this.box.hidden = true;
    view.stage.append(this.box);
    view.addEventListener('painted', () => this.#follow());
    this.box.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      this.close();
    });
  }

  /** @param {Program[]} programs @param {[number, number]} at in the plane @param {Element | null} from where focus goes back to; null leaves it where it is */
  open(programs, at, from) {
    this.#from = from;
    this.at = at;
    const close = element('button', { type: 'button', class: 'map-close', 'aria-label': this.words.say('map_close') }, ['×']);
    close.addEventListener('click', () => this.close());
    const parts = programs.map((program) => element('div', { class: 'map-card-part' }, this.#part(program)));
    this.box.setAttribute('aria-label', programs.map(({ name }) => name).join(', '));
    this.box.replaceChildren(close, ...parts);
    this.box.hidden = false;
    this.#follow();
    if (from) this.box.querySelector('a')?.focus();
  }

  /** @param {Program} program */
  #part(program) {
    const { lat, lon } = program;
    const here = `${lat.toFixed(5)},${lon.toFixed(5)}`;
    const links = [
      element('a', { href: `https://www.openstreetmap.org/?mlat=${lat.toFixed(5)}&mlon=${lon.toFixed(5)}#map=15/${lat.toFixed(5)}/${lon.toFixed(5)}`, rel: 'noopener' }, [this.words.say('map_on_osm')]),
      element('a', { href: `geo:${here}` }, [this.words.say('map_in_app')]),
    ];
    const { streets } = this.words.file;
    if (streets) links.push(element('a', { href: `${streets}?program=${program.id}` }, [this.words.say('map_streets')]));
    return [
      title(program, this.words),
      standing(program, this.words),
      place(program, this.words),
      element('p', { class: 'small map-card-links' }, links.flatMap((link) => [link, ' '])),
    ];
  }

  /** Stays beside its mark while the map moves, on the side where there is room. */
  #follow() {
    if (this.box.hidden || !this.at) return;
    const [x, y] = this.view.toStage(this.at);
    const { clientWidth, clientHeight } = this.view.stage;
    const { offsetWidth, offsetHeight } = this.box;
    const within = (/** @type {number} */ at, /** @type {number} */ most) => Math.max(8, Math.min(at, most - 8));
    let [left, top] = [x + 18, y - offsetHeight / 2];
    if (left + offsetWidth > clientWidth) left = x - 18 - offsetWidth;
    // On a phone neither side has room: the card stands above the mark or below it.
    if (left < 0) [left, top] = [x - offsetWidth / 2, y > clientHeight / 2 ? y - 18 - offsetHeight : y + 18];
    this.box.style.left = `${within(left, clientWidth - offsetWidth)}px`;
    this.box.style.top = `${within(top, clientHeight - offsetHeight)}px`;
  }

  close() {
    if (this.box.hidden) return;
    const held = this.box.contains(document.activeElement);
    this.box.hidden = true;
    if (held) (this.#from instanceof HTMLElement && this.#from.isConnected ? this.#from : this.view.stage).focus({ preventScroll: true });
    this.closed();
  }
}
