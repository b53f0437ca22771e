/**
 * The page's modules, one call each, for tests that hand their words to Python and back.
 */

import { digest } from "/static/commitment.js";
import { enrolLine } from "/static/enrolment.js";
import { TakenError, openJournal } from "/static/journal.js";
import { formatVerifierKey, parseVerifierKey, verifierKey } from "/static/note.js";
import { batchOf } from "/static/outbox.js";
import { SegelError } from "/static/errors.js";
import { checkRecovery } from "/static/recovery.js";
import { parseEnrolLine } from "/static/request.js";
import { wallClock } from "/static/moment.js";

/** @returns {Promise<string>} the enrol line of a fresh key */
export async function enrol({ origin, name }) {
  const keys = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", keys.publicKey));
  const key = await verifierKey(name, raw);
  return enrolLine(origin, { key, privateKey: keys.privateKey });
}

/** @returns {Promise<object | null>} whom a line enrols, or `null` if it is void */
export async function enrols({ line, origin }) {
  try {
    const { key, delegate } = await parseEnrolLine(line, origin);
    return { vkey: formatVerifierKey(key), delegate };
  } catch (error) {
    if (error instanceof SegelError) return null;
    throw error;
  }
}

/** @returns {Promise<(string | null)[]>} commitments, `null` for an opening out of form */
export async function digests(openings) {
  return Promise.all(
    openings.map((opening) =>
      digest(opening).catch((error) => {
        if (error instanceof SegelError) return null;
        throw error;
      }),
    ),
  );
}

/** @returns {number[]} how many entries of these lengths go into each request */
export function batches(lengths) {
  let rest = lengths.map((length) => ({ note: new Uint8Array(length).fill(34), openings: [] }));
  const counts = [];
  while (rest.length > 0) {
    counts.push(batchOf(rest).length);
    rest = rest.slice(counts.at(-1));
  }
  return counts;
}

/** Keep two notes under one number. @returns {Promise<{refused: boolean, kept: number}>} */
export async function race() {
  const journal = await openJournal("race");
  await journal.begin({ name: "n", vkey: "v", keys: null, line: "" });
  const enrolment = new Uint8Array(32);
  await journal.enrolled(enrolment);
  const signed = { note: new Uint8Array(), leaf: enrolment.fill(1), openings: [], cited: null };
  const place = { next: 0, previous: new Uint8Array(32) };
  await journal.keep(signed, place);
  const second = journal.keep(signed, place);
  const refused = await second.then(() => false, (error) => error instanceof TakenError);
  return { refused, kept: (await journal.entries()).length };
}

/** @returns {string} */
export function clock(milliseconds) {
  return wallClock(new Date(milliseconds));
}

/** @returns {Promise<boolean[]>} whether each recovery is believed */
export async function recovers({ recoveries, vkey, charter }) {
  const log = await parseVerifierKey(vkey);
  return Promise.all(
    recoveries.map((one) =>
      checkRecovery(one, { log, charter }).then(
        () => true,
        (error) => {
          if (error instanceof SegelError) return false;
          throw error;
        },
      ),
    ),
  );
}
