// @ts-check
// What is chosen, as it stands in the address: it can be shared, and the way back works.

/** @typedef {{k: number, lat: number, lon: number}} Place  `k`: how many times larger than the whole world */
/** @typedef {{choice: Record<string, string>, program: string, place: Place | null}} State */

/** @param {string[]} facets @returns {State} */
export function read(facets) {
  const asked = new URL(location.href).searchParams;
  /** @type {Record<string, string>} */
  const choice = {};
  for (const key of [...facets, 'q']) {
    const value = asked.get(key)?.trim();
    if (value) choice[key] = value;
  }
  const [k = NaN, lat = NaN, lon = NaN] = (asked.get('map') ?? '').split('/').map(Number);
  const sound = k >= 1 && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
  const program = asked.get('program') ?? '';
  return {
    choice,
    program: /^[a-z]{2}\/[a-z0-9-]+$/.test(program) ? program : '',
    place: sound ? { k, lat, lon } : null,
  };
}

/** @param {State} state @param {string[]} facets @param {boolean} step a step that one may want to take back */
export function write({ choice, program, place }, facets, step) {
  const address = new URL(location.href);
  const set = (/** @type {string} */ key, /** @type {string | undefined} */ value) =>
    value ? address.searchParams.set(key, value) : address.searchParams.delete(key);
  for (const key of [...facets, 'q']) set(key, choice[key]);
  set('program', program);
  set('map', place ? `${+place.k.toPrecision(3)}/${+place.lat.toFixed(3)}/${+place.lon.toFixed(3)}` : '');
  address.search = address.search.replaceAll('%2F', '/');
  if (address.href === location.href) return;
  // In a frame the way back belongs to the page around it.
  if (step && window.top === window) history.pushState(null, '', address);
  else history.replaceState(null, '', address);
}
