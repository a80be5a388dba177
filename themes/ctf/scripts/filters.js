// @ts-check
// Keeps the choice of a list's filters in the address, and counts what each further choice would show.
// The hiding itself works without this script, by the rules of filters.css.

const numbers = new Intl.NumberFormat(document.documentElement.lang);

/**
 * @param {Element} part a list with its form
 */
function start(part) {
  const form = part.querySelector('form.filters');
  const items = /** @type {HTMLElement[]} */ ([...part.querySelectorAll('.filtered > *')]);
  const output = part.querySelector('.filters-end output');
  const nothing = /** @type {HTMLElement | null} */ (part.querySelector('.nothing'));
  if (!(form instanceof HTMLFormElement) || !output || !nothing) return;
  const selects = [...form.querySelectorAll('select')];

  /** @param {HTMLElement} item @param {HTMLSelectElement | undefined} [but] a choice that does not count */
  const matches = (item, but) =>
    selects.every((select) => select === but || !select.value || valuesOf(item, select.name).includes(select.value));

  const show = () => {
    const shown = items.filter((item) => matches(item));
    for (const item of items) item.hidden = !shown.includes(item);
    output.textContent = (output.getAttribute('data-text') ?? '').replace('{n}', numbers.format(shown.length));
    nothing.hidden = shown.length > 0;
    for (const select of selects) {
      const others = items.filter((item) => matches(item, select));
      for (const option of select.options) {
        const label = option.getAttribute('data-label');
        if (label === null) continue;
        const n = others.filter((item) => valuesOf(item, select.name).includes(option.value)).length;
        option.textContent = `${label} (${numbers.format(n)})`;
      }
    }
  };

  function remember() {
    const address = new URL(location.href);
    for (const select of selects) {
      if (select.value) address.searchParams.set(select.name, select.value);
      else address.searchParams.delete(select.name);
    }
    history.replaceState(null, '', address);
  }

  function recall() {
    const chosen = new URL(location.href).searchParams;
    for (const select of selects) {
      const value = chosen.get(select.name) ?? '';
      select.value = [...select.options].some((option) => option.value === value) ? value : '';
    }
    show();
  }

  form.addEventListener('change', () => {
    show();
    remember();
  });
  // A reset has changed the fields only after its event.
  form.addEventListener('reset', () => {
    setTimeout(() => {
      show();
      remember();
    });
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    items[0]?.parentElement?.focus();
  });
  addEventListener('popstate', recall);
  recall();
}

/** @param {HTMLElement} item @param {string} facet */
function valuesOf(item, facet) {
  return (item.getAttribute(`data-${facet}`) ?? '').split(' ');
}

for (const part of document.querySelectorAll('.filterable')) start(part);
