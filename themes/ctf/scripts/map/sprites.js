// @ts-check
// Pictures of marks, each drawn once: shape and letter say the level, colour only repeats it. Colours come from the
// style sheet, so that dark mode and forced colours hold here too.

/** @typedef {{shape: string, letter: string}} Form */

/** Radius of a single mark, and of clusters of up to 9, 99, 999 and more; pixels. */
export const SINGLE = 13;
/** The shapes are 20 units wide. */
const SCALE = 1.2;
const CLUSTERS = [15, 18, 22, 27];

/** @param {number} n */
export function radius(n) {
  return n === 1 ? SINGLE : (CLUSTERS[Math.min(3, Math.floor(Math.log10(n)))] ?? 27);
}

export class Sprites {
  /** @type {Map<string, HTMLCanvasElement>} */
  #made = new Map();
  #ratio = 1;

  /** @param {Element} styled whose custom properties are the colours @param {Record<string, Form>} forms @param {Intl.NumberFormat} numbers */
  constructor(styled, forms, numbers) {
    this.styled = styled;
    this.forms = forms;
    this.numbers = numbers;
  }

  /** Forgets everything: the colours or the pixels of the screen have changed. */
  renew() {
    this.#made.clear();
    this.#ratio = Math.max(1, devicePixelRatio);
  }

  /** @param {string} name a custom property, without its dashes */
  colour(name) {
    return getComputedStyle(this.styled).getPropertyValue(`--${name}`).trim() || '#777';
  }

  /** @param {string} key the mark of a program, none for a cluster @param {number} n @param {boolean} demo */
  of(key, n, demo) {
    const id = n > 1 ? `${n}` : `${key} ${demo}`;
    let sprite = this.#made.get(id);
    if (!sprite) {
      sprite = this.#blank(radius(n) + 3, (pen) => (n > 1 ? this.#cluster(pen, n) : this.#single(pen, key, demo)));
      this.#made.set(id, sprite);
    }
    return sprite;
  }

  /** @param {number} half @param {(pen: CanvasRenderingContext2D) => void} draw about the middle */
  #blank(half, draw) {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = Math.ceil(half * 2 * this.#ratio);
    const pen = canvas.getContext('2d');
    if (pen) {
      pen.scale(this.#ratio, this.#ratio);
      pen.translate(half, half);
      pen.textAlign = 'center';
      pen.textBaseline = 'middle';
      draw(pen);
    }
    return canvas;
  }

  /** @param {CanvasRenderingContext2D} pen @param {string} key @param {boolean} demo */
  #single(pen, key, demo) {
    const { shape = 'M-8-8h16v16h-16z', letter = '' } = this.forms[key] ?? {};
    const path = new Path2D(shape);
    pen.lineJoin = 'round';
    pen.strokeStyle = this.colour('mark-line');
    pen.fillStyle = this.colour(demo ? 'mark-none' : `mark-${key}`);
    pen.lineWidth = 1.4;
    pen.save();
    pen.scale(SCALE, SCALE);
    pen.fill(path);
    if (demo) this.#hatch(pen, path);
    pen.setLineDash(demo ? [3, 1.5] : []);
    pen.stroke(path);
    pen.restore();
    this.#text(pen, letter, 12, demo ? this.colour('mark-none') : '');
  }

  /** What is invented is hatched, never filled. @param {CanvasRenderingContext2D} pen @param {Path2D} path */
  #hatch(pen, path) {
    pen.save();
    pen.clip(path);
    pen.lineWidth = 1;
    pen.globalAlpha = 0.5;
    pen.beginPath();
    for (let at = -24; at < 24; at += 4) {
      pen.moveTo(at, 12);
      pen.lineTo(at + 24, -12);
    }
    pen.stroke();
    pen.restore();
  }

  /** @param {CanvasRenderingContext2D} pen @param {number} n */
  #cluster(pen, n) {
    const r = radius(n);
    pen.beginPath();
    pen.arc(0, 0, r, 0, 2 * Math.PI);
    pen.fillStyle = this.colour('cluster');
    pen.fill();
    pen.lineWidth = 2;
    pen.strokeStyle = this.colour('cluster-line');
    pen.stroke();
    pen.fillStyle = this.colour('cluster-text');
    pen.font = `600 ${n > 9999 ? 11 : 12}px system-ui, sans-serif`;
    pen.fillText(this.numbers.format(n), 0, 0.5);
  }

  /** @param {CanvasRenderingContext2D} pen @param {string} text @param {number} size @param {string} halo */
  #text(pen, text, size, halo) {
    pen.setLineDash([]);
    pen.font = `700 ${size}px system-ui, sans-serif`;
    if (halo) {
      pen.strokeStyle = halo;
      pen.lineWidth = 3;
      pen.strokeText(text, 0, 0.5);
    }
    pen.fillStyle = this.colour('mark-line');
    pen.fillText(text, 0, 0.5);
  }
}
