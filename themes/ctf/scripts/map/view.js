// @ts-check
// The picture: the drawing that the page brought moves under a canvas with marks, by wheel, drag, pinch and by name.
import * as vendor from '../../vendor/d3.js';
import { TILE } from './plane.js';
import { Sprites, radius } from './sprites.js';

/** @typedef {import('./plane.js').Box} Box */
/** @typedef {import('./engine.js').Mark} Mark */
/** @typedef {{k: number, x: number, y: number}} Transform */

const { interpolateZoom, select, zoom, zoomIdentity } = /** @type {any} */ (vendor);
const SVG = 'http://www.w3.org/2000/svg';
/** How much closer than the whole world one may go: a screen is then a few kilometres wide. */
export const CLOSEST = 4000;
const FLIGHT = 500;
/** Marks are asked for this far beyond the frame, as a part of it, so that a moving map has no bare edge. */
const BEYOND = 0.3;

export class View extends EventTarget {
  /** @type {Transform} */
  transform = { k: 1, x: 0, y: 0 };
  /** @type {Mark[]} */
  marks = [];
  /** @type {Mark | null} the one that is pointed at, and the one that is chosen */
  pointed = null;
  /** @type {Mark | null} */
  chosen = null;
  /** @type {[number, number] | null} where the visitor is, in the plane */
  here = null;
  /** @type {((pen: CanvasRenderingContext2D) => void)[]} what is drawn below the marks */
  layers = [];
  #size = { width: 1, height: 1 };
  #fit = { scale: 1, x: 0, y: 0 };
  /** Whether the engine can be asked for marks. */
  live = false;
  again = false;
  /** @type {Promise<void> | null} */
  #asking = null;
  #drawn = 0;
  #flight = 0;
  /** Whether a flight is under way: it comes to rest once. */
  #flying = false;
  #gesture = 0;

