/**
 * Enrolment: how a new key comes to speak for a journal.
 *
 * The device shows that it holds the private half (possession) and hands over one line. A registrar
 * or delegate puts that line into a note of their own; that note's leaf hash is where the new
 * journal begins.
 *
 *     enrol 16.08/kpu/gudang-03+a1b2c3d4+AZ... <base64 possession>
 */

import { SIGNATURE_BYTES, verify } from "./ed25519.js";
import { FormatError, KeyFormatError } from "./errors.js";
import { ED25519, HARDWARE, checkStrong, formatVerifierKey, parseVerifierKey } from "./note.js";
import { isJournal } from "./statement.js";
import { parseBase64, toBase64, toUtf8 } from "./text.js";
import { checkHardwarePublic, verifyAssertion } from "./webauthn.js";

/**
 * What a new key signs to show that somebody holds it.
 * @param {string} origin of the log
 * @param {import("./note.js").VerifierKey} key
 * @returns {Uint8Array}
 */
export function possessionMessage(origin, key) {
  return toUtf8(`segel/enrol/v1\n${origin}\n${formatVerifierKey(key)}\n`);
}

/**
 * Make the line that a registrar or delegate enrols.
 * @param {string} origin
 * @param {{key: import("./note.js").VerifierKey, privateKey: CryptoKey}} signer
 * @returns {Promise<string>} without a newline
 */
export async function enrolLine(origin, { key, privateKey }) {
  const message = possessionMessage(origin, key);
  const possession = new Uint8Array(await crypto.subtle.sign("Ed25519", privateKey, message));
  await verify(key.publicKey, possession, message);
  return `enrol ${formatVerifierKey(key)} ${toBase64(possession)}`;
}

/**
 * Read the `enrol` line of a hardware key that joins a journal's own key, and check what both sign.
 * @param {string} line `enrol <hardware key> <base64 possession>`
 * @param {string} origin
 * @param {string} own verifier key of the journal
 * @returns {Promise<import("./note.js").VerifierKey>}
 * @throws {import("./errors.js").SegelError}
 */
export async function parseJoinLine(line, origin, own) {
  const [verb, encoded = "", possession, ...rest] = line.split(" ");
  if (verb !== "enrol" || possession === undefined || rest.length > 0) {
    throw new FormatError("enrol line", "want: enrol <hardware key> <base64 possession>");
  }
  const [key, first] = [await parseVerifierKey(encoded), await parseVerifierKey(own)];
  if (key.type !== HARDWARE || first.type !== ED25519 || key.name !== first.name) {
    throw new KeyFormatError("enrol line", "no hardware key beside this one");
  }
  await checkHardwarePublic(key.publicKey);
  const [signatures, text] = [parseBase64(possession, "possession"), possessionMessage(origin, key)];
  await verify(first.publicKey, signatures.slice(0, SIGNATURE_BYTES), text);
  await verifyAssertion(key.publicKey, signatures.slice(SIGNATURE_BYTES), text);
  return key;
}

/**
 * Read an `enrol` line and check its possession.
 * @param {string} line `enrol <verifier key> <base64 possession> [delegate <name prefix>]`
 * @param {string} origin
 * @returns {Promise<{key: import("./note.js").VerifierKey, delegate: string | null}>}
 * @throws {import("./errors.js").SegelError}
 */
export async function parseEnrolLine(line, origin) {
  const [verb, encoded = "", possession = "", word, prefix = "", ...rest] = line.split(" ");
  const isDelegate = word === "delegate" && isJournal(prefix);
  const isFormed = rest.length === 0 && (word === undefined || isDelegate);
  if (verb !== "enrol" || possession === "" || !isFormed) {
    throw new FormatError("enrol line", "want: enrol <verifier key> <base64 possession>");
  }
  const key = await parseVerifierKey(encoded);
  if (key.type !== ED25519) throw new KeyFormatError("enrol line", "not a key for notes");
  if (!isJournal(key.name)) throw new FormatError("enrol line", "not a journal's name");
  checkStrong(key);
  const signature = parseBase64(possession, "possession");
  await verify(key.publicKey, signature, possessionMessage(origin, key));
  return { key, delegate: isDelegate ? prefix : null };
}
