// @ts-check
// In the frame of another site, links open a tab of their own: those that came with the page say so themselves, those that
// the map makes are told here, before they are followed.
addEventListener(
  'click',
  (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    const to = link instanceof HTMLAnchorElement ? link : null;
    if (!to || to.target || to.download || (to.getAttribute('href') ?? '').startsWith('#')) return;
    to.target = '_blank';
    to.rel = 'noopener';
  },
  { capture: true },
);
