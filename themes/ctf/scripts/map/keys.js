// @ts-check
// The map by keyboard: one stop for Tab, and in it the arrows go from mark to mark. Nothing needs to be dragged.

/** @typedef {import('./engine.js').Mark} Mark */

/** Direction of each arrow, right and down. @type {Record<string, [number, number]>} */
const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
const STEP = 0.25;

export class Keys {
  /** @type {Mark | null} where one was when focus left */
  #last = null;
  #turn = 0;

  /** @param {import('./view.js').View} view @param {(mark: Mark) => Promise<string>} name @param {(mark: Mark) => void} opened @param {() => void} escaped */
  constructor(view, name, opened, escaped) {
    this.view = view;
    // What is read of the mark in focus: two in turn, for the same one with another name would not be read again.
    this.spoken = [0, 1].map((n) => {
      const one = document.createElement('div');
      one.id = `map-current-${n}`;
      one.setAttribute('role', 'img');
      one.setAttribute('aria-label', view.stage.getAttribute('aria-label') ?? '');
      return view.stage.appendChild(one);
    });
    this.name = name;
    this.opened = opened;
    this.escaped = escaped;
    view.stage.addEventListener('keydown', (event) => {
      if (event.target === view.stage && !event.ctrlKey && !event.metaKey && !event.altKey && this.#press(event)) event.preventDefault();
    });
    view.stage.addEventListener('blur', () => {
      this.#last = view.pointed;
      this.#point(null);
    });
    view.stage.addEventListener('focus', () => {
      const last = this.#last;
      const mark = last && view.marks.find((one) => same(one, last));
      if (mark && view.stage.matches(':focus-visible')) this.#point(mark);
    });
    // A mark that is no longer there cannot be pointed at.
    view.addEventListener('marks', () => this.#again());
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether the key means something here */
  #press(event) {
    const arrow = ARROWS[event.key];
    if (arrow) {
      const next = event.shiftKey ? null : this.#next(arrow);
      if (next) this.#point(next);
      else this.view.pan(arrow[0] * STEP, arrow[1] * STEP);
      return true;
    }
    const { pointed } = this.view;
    switch (event.key) {
      case '+':
      case '=':
        this.view.scale(2, pointed ? this.view.toStage([pointed.x, pointed.y]) : undefined);
        return true;
      case '-':
        this.view.scale(0.5);
        return true;
      case '0':
      case 'Home':
        this.view.whole();
        return true;
      case 'Enter':
      case ' ':
        if (pointed) this.opened(pointed);
        return true;
      case 'Escape':
        if (document.fullscreenElement) return false;
        this.#point(null);
        this.escaped();
        return true;
      default:
        return false;
    }
  }

  /** The nearest mark in a direction; the one nearest to the middle to begin with. @param {[number, number]} direction @returns {Mark | null} */
  #next([right, down]) {
    const { pointed } = this.view;
    const { clientWidth: width, clientHeight: height } = this.view.stage;
    const [x, y] = pointed ? this.view.toStage([pointed.x, pointed.y]) : [width / 2, height / 2];
    /** @type {Mark | null} */
    let best = null;
    let least = Infinity;
    for (const mark of this.view.marks) {
      const [mx, my] = this.view.toStage([mark.x, mark.y]);
      if (mx < 0 || my < 0 || mx > width || my > height || same(mark, pointed)) continue;
      const [dx, dy] = [mx - x, my - y];
      const along = dx * right + dy * down;
      const beside = Math.abs(dx * down) + Math.abs(dy * right);
      if (pointed && (along <= 0 || beside > along * 2)) continue;
      const away = pointed ? along + beside * 2 : Math.hypot(dx, dy);
      if (away < least) [best, least] = [mark, away];
    }
    return best;
  }

  /** @param {Mark | null} mark */
  async #point(mark) {
    const { stage } = this.view;
    if (!mark && !this.view.pointed) return;
    this.view.pointed = mark;
    this.view.draw();
    this.view.dispatchEvent(new Event('pointed'));
    if (!mark) return stage.removeAttribute('aria-activedescendant');
    const name = await this.name(mark);
    const next = this.spoken[(this.#turn ^= 1)];
    if (this.view.pointed !== mark || !next) return;
    next.setAttribute('aria-label', name);
    stage.setAttribute('aria-activedescendant', next.id);
  }

  /** The mark in focus stays in it; where it came apart, the nearest part has it. */
  #again() {
    const { pointed, marks, stage } = this.view;
    if (!pointed || document.activeElement !== stage) return;
    const still = marks.find((mark) => same(mark, pointed));
    if (!still) this.#point(this.view.near(this.view.toStage([pointed.x, pointed.y]), Math.max(stage.clientWidth, stage.clientHeight)));
  }
}

/** @param {Mark} a @param {Mark | null} b */
export function same(a, b) {
  return b !== null && a.n === b.n && (a.row >= 0 ? a.row === b.row && a.x === b.x : a.x === b.x && a.y === b.y);
}
