// @ts-check
// What is filtered, as a file made in the browser from the published ones: the same features and lines, the same licence.

/** @typedef {{set: number, id: string}[]} Matching */

/** @param {string} url */
async function text(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.text();
}

/** @param {import('./engine.js').Set_[]} sets @param {Matching} matching */
export async function geojson(sets, matching) {
  /** @type {any} */
  let all = null;
  for (const [set, ids] of grouped(matching)) {
    const file = JSON.parse(await text(sets[set]?.geojson ?? ''));
    const features = file.features.filter((/** @type {{id: string}} */ feature) => ids.has(feature.id));
    if (all) all.features.push(...features);
    else all = { ...file, features };
  }
  // The box was that of the whole file.
  if (all) delete all.bbox;
  return JSON.stringify(all ?? { type: 'FeatureCollection', features: [] });
}

/** @param {import('./engine.js').Set_[]} sets @param {Matching} matching */
export async function csv(sets, matching) {
  let all = '';
  // Without any match the head of the table is all.
  for (const [set, ids] of matching.length ? grouped(matching) : new Map([[0, new Set()]])) {
    const [head = '', ...lines] = records(await text(sets[set]?.csv ?? ''));
    const column = head.replace(/^\uFEFF/, '').trim().split(',').indexOf('id');
    all ||= head;
    all += lines.filter((line) => ids.has(`${cell(line, column)}`)).join('');
  }
  return all;
}

/** @param {Matching} matching */
function grouped(matching) {
  /** @type {Map<number, Set<string>>} */
  const sets = new Map();
  for (const { set, id } of matching) {
    let ids = sets.get(set);
    if (!ids) sets.set(set, (ids = new Set()));
    ids.add(id);
  }
  return sets;
}

/** Lines of a table (RFC 4180): a break between quotes ends none. @param {string} table */
function records(table) {
  return table.match(/(?:"(?:[^"]|"")*"|[^"\n])*\n|(?:"(?:[^"]|"")*"|[^"\n])+$/g) ?? [];
}

/** @param {string} line @param {number} column */
function cell(line, column) {
  const cells = line.match(/(?:^|,)(?:"(?:[^"]|"")*"|[^",]*)/g) ?? [];
  return (cells[column] ?? '').replace(/^,/, '').trim().replace(/^"(.*)"$/s, '$1').replaceAll('""', '"');
}

/** Gives a file to the visitor. @param {string} name @param {string} type @param {string} content */
export function give(name, type, content) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
