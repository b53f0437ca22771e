/**
 * What the server told: one answer about this place, kept for days without a network.
 *
 * It is the server's word and is shown as such; what this phone signed or was shown goes before it.
 */

import { isTold } from "../form.js";
import { within } from "../inquiry.js";
import { html, nothing } from "../markup.js";
import { wallClock } from "../moment.js";
import { clock } from "./clock.js";
import { t } from "./language.js";
import { whole } from "./stock.js";

const EVERY_MS = 180_000;
const SOON_MS = 5_000;

/** @typedef {{as_of: number, keys: Record<string, string[]>}} Stamp */

let asked = -EVERY_MS; // by the clock that never jumps
let soon = SOON_MS;

/**
 * Ask the server, at most every few minutes, and only where there may be a network; sooner where it
 * has told before it held what this phone had said.
 * @param {import("./desk.js").Desk} desk
 * @returns {Promise<boolean>} whether something was learnt
 */
export async function learn(desk) {
  const now = performance.now();
  const told = desk.post?.known?.leaf_index ?? -1;
  const isBehind = desk.post?.said.some(({ index }) => index !== null && index > told);
  if (!isBehind) soon = SOON_MS;
  const wait = isBehind ? soon : EVERY_MS;
  if (!navigator.onLine || desk.place === "" || now - asked < wait) return false;
  asked = now;
  soon = Math.min(2 * soon, EVERY_MS); // a server that stays behind is not asked for ever
  const answer = await askPost(desk);
  if (answer === null || !isTold(answer) || !Number.isSafeInteger(answer.as_of)) return false;
  const { keys, ...value } = answer;
  value.boxes = (value.boxes ?? []).map(whole);
  const fact = { at: wallClock(new Date()), leaf_index: answer.as_of };
  await desk.journal.learn({ post: { ...fact, value }, keys: { ...fact, value: keys } });
  await desk.changed();
  return true;
}

/**
 * @param {import("./desk.js").Desk} desk
 * @returns {Promise<(import("./post.js").Told & Stamp) | null>} null: nobody answers, or nobody
 *   knows the place
 */
async function askPost(desk) {
  try {
    const response = await desk.ledger.fetch(`/posts/${encodeURI(desk.place)}`, within());
    return response.ok ? await response.json() : null;
  } catch (error) {
    console.info("known", error); // without a network there is nothing to learn, and nothing wrong
    return null;
  }
}

/**
 * Say whose word the state is, and how old.
 * @param {import("./desk.js").Desk} desk
 */
export function sourceWord({ post }) {
  if (!post?.known) return nothing;
  const { leaf_index: leaf, at } = post.known;
  return html`<p class="soft">${t(`Menurut server, daun ${leaf}, ${clock(at)}; catatan ponsel
    ini didahulukan.`, `By the server's word, leaf ${leaf}, ${clock(at)}; this phone's
    entries go first.`)}</p>`;
}
