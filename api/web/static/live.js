/**
 * The live page: what the server tells of new leaves is put in place, at most once a frame.
 *
 * The browser itself comes back after every slice and says what it has seen. Words stand in the
 * page; what comes is written as text, never as markup.
 */

import { at, bodyOf, fill, rowOf } from "./rows.js";

/** @typedef {import("./rows.js").Cell} Cell */
/** @typedef {{position: number, skipped: number, tables: Record<string, Cell[][]>}} News */

const SHOWN = 50;
const PATIENCE_MILLISECONDS = 4000;
const NEWEST = "newest";

const [state, word, skipped, pause] = [at("state"), at("word"), at("skipped"), at("pause")];
/** @type {News | null} what came since it was last shown: of a flood no more than is shown */
let waiting = null;
let isPaused = false;
let isAsked = false;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let doubt;

pause.hidden = false;
pause.addEventListener("click", () => {
  isPaused = !isPaused;
  pause.setAttribute("aria-pressed", String(isPaused));
  say(isPaused ? "paused" : "on");
  show();
});
follow();

function follow() {
  const address = new URL("/live/events", location.href);
  address.searchParams.set("seen", state.dataset.position ?? "0");
  address.searchParams.set("lang", document.documentElement.lang);
  const source = new EventSource(address);
  source.addEventListener("open", () => {
    clearTimeout(doubt);
    doubt = undefined;
    say(isPaused ? "paused" : "on");
  });
  // a slice has ended, or the network is gone: only the second lasts
  source.addEventListener("error", () => {
    doubt ??= setTimeout(() => say("off"), PATIENCE_MILLISECONDS);
    // after an answer that is no stream the browser gives up; a server has bad moments
    if (source.readyState === EventSource.CLOSED) setTimeout(follow, PATIENCE_MILLISECONDS);
  });
  source.addEventListener("leaves", (event) => {
    waiting = together(waiting, JSON.parse(event.data));
    state.dataset.position = event.lastEventId;
    if (isPaused) say("paused");
    show();
  });
  source.addEventListener("behind", () => {
    source.close();
    clearTimeout(doubt);
    say("behind");
    state.className = "bad";
  });
}

/** @param {News | null} before @param {News} news @returns {News} */
function together(before, news) {
  if (before === null) return news;
  const leaves = [...(news.tables[NEWEST] ?? []), ...(before.tables[NEWEST] ?? [])];
  return {
    position: news.position,
    skipped: before.skipped + news.skipped + Math.max(0, leaves.length - SHOWN),
    tables: { ...news.tables, [NEWEST]: leaves.slice(0, SHOWN) },
  };
}

/** @param {string} name */
function say(name) {
  const held = waiting === null ? 0 : waiting.skipped + (waiting.tables[NEWEST]?.length ?? 0);
  const said = (state.dataset[name] ?? "").replace("{n}", String(held));
  if (word.textContent !== said) word.textContent = said;
}

function show() {
  if (isAsked || isPaused || waiting === null) return;
  isAsked = true;
  requestAnimationFrame(() => {
    isAsked = false;
    if (isPaused || waiting === null) return; // somebody was quicker than the screen
    const { skipped: passed, tables } = waiting;
    waiting = null;
    skipped.textContent = passed ? (state.dataset.skipped ?? "").replace("{n}", String(passed)) : "";
    for (const [name, rows] of Object.entries(tables)) if (name !== NEWEST) fill(name, rows);
    prepend(tables[NEWEST] ?? []);
  });
}

/** @param {Cell[][]} rows the newest first */
function prepend(rows) {
  const body = bodyOf(NEWEST);
  if (body === null) return;
  const fresh = rows.map((cells) => rowOf(body, cells));
  fresh.forEach((one) => one.classList.add("fresh"));
  body.prepend(...fresh);
  while (body.rows.length > SHOWN) body.deleteRow(-1);
}
