// @ts-check
// What appears as one goes deeper: finer borders in place of the coarse ones, and names of towns. Each country's file is
// fetched when the country is in view.
import { meet, plane } from './plane.js';

/** @typedef {import('./plane.js').Box} Box */

const SVG = 'http://www.w3.org/2000/svg';
/** From here on the coarse borders look coarse, and towns have room. */
const FINE_FROM = 5;
const TOWNS_FROM = 10;
/** Names of towns that are shown at most, and pixels around each. */
const MOST = 24;
const ROOM = 6;

export class Layers {
  /** @type {Promise<{boxes?: Record<string, Box>, towns?: string[]}> | undefined} */
  #index;
  /** @type {Set<string>} */
  #fetched = new Set();
  /** @type {Set<string>} codes whose finer borders are there */
  #drawn = new Set();
  /** @type {{name: string, x: number, y: number, people: number}[]} */
  #towns = [];

  /** @param {import('./view.js').View} view @param {import('./words.js').File} file */
  constructor(view, file) {
    this.view = view;
    this.file = file;
    this.plane = plane(file.view);
    const disputed = [...view.land.querySelectorAll('.map-disputed')];
    this.coarse = [...view.land.children].filter((part) => !disputed.includes(part));
    this.fine = document.createElementNS(SVG, 'g');
    this.fine.setAttribute('class', 'map-fine');
    view.land.append(this.fine, ...disputed);
    view.layers.push((pen) => this.#drawTowns(pen));
    for (const event of ['rest', 'move']) view.addEventListener(event, () => this.#look(event === 'rest'));
    this.#look(true);
  }

  /** @param {boolean} still fetches only when the map rests */
  async #look(still) {
    const deep = this.view.transform.k >= FINE_FROM;
    this.fine.classList.toggle('map-hidden', !deep);
    const { boxes = {}, towns = [] } = deep ? await this.#read() : {};
    const seen = this.view.seen(0.2);
    const countries = Object.keys(boxes).filter((code) => meet(/** @type {Box} */ (boxes[code]), seen));
    // The coarse borders stay until all that is seen is there in finer ones.
    const ready = deep && this.#index !== undefined && countries.every((code) => this.#drawn.has(code));
    for (const part of this.coarse) part.classList.toggle('map-hidden', ready);
    if (!deep || !still) return;
    const wanted = countries.map((code) => this.#once(`${this.file.borders}${code.toLowerCase()}.json`, (found) => this.#borders(code, found)));
    if (this.view.transform.k >= TOWNS_FROM)
      for (const code of countries.filter((one) => towns.includes(one)))
        wanted.push(this.#once(`${this.file.towns}${code.toLowerCase()}.json`, (found) => this.#add(found)));
    if (!wanted.some(Boolean)) return;
    await Promise.all(wanted);
    this.#look(false);
    this.view.draw();
  }

  /** Which countries lie where. What could not be fetched is tried again. */
  #read() {
    this.#index ??= fetch(`${this.file.borders}index.json`)
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.statusText))))
      .catch(() => {
        this.#index = undefined;
        return {};
      });
    return this.#index;
  }

  /** Nothing to show is no fault: the coarse borders stay. @param {string} url @param {(found: any) => void} use */
  #once(url, use) {
    if (this.#fetched.has(url)) return null;
    this.#fetched.add(url);
    return fetch(url)
      .then((answer) => (answer.ok ? answer.json().then(use) : undefined))
      .catch(() => this.#fetched.delete(url));
  }

  /** @param {string} code @param {{unit: number, rings: number[][]}} found */
  #borders(code, { unit, rings }) {
    const path = document.createElementNS(SVG, 'path');
    const lines = rings.map(([x = 0, y = 0, ...steps]) => {
      const parts = [`M${x / unit} ${y / unit}l`];
      for (const step of steps) parts.push(String(step / unit));
      return `${parts.join(' ')}z`;
    });
    path.setAttribute('d', lines.join(''));
    path.setAttribute('class', this.file.countries[code] ? 'map-country' : 'map-land');
    path.setAttribute('vector-effect', 'non-scaling-stroke');
    path.setAttribute('data-code', code);
    this.fine.append(path);
    this.#drawn.add(code);
  }

  /** @param {{towns: [string, number, number, number][]}} found */
  #add({ towns }) {
    for (const [name, lat, lon, people] of towns) {
      const [x, y] = this.plane.place(lat, lon);
      this.#towns.push({ name, x, y, people });
    }
    this.#towns.sort((a, b) => b.people - a.people);
  }

  /** The largest first, each where no other and no mark stands. @param {CanvasRenderingContext2D} pen */
  #drawTowns(pen) {
    if (this.view.transform.k < TOWNS_FROM) return;
    const seen = this.view.seen();
    const taken = this.view.marks.map(({ x, y }) => around(this.view.toStage([x, y]), 12, 12));
    pen.font = '500 12px system-ui, sans-serif';
    pen.textAlign = 'start';
    pen.textBaseline = 'middle';
    pen.lineJoin = 'round';
    let shown = 0;
    for (const { name, x, y } of this.#towns) {
      if (shown >= MOST) return;
      if (!meet(seen, [x, y, x, y])) continue;
      const [px, py] = this.view.toStage([x, y]);
      const wide = pen.measureText(name).width;
      /** @type {Box} */
      const box = [px - ROOM, py - 8 - ROOM, px + 8 + wide + ROOM, py + 8 + ROOM];
      if (taken.some((other) => meet(other, box))) continue;
      taken.push(box);
      shown++;
      pen.strokeStyle = this.view.sprites.colour('town-halo');
      pen.fillStyle = this.view.sprites.colour('town');
      pen.lineWidth = 3;
      pen.beginPath();
      pen.arc(px, py, 2, 0, 2 * Math.PI);
      pen.stroke();
      pen.fill();
      pen.strokeText(name, px + 7, py);
      pen.fillText(name, px + 7, py);
    }
  }
}

/** @param {[number, number]} middle @param {number} wide @param {number} high @returns {Box} */
function around([x, y], wide, high) {
  return [x - wide, y - high, x + wide, y + high];
}
