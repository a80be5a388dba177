// @ts-check
// The form beside the map: what is chosen, and how many each further choice would show.

/** @typedef {import('./words.js').Words} Words */

export class Form {
  /** @param {HTMLFormElement} form @param {Words} words @param {(pressed: boolean) => void} changed `pressed`: the form was sent */
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
      if (event.target !== this.search) changed(false);
    });
    this.search?.addEventListener('input', () => changed(false));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      changed(true);
    });
    // A reset has changed the fields only after its event.
    form.addEventListener('reset', () => setTimeout(() => changed(true)));
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
    this.seen.textContent = text;
    this.tell(text);
  }

  #timer = 0;

  /** @param {string} text */
  tell(text) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.output && this.output.textContent !== text) this.output.textContent = text;
    }, 400);
  }
}
