/**
 * The phone's hardware key: made once, then asked for an assertion over each text that deserves a
 * finger. No network is needed for either. webauthn.js says what an assertion is worth.
 *
 * The key is the phone's own ("platform"), and the person is recognised every time; nothing is
 * asked about the phone's maker (attestation), as no guard's phone should tell that to everybody.
 */

import { possessionMessage } from "./enrolment.js";
import { SegelError } from "./errors.js";
import { HARDWARE, formatVerifierKey, keyId, parseVerifierKey, signMessage } from "./note.js";
import { concat, sha256, toBase64 } from "./text.js";
import { checkHardwarePublic, hardwarePublic, parseHardwarePublic } from "./webauthn.js";
import { rawSignature, verifyAssertion } from "./webauthn.js";

const COSE_ES256 = -7;
const COSE_EDDSA = -8;
const TOUCH_MS = 60_000;

/** The hardware has not signed: the person turned away, was not recognised, or it is not there. */
export class UnrecognisedError extends SegelError {
  /** @readonly */
  type = "unrecognised";
}

/**
 * @typedef {object} Hardware
 * @property {string} vkey
 * @property {Uint8Array} id of the credential, by which the phone finds the key
 * @property {string} line the enrol line
 * @property {boolean} [isEnrolled] whether a register note that says it is known
 */

/** @typedef {{key: import("./note.js").VerifierKey, privateKey: import("./note.js").Secret}} Signer */

/**
 * Tell whether this phone recognises its holder, and for this page: an IP address is no site.
 * @returns {Promise<boolean>}
 */
export async function hasHardware() {
  if (/^[\d.]+$|:/.test(location.hostname)) return false;
  const { PublicKeyCredential: known } = /** @type {any} */ (globalThis);
  return (await known?.isUserVerifyingPlatformAuthenticatorAvailable?.()) ?? false;
}

/**
 * Make a hardware key for a journal; the person is asked twice, for the key and for its possession.
 * @param {string} origin of the log
 * @param {Signer} software the journal's own key, which has to agree
 * @param {number[]} [algorithms] of COSE, the best first
 * @returns {Promise<Hardware>}
 * @throws {UnrecognisedError}
 */
export async function makeHardwareKey(origin, software, algorithms = [COSE_ES256, COSE_EDDSA]) {
  const { name } = software.key;
  const credential = await recognised(() => navigator.credentials.create({
    publicKey: {
      rp: { name: "Segel" },
      user: { id: crypto.getRandomValues(new Uint8Array(16)), name, displayName: name },
      challenge: crypto.getRandomValues(new Uint8Array(32)),
      pubKeyCredParams: algorithms.map((alg) => ({ type: "public-key", alg })),
      authenticatorSelection: {
        authenticatorAttachment: "platform", residentKey: "discouraged", userVerification: "required",
      },
      timeout: TOUCH_MS,
    },
  }));
  const id = new Uint8Array(credential.rawId);
  const publicKey = await hardwarePublic(location.hostname, await publicOf(credential.response));
  await checkHardwarePublic(publicKey);
  const key = { name, type: HARDWARE, publicKey, id: await keyId(name, HARDWARE, publicKey) };
  const message = possessionMessage(origin, key);
  const agreed = await signMessage(message, software.privateKey);
  const vkey = formatVerifierKey(key);
  const possession = concat(agreed, await assertion(key, id, message));
  return { vkey, id, line: `enrol ${vkey} ${toBase64(possession)}` };
}

/**
 * @param {Pick<Hardware, "vkey" | "id">} hardware
 * @returns {Promise<Signer>} signs as a software key does, but asks the person each time
 */
export async function hardwareSigner({ vkey, id }) {
  const key = await parseVerifierKey(vkey);
  return { key, privateKey: (message) => assertion(key, id, message) };
}

/**
 * @param {import("./note.js").VerifierKey} key
 * @param {Uint8Array} id of the credential
 * @param {Uint8Array} message
 * @returns {Promise<Uint8Array>} the bytes of a signature, verified
 */
async function assertion({ publicKey }, id, message) {
  const challenge = await sha256(message);
  const { response } = await recognised(() => navigator.credentials.get({
    publicKey: {
      challenge: /** @type {BufferSource} */ (challenge),
      allowCredentials: [{
        type: "public-key", id: /** @type {BufferSource} */ (id), transports: ["internal"],
      }],
      userVerification: "required",
      timeout: TOUCH_MS,
    },
  }));
  const given = new Uint8Array(response.signature);
  try {
    const signature = parseHardwarePublic(publicKey).isEdDsa ? given : rawSignature(given);
    const data = new Uint8Array(response.authenticatorData);
    const value = concat(data, signature, new Uint8Array(response.clientDataJSON));
    await verifyAssertion(publicKey, value, message);
    return value;
  } catch (error) {
    throw unrecognised(error);
  }
}

/**
 * @param {any} response
 * @returns {Promise<Uint8Array>} the raw public key: WebCrypto reads what the phone has written
 */
async function publicOf(response) {
  const isEdDsa = response.getPublicKeyAlgorithm() === COSE_EDDSA;
  const algorithm = isEdDsa ? { name: "Ed25519" } : { name: "ECDSA", namedCurve: "P-256" };
  const key = await crypto.subtle.importKey(
    "spki", response.getPublicKey(), algorithm, true, ["verify"]);
  return new Uint8Array(await crypto.subtle.exportKey("raw", key));
}

/**
 * @param {() => Promise<Credential | null>} ask
 * @returns {Promise<any>} the credential that the phone has given
 */
async function recognised(ask) {
  try {
    const credential = await ask();
    if (credential === null) throw new UnrecognisedError("nothing was given");
    return credential;
  } catch (error) {
    throw unrecognised(error);
  }
}

/** @param {unknown} error */
function unrecognised(error) {
  return error instanceof UnrecognisedError ? error : new UnrecognisedError(String(error));
}
