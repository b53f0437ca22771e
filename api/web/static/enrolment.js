/**
 * Enrolment: how a new key comes to speak for a journal.
 *
 * The device shows that it holds the private half (possession) and hands over one line. A registrar
 * or delegate puts that line into a note of their own; that note's leaf hash is where the new
 * journal begins.
 *
 *     enrol 16.08/kpu/gudang-03+a1b2c3d4+AZ... <base64 possession>
 */

import { verify } from "./ed25519.js";
import { formatVerifierKey } from "./note.js";
import { toBase64, toUtf8 } from "./text.js";

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
