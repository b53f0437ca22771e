/** The page of a new witness: how far it has come is asked again every few seconds, while seen. */

import { at, fill } from "./rows.js";

const PAUSE_MILLISECONDS = 5000;

const [state, word] = [at("state"), at("word")];
const address = new URL("/witnesses/setup.json", location.href);
address.search = location.search;
address.searchParams.set("lang", document.documentElement.lang);

void follow();

async function follow() {
  if (!document.hidden) await ask().then(() => say("on"), () => say("off"));
  setTimeout(follow, PAUSE_MILLISECONDS);
}

async function ask() {
  const answer = await fetch(address);
  if (!answer.ok) throw new TypeError(`status ${answer.status}`);
  const { tables } = await answer.json();
  for (const [name, rows] of Object.entries(tables)) fill(name, rows);
}

/** @param {string} name */
function say(name) {
  const said = state.dataset[name] ?? "";
  if (word.textContent !== said) word.textContent = said;
}
