/**
 * Writing: one statement is signed at the journal's end and kept, before anything is sent.
 */

import { TakenError } from "./journal.js";
import { parseVerifierKey } from "./note.js";
import { signStatement } from "./statement.js";
import { toBase64 } from "./text.js";
import { seen } from "./witness.js";

const TRIES = 3;

/**
 * @typedef {object} Beside
 * @property {{path: string, salt: string, value: unknown}[]} [openings]
 * @property {object[]} [photos] kept with the note
 * @property {boolean} [urgent] sent at once
 * @property {boolean} [strong] signed with the fingerprint key where there is one
 */

/**
 * Sign a statement and keep it; if another tab was faster, at the journal's new end.
 * @param {import("./journal.js").Journal} journal
 * @param {import("./witness.js").Ledger & {origin: string}} ledger
 * @param {object} body
 * @param {Beside} [beside]
 * @returns {Promise<{sequence: number, leaf: Uint8Array, note: Uint8Array}>}
 */
export function write(journal, ledger, body, beside = {}) {
  return navigator.locks.request(`segel tulis ${ledger.charter}`, () =>
    sign(journal, ledger, body, beside, TRIES),
  );
}

async function sign(journal, ledger, body, beside, tries) {
  const device = await journal.device();
  const { next, previous, held, keys, name } = device;
  const cited = await seen(device, ledger.log);
  const { origin } = ledger;
  const header = { origin, journal: name, sequence: BigInt(next), previous, cited };
  const key = await parseVerifierKey(device.vkey);
  const signed = await signStatement(header, body, { key, privateKey: keys.privateKey });
  const leaf = toBase64(signed.leaf);
  const openings = (beside.openings ?? []).map((opening) => ({ leaf, ...opening }));
  try {
    await journal.keep({ ...signed, openings, cited: held }, { next, previous });
  } catch (error) {
    if (!(error instanceof TakenError) || tries === 1) throw error;
    return sign(journal, ledger, body, beside, tries - 1);
  }
  return { sequence: next, ...signed };
}
