// @ts-check
// Worked calculations: fields for the example's values, results that follow. The formulas are those of the page's
// record; src/formula reads them when the site is built, and both must give the same numbers.

/** @typedef {(value: (name: string) => number | null) => number | null} Formula */

/**
 * The formula that `text` writes: numbers, names, + - * /, brackets, min(a, b), max(a, b).
 * @param {string} text
 * @returns {Formula}
 */
export function parse(text) {
  const tokens = text.match(/[0-9]+(?:\.[0-9]+)?|[a-z_][a-z0-9_]*|[^\s]/g) ?? [];
  let at = 0;
  /** @param {string} token */
  const take = (token) => {
    if (tokens[at] !== token) throw new Error(`“${token}” is missing in “${text}”`);
    at++;
  };
  /**
   * @param {Formula} left
   * @param {Formula} right
   * @param {(a: number, b: number) => number} join
   * @returns {Formula}
   */
  const joined = (left, right, join) => (value) => {
    const [a, b] = [left(value), right(value)];
    const result = a === null || b === null ? NaN : join(a, b);
    return Number.isFinite(result) ? result : null;
  };
  /** @type {Record<string, (a: number, b: number) => number>} */
  const signs = { '+': (a, b) => a + b, '-': (a, b) => a - b, '*': (a, b) => a * b, '/': (a, b) => a / b };
  /** @type {Record<string, (a: number, b: number) => number>} */
  const functions = { min: Math.min, max: Math.max };

  /** @param {string} of @param {() => Formula} part */
  const chain = (of, part) => {
    let left = part();
    for (let token = tokens[at]; token !== undefined && of.includes(token); token = tokens[at]) {
      const join = signs[token];
      if (!join) break;
      at++;
      left = joined(left, part(), join);
    }
    return left;
  };
  const sum = () => chain('+-', product);
  const product = () => chain('*/', atom);
  /** @returns {Formula} */
  const atom = () => {
    const token = tokens[at++];
    if (token === '(') {
      const inner = sum();
      take(')');
      return inner;
    }
    if (token !== undefined && /^[0-9]/.test(token)) {
      const number = Number(token);
      return () => number;
    }
    if (token === undefined || !/^[a-z_]/.test(token)) throw new Error(`a value is missing in “${text}”`);
    if (tokens[at] !== '(') return (value) => value(token);
    const join = Object.hasOwn(functions, token) ? functions[token] : undefined;
    if (!join) throw new Error(`there is no function “${token}”`);
    take('(');
    const left = sum();
    take(',');
    const right = sum();
    take(')');
    return joined(left, right, join);
  };
  const formula = sum();
  if (at < tokens.length) throw new Error(`“${tokens[at]}” is too much in “${text}”`);
  return formula;
}

/**
 * Halves go away from zero, and -0 is 0, as in the engine.
 * @param {number} value
 * @param {number} decimals
 */
export function rounded(value, decimals) {
  const power = 10 ** decimals;
  const result = (Math.sign(value) * Math.round(Math.abs(value) * power)) / power + 0;
  return Number.isFinite(result) ? result : value;
}

const DASH = '–';
/** Pause after the last key before results are read out. */
const PAUSE = 900;

/**
 * @typedef {object} Field
 * @property {string} name
 * @property {HTMLInputElement} input
 * @property {string} example
 * @property {number} from
 * @property {number} to
 * @property {HTMLElement} fault
 * @property {string} words  what is said where the value is none
 */

/**
 * Makes a field of a cell that shows an example value.
 * @param {HTMLTableCellElement} cell
 * @param {string} form  the form's id
 * @returns {Field}
 */
function field(cell, form) {
  const { input: name = '', value: example = '', from = '', to = '', step = 'any', fault: words = '' } = cell.dataset;
  const input = document.createElement('input');
  input.type = 'number';
  input.id = `${form}-${name}`;
  input.value = input.defaultValue = example;
  [input.min, input.max, input.step] = [from, to, step];
  input.inputMode = step.includes('.') ? 'decimal' : 'numeric';
  const fault = document.createElement('span');
  fault.className = 'calculation-fault';
  fault.id = `${input.id}-fault`;
  fault.hidden = true;
  cell.replaceChildren(input, ...(cell.dataset.unit === '%' ? [' %'] : []), fault);
  const label = document.createElement('label');
  label.htmlFor = input.id;
  const shown = cell.parentElement?.querySelector('.quantity-name');
  label.append(...(shown?.childNodes ?? []));
  shown?.append(label);
  return { name, input, example, from: Number(from), to: Number(to), fault, words };
}

