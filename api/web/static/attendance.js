/**
 * Disaksikan: a quorum of witnesses has cosigned a tree that holds our note.
 *
 * The policy is never the server's word: it comes with what the device has pinned, or was read from
 * the log by somebody who verified all of it.
 */

import { openCheckpoint } from "./checkpoint.js";
import { cosignedAt } from "./cosignature.js";
import { PolicyError } from "./errors.js";
import { parseNote } from "./note.js";
import { isMetBy } from "./policy.js";
import { isEqual } from "./text.js";

/**
 * @typedef {object} Attendance
 * @property {import("./checkpoint.js").Checkpoint} checkpoint signed by the log
 * @property {{name: string, time: bigint}[]} seen witnesses of the policy, seconds since 1970 UTC
 */

/**
 * Check that a quorum of witnesses has cosigned a checkpoint; lines of strangers are ignored.
 * @param {Uint8Array} bytes the checkpoint note
 * @param {import("./note.js").VerifierKey} log the pinned key
 * @param {import("./policy.js").Policy} policy
 * @returns {Promise<Attendance>}
 * @throws {PolicyError} no quorum, or no witness at all
 * @throws {import("./errors.js").SegelError} a line of the log or of a witness does not hold
 */
export async function checkWitnessed(bytes, log, policy) {
  const checkpoint = await openCheckpoint(bytes, log);
  const { signatures } = parseNote(bytes);
  /** @type {Attendance["seen"]} */
  const seen = [];
  for (const { name, key } of policy.witnesses) {
    const own = signatures.filter((line) => line.name === key.name && isEqual(line.id, key.id));
    for (const { id, signature } of own) {
      const time = await cosignedAt({ checkpoint, marks: [{ id, value: signature }] }, key);
      if (time !== null && !seen.some((one) => one.name === name)) seen.push({ name, time });
    }
  }
  const names = seen.map(({ name }) => name);
  if (seen.length === 0 || !isMetBy(policy, names)) {
    throw new PolicyError(`no quorum of witnesses: ${names.join(", ") || "none"}`);
  }
  return { checkpoint, seen };
}
