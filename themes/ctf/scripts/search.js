// @ts-check
// Finds entries by the words of their titles and by other names: the glossary knows which words mean the same.

/** @typedef {[title: string, url: string, group: number, lang: string | null, also: string[]]} Entry */
/** @typedef {{groups: string[], entries: Entry[], synonyms: string[][]}} Index */

const form = document.querySelector('form.search-page');
const status = document.querySelector('.search-status');
const results = document.querySelector('.search-results');
const all = document.querySelector('.search-titles');
const field = /** @type {HTMLInputElement | null} */ (document.querySelector('#search-words'));
const numbers = new Intl.NumberFormat(document.documentElement.lang);

/** Letters without accents, in lower case; anything else parts words. @param {string} text */
function plain(text) {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** @type {Promise<{index: Index, names: string[][], titles: string[], others: string[]}> | undefined} */
let loading;

function load() {
  loading ??= fetch(form?.getAttribute('data-index') ?? '')
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.statusText))))
    .then((/** @type {Index} */ index) => ({
      index,
      names: index.synonyms.map((group) => group.map(plain)),
      titles: index.entries.map((entry) => plain(entry[0])),
      others: index.entries.map((entry) => entry[4].map(plain).join(' | ')),
    }));
  return loading;
}

/** The question, and the question with each term put in other words. @param {string} question @param {string[][]} names */
function wordings(question, names) {
  const padded = ` ${question} `;
  const found = [question];
  for (const group of names) {
    const said = group.filter((name) => padded.includes(` ${name} `)).sort((a, b) => b.length - a.length)[0];
    if (said === undefined) continue;
    for (const name of group) {
      if (name !== said) found.push(padded.replace(` ${said} `, ` ${name} `).trim());
    }
  }
  return found;
}

/** How well a text answers: 0 not at all. Every word must begin one of the text's. @param {string} text @param {string} question */
function rank(text, question) {
  if (text === question) return 4;
  if (text.startsWith(`${question} `)) return 3;
  const words = text.split(' ');
  const every = question.split(' ').every((asked) => words.some((word) => word.startsWith(asked)));
  if (!every) return 0;
  return ` ${text}`.includes(` ${question}`) ? 2 : 1;
}

/** @param {string} text */
function tell(text) {
  if (status) status.textContent = text;
}

/** All that was found is shown, as its number is told; without results stands the whole list. @param {HTMLElement[]} items */
function show(items) {
  results?.replaceChildren(...items);
  results?.toggleAttribute('hidden', items.length === 0);
  all?.toggleAttribute('hidden', items.length > 0);
}

/** @param {string} typed */
async function search(typed) {
  const question = plain(typed);
  if (!question) {
    show([]);
    // Signs alone are in no title.
    return tell(typed.trim() ? (status?.getAttribute('data-none') ?? '') : '');
  }
  let loaded;
  try {
    loaded = await load();
  } catch {
    loading = undefined; // the next try may reach it
    show([]);
    return tell(status?.getAttribute('data-failed') ?? '');
  }
  if (field && plain(field.value) !== question) return;
  const { index, names, titles, others } = loaded;
  const asked = wordings(question, names);
  const scored = index.entries.map((entry, at) => {
    const of = asked.map((wording, nth) => {
      const best = Math.max(rank(titles[at] ?? '', wording) * 2, rank(others[at] ?? '', wording));
      return best && best * 2 - Math.min(nth, 1);
    });
    return { entry, score: Math.max(...of) };
  });
  const found = scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score);
  show(found.map(({ entry }) => item(entry, index.groups[entry[2]] ?? '')));
  const text = status?.getAttribute(found.length ? 'data-text' : 'data-none') ?? '';
  tell(text.replace('{n}', numbers.format(found.length)));
}

/** @param {Entry} entry @param {string} group */
function item([title, url, , lang, also], group) {
  const li = document.createElement('li');
  li.className = 'item';
  const link = document.createElement('a');
  link.href = url;
  link.textContent = title;
  if (lang) link.lang = lang;
  const name = document.createElement('p');
  name.className = 'item-title';
  name.append(link);
  const about = document.createElement('p');
  about.className = 'muted';
  about.textContent = [group, ...also].join(' · ');
  li.append(name, about);
  return li;
}

function remember() {
  const address = new URL(location.href);
  if (field?.value.trim()) address.searchParams.set('q', field.value.trim());
  else address.searchParams.delete('q');
  history.replaceState(null, '', address);
}

if (form && field) {
  field.value = new URL(location.href).searchParams.get('q') ?? '';
  if (field.value) search(field.value);
  field.addEventListener('input', () => search(field.value));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    remember();
    search(field.value);
  });
}
