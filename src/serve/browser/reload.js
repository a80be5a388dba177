// Reloads the page when what it shows has changed, and puts the reader back where she was.
// Comes from `ctf serve` alone; a built site has no such file.

const own = document.querySelector('script[src="/_ctf/reload.js"]');
const version = own instanceof HTMLElement ? own.dataset.version : undefined;

/** Asks for the version of this page now, and reloads if it is another. */
async function look() {
  try {
    const answer = await fetch(location.href, { method: "HEAD", headers: { Accept: "text/html" }, cache: "no-store" });
    const now = answer.headers.get("X-Ctf-Version");
    if (now && now !== version) {
      history.replaceState({ ...history.state, ctfScroll: [scrollX, scrollY] }, "");
      location.reload();
    }
  } catch {
    // The server is gone: it is looked for again when the stream of events opens anew.
  }
}

const place = history.state?.ctfScroll;
if (place) {
  const { ctfScroll, ...rest } = history.state;
  history.replaceState(Object.keys(rest).length ? rest : null, "");
  scrollTo({ left: place[0], top: place[1], behavior: "instant" });
}

/** @type {EventSource | undefined} */
let events;

/** Listens while somebody looks: browsers allow six connections to one host, and each tab would keep one. */
function listen() {
  events?.close();
  events = undefined;
  if (document.visibilityState === "visible") {
    events = new EventSource("/_ctf/events");
    events.addEventListener("open", look);
    events.addEventListener("change", look);
  }
}

document.addEventListener("visibilitychange", listen);
addEventListener("pagehide", () => events?.close());
addEventListener("pageshow", listen);
