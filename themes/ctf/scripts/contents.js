// @ts-check
// The table of contents: it lies open where it stands beside the text, and shows which section is being read.

const contents = document.querySelector('.contents');
const details = contents?.querySelector('details');

// Beside the text its list is shown by the style sheet in any case; the state of `details` has to say the same.
const beside = matchMedia('(width >= 66rem)');
function unfold() {
  if (details) details.open = beside.matches;
}
unfold();
beside.addEventListener('change', unfold);
details?.querySelector('summary')?.addEventListener('click', (event) => {
  if (beside.matches) event.preventDefault();
});
// Above the text it gives way to the section that was chosen.
contents?.addEventListener('click', (event) => {
  if (details && !beside.matches && event.target instanceof Element && event.target.closest('a')) details.open = false;
});

/** @type {Map<Element, Element>} heading → its link */
const links = new Map();
for (const link of contents?.querySelectorAll('a[href^="#"]') ?? []) {
  const heading = document.getElementById(decodeURIComponent(link.getAttribute('href')?.slice(1) ?? ''));
  if (heading) links.set(heading, link);
}

/** @param {Element | undefined} heading */
function mark(heading) {
  for (const [other, link] of links) {
    if (other === heading) link.setAttribute('aria-current', 'location');
    else link.removeAttribute('aria-current');
  }
}

// The section being read is the last one whose heading has passed the upper third of the window.
function current() {
  const line = innerHeight * 0.34;
  return [...links.keys()].findLast((heading) => heading.getBoundingClientRect().top < line);
}

const observer = new IntersectionObserver(() => mark(current()), { rootMargin: '9999999px 0px -66% 0px' });
for (const heading of links.keys()) observer.observe(heading);
