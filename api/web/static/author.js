/**
 * The author: signs at the end of the journal and keeps what was signed, or nothing of it.
 *
 * A Web Lock lets one window sign at a time. The journal's compare-and-add stands behind it, for a
 * browser that took the lock away: then it is signed again at the journal's new end.
 */

import { FormatError } from "./errors.js";
import { TakenError } from "./journal.js";
import { parseVerifierKey } from "./note.js";
import { signRegister } from "./register.js";
import { signStatement } from "./statement.js";
import { toBase64 } from "./text.js";
import { seen } from "./witness.js";

const TRIES = 3;

/**
 * @typedef {object} Beside
 * @property {{path: string, salt: string, value: unknown}[]} [openings] of commitments in the body
 * @property {Pick<import("./journal.js").Photo, "hash" | "blob" | "type" | "size">[]} [photos]
 * @property {boolean} [urgent] to be sent in a request of its own
 * @property {Sign} [strong] signs in place of the phone's own key
 */

/**
 * @callback Sign
 * @param {import("./statement.js").Header} header
 * @param {object} body
 * @param {import("./journal.js").Device} device
 * @returns {Promise<{note: Uint8Array, leaf: Uint8Array}>}
 */

/** @typedef {{origin: string, log: import("./note.js").VerifierKey, charter: string}} Pinned */

/**
 * Sign a statement and keep it: it is on stable storage when this returns.
 * @param {import("./journal.js").Journal} journal
 * @param {Pinned} ledger
 * @param {object} body
 * @param {Beside} [beside]
 * @returns {Promise<import("./journal.js").Entry>}
 * @throws {DOMException} the phone did not take it; nothing of it is kept then
 */
export async function write(journal, ledger, body, { strong, ...beside } = {}) {
  const sign = strong ?? (async (header, said, device) => (
    signStatement(header, said, await signerOf(device))));
  return append(journal, ledger, (header, device) => sign(header, body, device), beside);
}

/**
 * Sign a register note: what a delegate says about keys.
 * @param {import("./journal.js").Journal} journal
 * @param {Pinned} ledger
 * @param {string[]} lines
 * @returns {Promise<import("./journal.js").Entry>}
 */
export async function register(journal, ledger, lines) {
  return append(journal, ledger, async (header, device) => (
    signRegister(header, lines, await signerOf(device))), {});
}

/**
 * @param {import("./journal.js").Journal} journal
 * @param {Pinned} ledger
 * @param {(header: import("./statement.js").Header, device: import("./journal.js").Device) =>
 *   Promise<{note: Uint8Array, leaf: Uint8Array}>} sign
 * @param {Beside} beside
 * @returns {Promise<import("./journal.js").Entry>}
 */
async function append(journal, ledger, sign, beside) {
  return navigator.locks.request(`segel tulis ${ledger.charter}`, async () => {
    for (let tries = TRIES; ; tries -= 1) {
      try {
        return await appendOnce(journal, ledger, sign, beside);
      } catch (error) {
        if (!(error instanceof TakenError) || tries === 1) throw error;
      }
    }
  });
}

/**
 * @param {import("./journal.js").Journal} journal
 * @param {Pinned} ledger
 * @param {Parameters<typeof append>[2]} sign
 * @param {Beside} beside
 * @returns {Promise<import("./journal.js").Entry>}
 */
async function appendOnce(journal, { origin, log }, sign, { openings = [], photos, urgent }) {
  const device = await journal.device();
  if (device === null || device.previous === null) throw new FormatError("journal", "no key yet");
  const { name, next, previous, held: cited } = device;
  const header = {
    origin, journal: name, sequence: BigInt(next), previous, cited: await seen(device, log),
  };
  const signed = await sign(header, device);
  const leaf = toBase64(signed.leaf);
  const entry = {
    ...signed,
    openings: openings.map((one) => ({ leaf, ...one })),
    cited,
    ...(urgent && { urgent }),
  };
  return journal.keep(entry, { next, previous }, photos);
}

/** @param {import("./journal.js").Device} device */
async function signerOf({ vkey, keys }) {
  return { key: await parseVerifierKey(vkey), privateKey: keys.privateKey };
}
