/**
 * Recent visitors: names that this phone may still know, and until when.
 *
 * A name is personal data. The journal lets go of it once the server has it; here it stays while
 * the visitor is inside or the watch goes on, a day at most, and is then gone from the phone.
 */

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const WORD = "recent";

/**
 * @typedef {import("./post.js").Visitor & {purpose?: string, identity?: string, zone?: string,
 *   kept: string}} Recent who came, as a form is filled in, and since when the phone keeps it
 */

/**
 * Keep names. They are written beside what is kept already, whatever another window does.
 * @param {import("../journal.js").Journal} journal
 * @param {Record<string, Recent>} names by visit
 */
export async function keep(journal, names) {
  await journal.transact(["memo"], async ({ memo }) => {
    await memo.put({ ...(await memo.get(WORD)), ...names }, WORD);
  });
}

/**
 * Wipe the names that this phone has no reason to know any more.
 * @param {import("../journal.js").Journal} journal
 * @param {import("./post.js").Post} post
 * @param {string} [team] whose watch it is on this phone
 * @returns {Promise<boolean>} whether any were wiped
 */
export async function wipe(journal, post, team) {
  return journal.transact(["memo"], async ({ memo }) => {
    const names = /** @type {Record<string, Recent>} */ ((await memo.get(WORD)) ?? {});
    const kept = stillKept(names, post, team, Date.now());
    if (Object.keys(kept).length === Object.keys(names).length) return false;
    await memo.put(kept, WORD);
    return true;
  });
}

/**
 * Tell which names may stay.
 * @param {Record<string, Recent>} names
 * @param {Pick<import("./post.js").Post, "inside" | "said" | "teams" | "handovers">} post
 * @param {string | undefined} team
 * @param {number} now ms
 * @returns {Record<string, Recent>}
 */
export function stillKept(names, { inside, said, teams, handovers }, team, now) {
  const began = teams.find((one) => one.team === team)?.since ?? "";
  const since = Math.max(now - DAY_MS, Date.parse(began) || 0);
  const isWaiting = new Set(handovers.map(({ leaf }) => leaf));
  const over = said.map(({ body, leaf }) => {
    const at = Date.parse(body.at ?? "");
    if (body.kind === "ShiftEnded" && body.team === team) return at;
    if (body.kind === "ShiftAccepted" && body.from === team) return at;
    if (body.kind !== "ShiftHandedOver" || body.from !== team) return 0;
    return isWaiting.has(leaf) ? at + HOUR_MS : at; // time to show it to whoever takes over
  }).filter((at) => at <= now);
  const end = Math.max(0, ...over);
  const isInside = new Set(inside.map(({ visit }) => visit));
  return Object.fromEntries(Object.entries(names).filter(([visit, { kept }]) => {
    const time = Date.parse(kept);
    return time >= end && (isInside.has(visit) || time >= since);
  }));
}
