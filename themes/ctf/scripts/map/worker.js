// @ts-check
// The engine in a thread of its own: one message in, one answer out.
import { Engine } from './engine.js';

const engine = new Engine();

addEventListener('message', async ({ data: { ticket, ask, of } }) => {
  try {
    const method = /** @type {any} */ (engine)[ask];
    postMessage({ ticket, answer: await method.call(engine, of) });
  } catch (error) {
    postMessage({ ticket, error: String(error) });
  }
});
