/**
 * Who signed one note, as far as the register notes beside it tell; the rules of `tools/signer.py`.
 *
 * A key that stands in such a note checks the signature; whether that enrolment was ever in force
 * is not to be seen here. Without one only the tier is told, which anybody can write.
 */

import { SegelError } from "./errors.js";
import { HARDWARE, checkStrong, parseNote, parseVerifierKey, verifyNote } from "./note.js";
import { REGISTER, parseEntry } from "./register.js";
import { isEqual } from "./text.js";
import { checkHardwarePublic } from "./webauthn.js";

const ED25519_BYTES = 64;

/** @typedef {{isByHardware: boolean, isChecked: boolean, fault: string | null}} Signer */

/** @param {Uint8Array} bytes @returns {boolean} whether they are meant as a register note */
export function isRegister(bytes) {
  return decode(bytes).startsWith(`${REGISTER}\n`);
}

/**
 * @param {Uint8Array} note
 * @param {Uint8Array[]} registers
 * @returns {Promise<Signer | null>} `null` where it is no note of a journal
 */
export async function signerOf(note, registers) {
  const journal = journalOf(note);
  const parsed = journal === null ? null : parseNote(note);
  const [line] = parsed?.signatures ?? [];
  if (parsed === null || line === undefined) return null;
  const isByHardware = line.signature.length > ED25519_BYTES;
  const keys = await Promise.all(registers.flatMap(keysIn).map(strongKey));
  const key = keys.find((one) => one?.name === line.name && isEqual(one.id, line.id));
  if (key === undefined || key === null || line.name !== journal) {
    return { isByHardware, isChecked: false, fault: null };
  }
  const fault = await faultOf(() => verifyNote(parsed, [key]));
  return { isByHardware, isChecked: true, fault };
}

/** @param {Uint8Array} note */
function journalOf(note) {
  try {
    return parseEntry(note).journal;
  } catch (error) {
    if (error instanceof SegelError) return null;
    throw error;
  }
}

/** @param {Uint8Array} register @returns {string[]} what stands where a key belongs */
function keysIn(register) {
  return decode(register).split("\n").map((line) => line.split(" "))
    .filter(([verb, key]) => verb === "enrol" && key !== undefined)
    .map(([, key = ""]) => key);
}

/** @param {string} text @returns {Promise<import("./note.js").VerifierKey | null>} */
async function strongKey(text) {
  try {
    const key = await parseVerifierKey(text);
    if (key.type === HARDWARE) await checkHardwarePublic(key.publicKey);
    else checkStrong(key);
    return key;
  } catch (error) {
    if (error instanceof SegelError) return null;
    throw error;
  }
}

/** @param {() => Promise<unknown>} check @returns {Promise<string | null>} */
export async function faultOf(check) {
  try {
    await check();
    return null;
  } catch (error) {
    if (error instanceof SegelError) return error.message;
    throw error;
  }
}

/** @param {Uint8Array} bytes */
function decode(bytes) {
  return new TextDecoder().decode(bytes);
}
