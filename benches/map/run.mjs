#!/usr/bin/env node
// Our map against Leaflet with markercluster and against MapLibre, with the same points on the same machine:
//
//   benches/map/run.mjs [--sizes 1000,10000,100000] [--runs 5] [--only ours,Leaflet,MapLibre] [--work FOLDER]
//                       [--ctf PROGRAM] [--keep] [--json FILE]
//
// It prints figures and judges none. README.md says what is measured and how.
import { existsSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { launch } from '../../tests/browser/browser.mjs';
import { answers } from './answers.mjs';
import { binary, build, programs, ROOT, write } from './programs.mjs';
import { stages, writeOthers } from './stage.mjs';
import { table } from './table.mjs';
import { visit } from './visit.mjs';

/** @typedef {import('./stage.mjs').Stage} Stage */
/** @typedef {import('./stage.mjs').Name} Name */
/** @typedef {import('./visit.mjs').Visit} Visit */
/** @typedef {Map<Name, Visit[]>} Visits  of one size, in the order in which they were made */

const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,10000,100000' },
    runs: { type: 'string', default: '5' },
    only: { type: 'string', default: 'ours,Leaflet,MapLibre' },
    work: { type: 'string', default: path.join(ROOT, 'target/map') },
    ctf: { type: 'string' },
    keep: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
const runs = Math.max(1, Number(options.runs));
const names = /** @type {const} */ (['ours', 'Leaflet', 'MapLibre']).filter((name) => options.only.split(',').includes(name));

/** Makes what is to be looked at, or with `--keep` takes what an earlier run left. @param {number} size @param {string} folder */
function prepare(size, folder) {
  const list = programs(size);
  const points = list.reduce((sum, { sites }) => sum + sites.length, 0);
  if (!(options.keep && existsSync(path.join(folder, 'maplibre')))) writeOthers(list, folder);
  if (!names.includes('ours') || (options.keep && existsSync(path.join(folder, 'public')))) return { points, names };
  write(list, folder);
  try {
    console.log(`${size} programs: built in ${build(folder, binary(options.ctf)).toFixed(1)} s`);
    return { points, names };
  } catch (error) {
    console.log(`${size} programs: ours is left out, ${error instanceof Error ? error.message : error}`);
    return { points, names: names.filter((name) => name !== 'ours') };
  }
}

/**
 * Each page once unmeasured, then all of them in turn, so that what the machine does meanwhile meets each alike.
 * @param {import('playwright-core').Browser} browser @param {Stage[]} list
 * @returns {Promise<Visits>}
 */
async function visits(browser, list) {
  const system = await browser.newBrowserCDPSession();
  /** @type {Visits} */
  const made = new Map(list.map(({ name }) => [name, []]));
  for (let run = 0; run <= runs; run++)
    for (const stage of list) {
      const known = made.get(stage.name);
      try {
        const one = await visit(browser, system, stage, stage.name === 'ours' ? answers : undefined);
        if (run > 0) known?.push(one);
      } catch (error) {
        console.log(`${stage.name}, run ${run}: ${error instanceof Error ? error.message : error}`);
        // What fails before anything is measured fails each time.
        if (run === 0) made.delete(stage.name);
      }
      if (!made.has(stage.name)) list = list.filter((one) => one !== stage);
    }
  return made;
}

/** What the browser draws WebGL with. @param {import('playwright-core').Browser} browser */
async function renderer(browser) {
  const page = await browser.newPage();
  const name = await page.evaluate(() => {
    const gl = document.createElement('canvas').getContext('webgl2');
    const named = gl?.getExtension('WEBGL_debug_renderer_info');
    return gl && named ? String(gl.getParameter(named.UNMASKED_RENDERER_WEBGL)) : 'none';
  });
  await page.close();
  return name;
}

const browser = await launch();
console.log(`${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(2)}, Chromium ${browser.version()}, headless`);
console.log(`WebGL: ${await renderer(browser)}; pages are rasterised in software too`);
/** @type {Record<string, unknown>} */
const figures = {};
for (const size of options.sizes.split(',').map(Number)) {
  const folder = path.join(path.resolve(options.work), String(size));
  const { points, names } = prepare(size, folder);
  const list = await stages(folder, names);
  const made = await visits(browser, list);
  await Promise.all(list.map((stage) => stage.close()));
  console.log(`\n${size} programs, ${points} points, median of ${runs} (least–most), load ${loadavg()[0]?.toFixed(2)}`);
  console.log(table(made));
  figures[size] = Object.fromEntries(made);
}
await browser.close();
if (options.json) writeFileSync(options.json, JSON.stringify(figures));
