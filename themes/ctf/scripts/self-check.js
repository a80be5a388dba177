// @ts-check
// Lists the standards for which a team marked no level or does not know one. Answers stay in the page: nothing is stored
// or sent, and no level is worked out from them.

const form = document.querySelector('form.self-check');

/** @param {HTMLFormElement} form */
function start(form) {
  const result = form.querySelector('.self-check-result');
  const status = result?.querySelector('[role=status]');
  const gaps = /** @type {HTMLElement[]} */ ([...form.querySelectorAll('.gaps > li')]);
  if (!result || !status) return;

  function show() {
    const answers = new FormData(/** @type {HTMLFormElement} */ (form));
    const names = gaps.map((gap) => gap.getAttribute('data-standard') ?? '');
    const answered = names.filter((name) => answers.has(name)).length;
    let open = 0;
    gaps.forEach((gap, at) => {
      const answer = answers.get(names[at] ?? '');
      gap.hidden = answer !== 'none' && answer !== 'unknown';
      if (!gap.hidden) open += 1;
    });
    result?.toggleAttribute('hidden', answered === 0);
    result?.querySelector('.gaps-title')?.toggleAttribute('hidden', open === 0);
    result?.querySelector('.no-gaps')?.toggleAttribute('hidden', open > 0 || answered < names.length);
    const numbers = new Intl.NumberFormat(document.documentElement.lang);
    if (status) status.textContent = (status.getAttribute('data-text') ?? '').replace('{n}', numbers.format(answered));
  }

  form.addEventListener('change', show);
  // A reset has changed the fields only after its event.
  form.addEventListener('reset', () => setTimeout(show));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    show();
    result.removeAttribute('hidden');
    result.querySelector('h2')?.focus();
  });
  form.querySelector('.print')?.addEventListener('click', () => print());
  show();
}

if (form instanceof HTMLFormElement) start(form);
