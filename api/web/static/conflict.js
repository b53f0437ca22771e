/**
 * Conflicts: two checkpoints, both signed by the log, that do not go together.
 *
 * The phone keeps both, whatever happens to the server afterwards. Where the server's own hashes
 * show that both cannot be true, they are a proof in one file (`segel/equivocation/v1`) that
 * anybody can check; else the two checkpoints are handed over as they are.
 */

import { openCheckpoint } from "./checkpoint.js";
import { proveEquivocation, serialiseEquivocation } from "./equivocation.js";
import { SegelError } from "./errors.js";
import { ask, growthProof, readJson } from "./inquiry.js";
import { parseNote, serialiseNote } from "./note.js";
import { foundedBy } from "./registrar.js";
import { isEqual, parseHash, parseUtf8, toHex, toUtf8 } from "./text.js";
import { nodeHash } from "./tree.js";

const CONFLICTS = "conflicts";
const KEPT_MAX = 20;

/**
 * @typedef {object} Conflict
 * @property {string} at when it was found, by this phone's clock
 * @property {string} ours signed checkpoint that this phone holds
 * @property {string} theirs signed checkpoint that was shown to it
 * @property {string | null} file the proof that both cannot be true, if it is one
 */

/** @typedef {import("./checkpoint.js").Checkpoint} Checkpoint */
/** @typedef {import("./registrar.js").Pinned & {fetch: typeof fetch}} Ledger */

/**
 * @param {import("./journal.js").Journal} journal
 * @returns {Promise<Conflict[]>} oldest first
 */
export async function conflicts(journal) {
  return (await journal.memo(CONFLICTS)) ?? [];
}

/**
 * Keep what the log has signed beside what we hold. What the log has not signed says nothing.
 * @param {import("./journal.js").Journal} journal
 * @param {Ledger} ledger
 * @param {string} shown
 */
export async function doubt(journal, ledger, shown) {
  const held = (await journal.device())?.held ?? null;
  if (held === null) return;
  try {
    const [ours, theirs] = [signedByLog(held, ledger.log), signedByLog(shown, ledger.log)];
    await openCheckpoint(toUtf8(theirs), ledger.log);
    const known = await conflicts(journal);
    if (known.some((one) => one.ours === ours && one.theirs === theirs)) return;
    const file = await proof(journal, ledger, ours, theirs);
    const found = { at: new Date().toISOString(), ours, theirs, file };
    await journal.transact(["memo"], async ({ memo }) => {
      const before = (await memo.get(CONFLICTS)) ?? [];
      await memo.put(pruned([...before, found]), CONFLICTS);
    });
  } catch (error) {
    if (!(error instanceof SegelError)) throw error;
  }
}

/**
 * Proofs stay before what is only to be looked at: a server could show any number of old trees.
 * @param {Conflict[]} all oldest first
 * @returns {Conflict[]}
 */
function pruned(all) {
  const last = all.findLastIndex(({ file }) => file === null);
  const surplus = last < 0 ? KEPT_MAX : last;
  return all.length > KEPT_MAX ? all.filter((_, place) => place !== surplus) : all;
}

/**
 * @param {string} text
 * @param {import("./note.js").VerifierKey} log
 * @returns {string} the checkpoint with the log's own signature alone
 */
function signedByLog(text, log) {
  const note = parseNote(toUtf8(text));
  const signatures = note.signatures
    .filter(({ name, id }) => name === log.name && isEqual(id, log.id))
    .slice(0, 1);
  return parseUtf8(serialiseNote({ ...note, signatures }), "checkpoint");
}

/**
 * Make the proof, if the server says enough to make one.
 * @param {import("./journal.js").Journal} journal
 * @param {Ledger} ledger
 * @param {string} ours
 * @param {string} theirs
 * @returns {Promise<string | null>}
 */
async function proof(journal, ledger, ours, theirs) {
  try {
    const told = (await journal.memo("mandate")) ?? readJson((await ask(ledger, "/policy")) ?? "");
    const charter = String(told?.charter);
    await foundedBy(charter, ledger);
    const pair = [ours, theirs].map(toUtf8);
    const opened = await Promise.all(pair.map((one) => openCheckpoint(one, ledger.log)));
    const [mine, other] = /** @type {[Checkpoint, Checkpoint]} */ (opened);
    const hashes = await between(ledger, mine, other);
    const isFirst = mine.size < other.size
      || (mine.size === other.size && toHex(mine.root) < toHex(other.root));
    const [smaller, larger] = /** @type {[Uint8Array, Uint8Array]} */ (
      isFirst ? pair : pair.reverse());
    const claim = { charter: toUtf8(charter), smaller, larger, hashes };
    await proveEquivocation(claim);
    return parseUtf8(serialiseEquivocation(claim), "equivocation");
  } catch (error) {
    if (error instanceof SegelError) return null;
    throw error;
  }
}

/**
 * Ask for the hashes that lead from what we hold to both roots of the server's tree.
 * @param {Ledger} ledger
 * @param {Checkpoint} ours
 * @param {Checkpoint} theirs
 * @returns {Promise<Uint8Array[]>} none where there are none to be had
 */
async function between(ledger, ours, theirs) {
  if (ours.size >= theirs.size) return [];
  const path = await growthProof(ledger, ours.size, theirs.size);
  const isWhole = (ours.size & (ours.size - 1n)) === 0n;
  if (path === null || !isWhole) return path ?? [];
  const text = await ask(ledger, "/proofs?leaf=0"); // a proof of growth leaves this root out
  const way = readJson(text ?? "")?.proofs?.[0]?.inclusion;
  let root = parseHash(ledger.charter, "charter");
  for (let width = 1n, level = 0; width < ours.size; width *= 2n, level += 1) {
    root = await nodeHash(root, parseHash(String(way?.[level]), "way"));
  }
  return [root, ...path];
}
