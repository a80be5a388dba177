// @ts-check
// The words of the map in the page's language, as /map/words.json has them.

/**
 * @typedef {object} File
 * @property {string} lang
 * @property {import('./plane.js').View} view
 * @property {Record<string, string>} words
 * @property {Record<string, Record<string, string>>} plurals
 * @property {Record<string, {label: string, letter: string, shape: string}>} marks
 * @property {Record<string, {name: string, url: string, box: import('./plane.js').Box}>} countries
 * @property {import('./engine.js').Set_[]} sets
 * @property {string} programs
 * @property {string} borders
 * @property {string} towns
 * @property {string | null} [streets]
 */

export class Words {
  /** @param {File} file */
  constructor(file) {
    this.file = file;
    this.rules = new Intl.PluralRules(file.lang);
    this.numbers = new Intl.NumberFormat(file.lang);
  }

  /** A message with its arguments. @param {string} id @param {Record<string, string>} [arguments_] */
  say(id, arguments_ = {}) {
    const text = this.file.words[id] ?? id;
    return text.replace(/\{(\w+)\}/g, (whole, name) => arguments_[name] ?? whole);
  }

  /** A message about a number. @param {string} id @param {number} n */
  count(id, n) {
    const forms = this.file.plurals[id] ?? {};
    const text = forms[this.rules.select(n)] ?? forms['other'] ?? '{n}';
    return text.replace('{n}', this.numbers.format(n));
  }

  /** “142 programs”, “3 examples”, or both. @param {number} programs @param {number} examples */
  counted(programs, examples) {
    const parts = [];
    if (programs || !examples) parts.push(this.count('map_n_programs', programs));
    if (examples) parts.push(this.count('map_n_examples', examples));
    return parts.join(' · ');
  }

  /** “142”, “3 examples”, or both. @param {number} programs @param {number} examples */
  short(programs, examples) {
    const parts = [];
    if (programs || !examples) parts.push(this.numbers.format(programs));
    if (examples) parts.push(this.count('map_n_examples', examples));
    return parts.join(' · ');
  }

  /** @param {string} code */
  country(code) {
    return this.file.countries[code]?.name ?? code;
  }

  /** @param {number} km */
  distance(km) {
    const digits = km < 10 ? 1 : 0;
    return new Intl.NumberFormat(this.file.lang, {
      style: 'unit',
      unit: 'kilometer',
      maximumFractionDigits: digits,
    }).format(km);
  }
}
