/**
 * Records: what a phone's stores hold, and what becomes of an entry.
 */

import { toBase64 } from "./text.js";

/**
 * @typedef {object} Device
 * @property {string} name of the journal
 * @property {string} vkey
 * @property {CryptoKeyPair} keys
 * @property {string} line the enrol line
 * @property {import("./hardware.js").Hardware} [hardware] the key that a finger wakes
 * @property {number} next sequence number
 * @property {Uint8Array | null} previous leaf hash; null until enrolled
 * @property {string | null} held newest checkpoint that was verified, as signed
 * @property {{size: number, next: number}} [recovered] from how many entries the log had gone on
 *   when it was held, and the first sequence number that knows of it
 * @property {string | null} [delegate] the prefix under which this device may enrol others
 * @property {string} [enroller] the journal that enrolled it
 * @property {string} [enrollerKey] its verifier key, where a phone's answer told it
 * @property {number} [resumed] number at which a supervisor let the journal go on
 */

/** @typedef {Pick<Device, "name" | "vkey" | "keys" | "line">} NewDevice */

/**
 * @typedef {object} Enclosure an opening as it is sent; what opens goes once the server has it
 * @property {string} leaf base64
 * @property {string} path JSON pointer into the body
 * @property {string} [salt]
 * @property {unknown} [value]
 * @property {string} [refused] why the server did not take it
 */

/**
 * @typedef {object} Photo
 * @property {string} hash base64 SHA-256, as the statement cites it
 * @property {Blob} blob
 * @property {string} type
 * @property {number} size bytes
 * @property {string | null} leaf of the statement, base64
 * @property {number} sent bytes that the server has
 * @property {string} state
 */

/** @typedef {{size: number, names: string[], time: number}} Witnessed time in s since 1970 UTC */

/**
 * @typedef {object} Entry
 * @property {number} sequence
 * @property {Uint8Array} note
 * @property {Uint8Array} leaf
 * @property {Enclosure[]} openings
 * @property {string | null} cited the signed checkpoint behind the citation
 * @property {"signed" | "received" | "refused"} state on the phone; in the log; never to be taken
 * @property {Receipt | null} receipt
 * @property {import("./witness.js").Problem | null} problem the server's last answer, if it was no
 *   receipt
 * @property {Receipt[]} [former] receipts for leaves at which the note no longer stands: evidence
 * @property {boolean} [urgent] goes out in a request of its own, after what stands before it
 * @property {Witnessed | null} [witnessed] which tree with this note a quorum has seen
 */

/**
 * @typedef {import("./receipt.js").ReceiptJson &
 *   {understood: boolean | null, reason: string | null}} Receipt
 */

/** @typedef {Entry & {journal: string}} FormerEntry of a journal that another has followed */

/**
 * @typedef {object} Carried another phone's note, which is handed in here too
 * @property {string} leaf base64
 * @property {Uint8Array} note
 * @property {Enclosure[]} openings
 * @property {"waiting" | "received" | "refused"} state
 * @property {number | null} index its leaf, once the log has proven that it holds it
 * @property {boolean} [isDoubted] its signature could not be checked when it came
 * @property {import("./witness.js").Problem | null} problem
 */

/** @typedef {{at: string, leaf_index: number, value: unknown}} Known what the server has told */

/** @typedef {Partial<Omit<Entry, "note">> & Pick<Entry, "sequence" | "leaf">} Outcome */

/**
 * @param {Enclosure} opening
 * @returns {Enclosure} without what opens anything
 */
export function sealed({ leaf, path }) {
  return { leaf, path };
}

/**
 * @param {Entry} entry
 * @returns {Carried}
 */
export function carriedOf({ note, leaf: hash, openings, state, receipt, problem }) {
  const isReceived = state === "received";
  const index = isReceived ? (receipt?.leaf_index ?? null) : null;
  const leaf = toBase64(hash);
  return { leaf, note, openings, state: isReceived ? "received" : "waiting", index, problem };
}

/**
 * @param {Entry} entry
 * @param {Outcome} outcome
 * @returns {Entry}
 */
export function settled(entry, outcome) {
  const { state, problem, receipt, ...beside } = outcome;
  if (entry.state === "received" && state !== "received") return { ...entry, ...beside };
  const before = entry.receipt;
  const isMoved = receipt && before !== null && before.leaf_index !== receipt.leaf_index;
  const moved = isMoved ? { former: [...(entry.former ?? []), before], witnessed: null } : {};
  return { ...entry, ...outcome, ...moved };
}