  /**
   * @param {HTMLElement} stage holds the drawing
   * @param {CanvasRenderingContext2D} pen
   * @param {import('./words.js').Words} words
   * @param {import('./connection.js').Connection} engine
   */
  constructor(stage, pen, words, engine) {
    super();
    this.stage = stage;
    this.pen = pen;
    this.engine = engine;
    this.world = words.file.view;
    this.sprites = new Sprites(stage, words.file.marks, words.numbers);
    const svg = /** @type {SVGSVGElement} */ (stage.querySelector('svg'));
    this.land = document.createElementNS(SVG, 'g');
    this.land.append(...[...svg.children].filter((part) => !part.matches('title, defs, .map-marks')));
    svg.append(this.land);
    this.zoom = zoom()
      .scaleExtent([1, CLOSEST])
      .filter((/** @type {any} */ event) => this.#takes(event))
      .on('start', (/** @type {any} */ event) => {
        // A hand on the map ends a flight.
        if (event.sourceEvent) this.#land();
        this.#gesture++;
      })
      .on('zoom', (/** @type {any} */ event) => this.#moved(event.transform))
      .on('end', () => {
        this.#gesture--;
        this.#told();
      });
    this.frame = select(stage).call(this.zoom).on('dblclick.zoom', null);
    // d3-zoom ends a transition before it moves; ours are no transitions of D3.
    this.frame.interrupt = () => this.frame;
    stage.addEventListener('dblclick', (event) => {
      const on = /** @type {Element} */ (event.target);
      if (!on.closest('.map-card')) this.scale(event.shiftKey ? 0.5 : 2, this.at(event));
    });
    new ResizeObserver(() => this.#resized()).observe(stage);
    for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)'])
      matchMedia(query).addEventListener('change', () => this.#restyled());
    this.#resized();
  }

  /** A page that is scrolled must not be caught: the wheel and one finger belong to it until the map has focus. @param {any} event */
  #takes(event) {
    if (event.target.closest?.('.map-card')) return false;
    const ours = this.stage.contains(document.activeElement) || document.fullscreenElement !== null;
    if (event.type === 'wheel') return event.ctrlKey || ours;
    if (event.type.startsWith('touch')) return event.touches.length > 1 || ours;
    return !event.button && !event.ctrlKey;
  }

  /** @param {MouseEvent} event @returns {[number, number]} pixels of the stage */
  at(event) {
    const { left, top } = this.stage.getBoundingClientRect();
    return [event.clientX - left - this.stage.clientLeft, event.clientY - top - this.stage.clientTop];
  }

  // --- size and place -----------------------------------------------------------------------------------------------

  #resized() {
    const { clientWidth: width, clientHeight: height } = this.stage;
    if (!width || !height) return;
    const middle = this.#size.width > 1 ? this.middle : null;
    this.#size = { width, height };
    const scale = Math.min(width / this.world.width, height / this.world.height);
    this.#fit = { scale, x: (width - this.world.width * scale) / 2, y: (height - this.world.height * scale) / 2 };
    // Paper keeps the shape, so that marks stay on their places.
    this.stage.style.setProperty('--shape', String(width / height));
    this.zoom.extent([[0, 0], [width, height]]).translateExtent([[0, 0], [width, height]]);
    this.#restyled();
    if (middle && this.transform.k > 1) this.set(middle, this.transform.k);
  }

  #restyled() {
    const { canvas } = this.pen;
    const ratio = Math.max(1, devicePixelRatio);
    canvas.width = Math.round(this.#size.width * ratio);
    canvas.height = Math.round(this.#size.height * ratio);
    this.sprites.renew();
    this.need();
    this.draw();
  }

  /** @param {[number, number]} of the plane @returns {[number, number]} pixels of the stage */
  toStage([x, y]) {
    const { k, x: tx, y: ty } = this.transform;
    return [(this.#fit.x + x * this.#fit.scale) * k + tx, (this.#fit.y + y * this.#fit.scale) * k + ty];
  }

  /** @param {[number, number]} pixels @returns {[number, number]} */
  toPlane([x, y]) {
    const { k, x: tx, y: ty } = this.transform;
    return [((x - tx) / k - this.#fit.x) / this.#fit.scale, ((y - ty) / k - this.#fit.y) / this.#fit.scale];
  }

  /** What is seen, and a part of it around. @param {number} [beyond] @returns {Box} */
  seen(beyond = 0) {
    const { width, height } = this.#size;
    const [x0, y0] = this.toPlane([-width * beyond, -height * beyond]);
    const [x1, y1] = this.toPlane([width * (1 + beyond), height * (1 + beyond)]);
    return [x0, y0, x1, y1];
  }

  /** Pixels of a unit of the plane. */
  get scaleNow() {
    return this.#fit.scale * this.transform.k;
  }

  get middle() {
    return this.toPlane([this.#size.width / 2, this.#size.height / 2]);
  }

  // --- movement -----------------------------------------------------------------------------------------------------

  /** The transform that has a point of the plane in the middle. @param {[number, number]} middle @param {number} k */
  #about([x, y], k) {
    const within = Math.min(CLOSEST, Math.max(1, k));
    const { width, height } = this.#size;
    const [px, py] = [this.#fit.x + x * this.#fit.scale, this.#fit.y + y * this.#fit.scale];
    return zoomIdentity.translate(width / 2 - px * within, height / 2 - py * within).scale(within);
  }

  /** At once. @param {[number, number]} middle @param {number} k */
  set(middle, k) {
    this.#land();
    this.#go(middle, k);
  }

  #land() {
    cancelAnimationFrame(this.#flight);
    this.#flying = false;
  }

  /** @param {[number, number]} middle @param {number} k */
  #go(middle, k) {
    this.frame.call(this.zoom.transform, this.zoom.constrain()(this.#about(middle, k), this.zoom.extent()(), this.zoom.translateExtent()));
  }

  /** Along the shortest way the eye can follow (van Wijk, Nuij 2003), unless the visitor wants no movement. @param {[number, number]} middle @param {number} k */
  fly(middle, k) {
    this.#land();
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return this.set(middle, k);
    const { width } = this.#size;
    const wide = (/** @type {number} */ at) => width / this.#fit.scale / at;
    const within = Math.min(CLOSEST, Math.max(1, k));
    const way = interpolateZoom([...this.middle, wide(this.transform.k)], [...middle, wide(within)]);
    const began = performance.now();
    const step = (/** @type {number} */ now) => {
      const part = Math.min(1, Math.max(0, (now - began) / FLIGHT));
      const [x, y, w] = way(part * (2 - part));
      this.#flying = part < 1;
      this.#go([x, y], part < 1 ? wide(w) : within);
      if (part < 1) this.#flight = requestAnimationFrame(step);
    };
    this.#flying = true;
    this.#flight = requestAnimationFrame(step);
  }

  /** Shows a box with space around it. @param {Box} box @param {number} [most] how close at most @param {boolean} [atOnce] */
  show([x0, y0, x1, y1], most = CLOSEST, atOnce = false) {
    const { width, height } = this.#size;
    const margin = Math.min(60, width / 6, height / 6);
    const k = Math.min(
      (width - 2 * margin) / Math.max(x1 - x0, 1e-6) / this.#fit.scale,
      (height - 2 * margin) / Math.max(y1 - y0, 1e-6) / this.#fit.scale,
      most,
    );
    this[atOnce ? 'set' : 'fly']([(x0 + x1) / 2, (y0 + y1) / 2], k);
  }

  /** @param {number} factor @param {[number, number]} [about] pixels that stay */
  scale(factor, about = [this.#size.width / 2, this.#size.height / 2]) {
    const k = Math.min(CLOSEST, Math.max(1, this.transform.k * factor));
    const [x, y] = this.toPlane(about);
    const unit = this.#fit.scale * k;
    const [dx, dy] = [about[0] - this.#size.width / 2, about[1] - this.#size.height / 2];
    this.fly([x - dx / unit, y - dy / unit], k);
  }

  /** By a part of the frame. @param {number} right @param {number} down */
  pan(right, down) {
    const [x, y] = this.middle;
    const { width, height } = this.#size;
    this.fly([x + (right * width) / this.scaleNow, y + (down * height) / this.scaleNow], this.transform.k);
  }

  whole() {
    this.fly([this.world.width / 2, this.world.height / 2], 1);
  }

  /** @param {any} transform of d3-zoom */
  #moved(transform) {
    this.transform = { k: transform.k, x: transform.x, y: transform.y };
    this.need();
    this.draw();
    this.dispatchEvent(new Event('move'));
  }

  #told() {
    if (this.#gesture === 0 && !this.#flying) this.dispatchEvent(new Event('rest'));
  }

  // --- marks --------------------------------------------------------------------------------------------------------

  /** Marks are asked for once the last answer is there: a slow machine asks less often. Ends when no more is asked. */
  need() {
    this.again = true;
    if (!this.live) return Promise.resolve();
    this.#asking ??= this.#ask().finally(() => (this.#asking = null));
    return this.#asking;
  }

  async #ask() {
    while (this.again) {
      this.again = false;
      const zoom = Math.max(0, Math.log2((this.world.width * this.scaleNow) / TILE));
      const box = this.seen(BEYOND);
      this.marks = await this.engine.ask('marks', { box, zoom }).catch(() => []);
      this.draw();
    }
    this.dispatchEvent(new Event('marks'));
  }

  /** The mark nearest to a place, within reach of a finger. @param {[number, number]} pixels @param {number} reach */
  near([x, y], reach) {
    /** @type {Mark | null} */
    let best = null;
    let least = Infinity;
    for (const mark of this.marks) {
      const [mx, my] = this.toStage([mark.x, mark.y]);
      const away = Math.hypot(mx - x, my - y) - radius(mark.n);
      if (away <= reach && away < least) [best, least] = [mark, away];
    }
    return best;
  }

  // --- drawing ------------------------------------------------------------------------------------------------------

  draw() {
    if (!this.#drawn) this.#drawn = requestAnimationFrame(() => this.#paint());
  }

  #paint() {
    this.#drawn = 0;
    const { pen } = this;
    const { k, x, y } = this.transform;
    const unit = this.#fit.scale;
    const shift = (/** @type {number} */ t, /** @type {number} */ origin) => (t + (k - 1) * origin) / unit;
    this.land.setAttribute('transform', `translate(${shift(x, this.#fit.x)} ${shift(y, this.#fit.y)}) scale(${k})`);
    const ratio = Math.max(1, devicePixelRatio);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, this.#size.width, this.#size.height);
    for (const layer of this.layers) layer(pen);
    for (const mark of this.marks) if (mark.n > 1) this.#mark(mark, ratio);
    for (const mark of this.marks) if (mark.n === 1) this.#mark(mark, ratio);
    for (const mark of new Set([this.pointed, this.chosen])) if (mark) this.#ring(mark);
    if (this.here) this.#dot(this.here);
    this.dispatchEvent(new Event('painted'));
  }

  /** @param {Mark} mark @param {number} ratio */
  #mark({ x, y, n, key, examples }, ratio) {
    const [px, py] = this.toStage([x, y]);
    const margin = 30;
    if (px < -margin || py < -margin || px > this.#size.width + margin || py > this.#size.height + margin) return;
    const sprite = this.sprites.of(key, n, examples > 0);
    const side = sprite.width / ratio;
    this.pen.drawImage(sprite, px - side / 2, py - side / 2, side, side);
  }

  /** @param {Mark} mark */
  #ring(mark) {
    const [x, y] = this.toStage([mark.x, mark.y]);
    const { pen } = this;
    for (const [width, colour] of /** @type {[number, string][]} */ ([[5, 'ring-halo'], [2.5, 'ring']])) {
      pen.beginPath();
      pen.arc(x, y, radius(mark.n) + 4, 0, 2 * Math.PI);
      pen.lineWidth = width;
      pen.strokeStyle = this.sprites.colour(colour);
      pen.stroke();
    }
  }

  /** @param {[number, number]} place */
  #dot(place) {
    const [x, y] = this.toStage(place);
    const { pen } = this;
    pen.beginPath();
    pen.arc(x, y, 7, 0, 2 * Math.PI);
    pen.fillStyle = this.sprites.colour('ring');
    pen.fill();
    pen.lineWidth = 3;
    pen.strokeStyle = this.sprites.colour('ring-halo');
    pen.stroke();
  }
}
