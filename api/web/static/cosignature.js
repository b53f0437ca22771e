/**
 * Cosignatures: a witness' word that it has seen a checkpoint, and when.
 *
 * Source: https://c2sp.org/tlog-cosignature
 */

import { serialiseCheckpointText } from "./checkpoint.js";
import { verify } from "./ed25519.js";
import { SignatureError } from "./errors.js";
import { COSIGNATURE } from "./note.js";
import { SIZE_MAX, isEqual, toUtf8 } from "./text.js";

/**
 * Find when a witness cosigned, if its mark is here.
 * @param {{checkpoint: import("./checkpoint.js").Checkpoint,
 *   marks: {id: Uint8Array, value: Uint8Array}[]}} marked time and signature of witnesses
 * @param {import("./note.js").VerifierKey} witness
 * @returns {Promise<bigint | null>} seconds since 1970 UTC
 * @throws {SignatureError} the mark does not hold
 */
export async function cosignedAt({ checkpoint, marks }, witness) {
  const mark = marks.find(({ id }) => isEqual(id, witness.id));
  if (mark === undefined || witness.type !== COSIGNATURE) return null;
  const time = toBigInt(mark.value.subarray(0, 8));
  if (time > SIZE_MAX) throw new SignatureError("a time that cannot be");
  const text = serialiseCheckpointText(checkpoint);
  const message = toUtf8(`cosignature/v1\ntime ${time}\n${text}`);
  await verify(witness.publicKey, mark.value.slice(8), message);
  return time;
}

/** @param {Uint8Array} bytes big-endian */
export function toBigInt(bytes) {
  return bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
}
