// @ts-check
// The way to the engine: a worker where the browser has them, else the same code on the page.

/** @typedef {import('./engine.js').Engine} Engine */
/** @typedef {{ask: (method: string, of?: unknown) => Promise<any>}} Connection */

const WORKER = new URL('./worker.js', import.meta.url).href;

/** The only address that a script here may be loaded from by name. */
function trusted() {
  const types = /** @type {any} */ (globalThis).trustedTypes;
  if (!types) return WORKER;
  const policy = types.createPolicy('ctf', {
    createScriptURL(/** @type {string} */ url) {
      if (url !== WORKER) throw new TypeError(`not a worker of this site: ${url}`);
      return url;
    },
  });
  return policy.createScriptURL(WORKER);
}

/** @returns {Promise<Connection>} */
export async function connect() {
  if (typeof Worker === 'function') {
    try {
      const connection = throughWorker(new Worker(trusted(), { type: 'module' }));
      // Old browsers take no modules there and say so only by an event.
      await connection.ask('here');
      return connection;
    } catch {
      // Forbidden here: the page does the work itself.
    }
  }
  const { Engine } = await import('./engine.js');
  const engine = /** @type {any} */ (new Engine());
  return { ask: async (method, of) => engine[method](of) };
}

/** @param {Worker} worker @returns {Connection} */
function throughWorker(worker) {
  /** @type {Map<number, {resolve: (answer: any) => void, reject: (error: Error) => void}>} */
  const open = new Map();
  let last = 0;
  /** @type {Error | undefined} */
  let broken;
  worker.addEventListener('message', ({ data: { ticket, answer, error } }) => {
    const asked = open.get(ticket);
    open.delete(ticket);
    if (error === undefined) asked?.resolve(answer);
    else asked?.reject(new Error(error));
  });
  worker.addEventListener('error', (event) => {
    broken = new Error(event.message);
    for (const { reject } of open.values()) reject(broken);
    open.clear();
  });
  return {
    ask: (method, of) =>
      new Promise((resolve, reject) => {
        if (broken) return reject(broken);
        open.set(++last, { resolve, reject });
        worker.postMessage({ ticket: last, ask: method, of });
      }),
  };
}
