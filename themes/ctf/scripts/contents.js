// @ts-check
// Shows in the table of contents which section is being read.

const contents = document.querySelector('.contents');
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
  const line = innerHeight / 3;
  return [...links.keys()].findLast((heading) => heading.getBoundingClientRect().top < line);
}

const observer = new IntersectionObserver(() => mark(current()), { rootMargin: '0px 0px -66% 0px' });
for (const heading of links.keys()) observer.observe(heading);
