// @ts-check
// The form beside the map: what is chosen, and how many each further choice would show.

/** @typedef {import('./words.js').Words} Words */
/** @typedef {'chosen' | 'typed' | 'typed on' | 'sent' | 'reset'} How  what a visitor did; `typed on`: no first letter */

export class Form {
  /** @param {HTMLFormElement} form @param {Words} words @param {(how: How) => void} changed */
  constructor(form, words, changed) {
    this.form = form;
    this.words = words;
    this.selects = [...form.querySelectorAll('select')];
    this.search = /** @type {HTMLInputElement | null} */ (form.querySelector('input[type=search]'));
    this.output = /** @type {HTMLOutputElement | null} */ (form.querySelector('output'));
    // The number that is seen follows at once; the one that is heard waits until the choice rests.
    this.seen = document.createElement('span');
    this.seen.setAttribute('aria-hidden', 'true');
    this.output?.before(this.seen);
    this.output?.classList.add('unseen');
    this.nothing = /** @type {HTMLElement | null} */ (form.querySelector('.nothing'));
    form.addEventListener('change', (event) => {
      if (event.target !== this.search) changed('chosen');
    });
    let typing = false;
    this.search?.addEventListener('blur', () => (typing = false));
    this.search?.addEventListener('input', () => {
      changed(typing ? 'typed on' : 'typed');
      typing = true;
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      changed('sent');
    });
    // A reset has changed the fields only after its event.
    form.addEventListener('reset', () => setTimeout(() => changed('reset')));
  }

  get facets() {
    return this.selects.map((select) => select.name);
  }

  /** @returns {Record<string, string>} */
  get choice() {
    /** @type {Record<string, string>} */
    const choice = {};
    for (const select of this.selects) if (select.value) choice[select.name] = select.value;
    const words = this.search?.value.trim();
    if (words) choice['q'] = words;
    return choice;
  }

  /** Values that the form does not have are dropped. @param {Record<string, string>} choice */
  set choice(choice) {
    for (const select of this.selects) {
      const value = choice[select.name] ?? '';
      select.value = [...select.options].some((option) => option.value === value) ? value : '';
    }
    if (this.search) this.search.value = choice['q'] ?? '';
  }

  /** @param {import('./engine.js').Found} found */
  show({ counts, programs, examples, countries }) {
    for (const select of this.selects) {
      for (const option of select.options) {
        const label = option.getAttribute('data-label');
        if (label === null) continue;
        const [programs, examples] = counts[select.name]?.[option.value] ?? [0, 0];
        option.textContent = `${label} (${this.words.short(programs, examples)})`;
      }
    }
    const text = this.words.say('map_found', {
      programs: this.words.counted(programs, examples),
      countries: this.words.count('map_in_countries', Object.keys(countries).length),
    });
    if (this.nothing) this.nothing.hidden = programs + examples > 0;
    this.tell(text);
  }

  #timer = 0;

  /** Seen at once, heard when it rests. @param {string} text */
  tell(text) {
    this.seen.textContent = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.output && this.output.textContent !== text) this.output.textContent = text;
    }, 400);
  }
}