/** @param {Field} field @returns {number | null} */
function entered({ input, from, to }) {
  const value = input.value.trim() === '' ? NaN : Number(input.value);
  return Number.isFinite(value) && value >= from && value <= to ? value : null;
}

/** @param {HTMLFormElement} form */
function start(form) {
  const cells = /** @type {NodeListOf<HTMLTableCellElement>} */ (form.querySelectorAll('td[data-input]'));
  const rows = /** @type {NodeListOf<HTMLTableRowElement>} */ (form.querySelectorAll('tr[data-formula]'));
  const steps = [...rows].map((row) => ({
    row,
    name: row.dataset.step ?? '',
    formula: parse(row.dataset.formula ?? ''),
    decimals: Number(row.dataset.decimals),
    pattern: row.dataset.pattern ?? '#',
    output: row.querySelector('output'),
    label: row.querySelector('.quantity-name')?.textContent ?? '',
  }));
  const fields = [...cells].map((cell) => field(cell, form.id));
  const decimals = new Map(steps.map((step) => [step.name, step.decimals]));
  const status = form.querySelector('.calculation-status');
  const lang = form.dataset.lang;
  let pause = 0;

  /** @param {string} name @param {number | null | undefined} value */
  const written = (name, value) => {
    if (value === null || value === undefined) return DASH;
    const digits = decimals.get(name);
    return value.toLocaleString(lang, digits === undefined ? { maximumFractionDigits: 10 } : { minimumFractionDigits: digits, maximumFractionDigits: digits });
  };

  const compute = () => {
    /** @type {Map<string, number | null>} */
    const values = new Map();
    for (const one of fields) {
      const value = entered(one);
      values.set(one.name, value);
      one.fault.hidden = value !== null;
      one.fault.textContent = value === null ? one.words : '';
      if (value === null) {
        one.input.setAttribute('aria-invalid', 'true');
        one.input.setAttribute('aria-describedby', one.fault.id);
      } else {
        one.input.removeAttribute('aria-invalid');
        one.input.removeAttribute('aria-describedby');
      }
    }
    /** @type {string[]} */
    const totals = [];
    for (const { row, name, formula, decimals, pattern, output, label } of steps) {
      const value = formula((of) => values.get(of) ?? null);
      values.set(name, value === null ? null : rounded(value, decimals));
      const number = written(name, values.get(name));
      const shown = number === DASH ? DASH : pattern.replace('#', () => number);
      if (output) output.textContent = shown;
      for (const part of /** @type {NodeListOf<HTMLElement>} */ (row.querySelectorAll('[data-name]')))
        part.textContent = written(part.dataset.name ?? '', values.get(part.dataset.name ?? ''));
      if (row.classList.contains('total')) totals.push(`${label}: ${shown}`);
    }
    return totals;
  };

  /** The address carries what differs from the example, so that a calculation can be kept and passed on. */
  const remember = () => {
    const url = new URL(location.href);
    for (const one of fields) {
      const value = entered(one);
      if (value === null || value === Number(one.example)) url.searchParams.delete(one.name);
      else url.searchParams.set(one.name, String(value));
    }
    if (url.href !== location.href) history.replaceState(history.state, '', url);
  };

  const changed = () => {
    const totals = compute();
    clearTimeout(pause);
    pause = setTimeout(() => {
      remember();
      if (status instanceof HTMLElement) status.textContent = [status.dataset.words, ...totals].join(' ');
    }, PAUSE);
  };

  const given = new URLSearchParams(location.search);
  let other = false;
  for (const one of fields) {
    const value = given.get(one.name);
    // Only plain numbers within the bounds are taken from an address; anything else is as if it were not there.
    if (value === null || !/^[0-9]{1,13}(\.[0-9]{1,6})?$/.test(value)) continue;
    one.input.value = value;
    if (entered(one) === null) one.input.value = one.example;
    else other = true;
  }
  if (other) compute();

  form.noValidate = true;
  form.addEventListener('input', changed);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    changed();
    form.querySelector('.calculation-steps')?.scrollIntoView({ block: 'nearest' });
  });
  // The fields take their examples back only after this event.
  form.addEventListener('reset', () => setTimeout(changed));
  form.querySelector('.calculation-print')?.addEventListener('click', () => print());
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll('.calculation-live, .calculation-tools'))) part.hidden = false;
}

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll('form.calculation'))) start(form);
