/**
 * Signatures checked ahead of the fold that asks for them: WebCrypto works on many at once, while
 * a fold goes from note to note.
 *
 * Which key speaks for a journal is the fold's to say. Here only guesses are made: a key that any
 * line names is tried under the note that names it, and what was found counts for that key alone.
 */

import { SegelError } from "../errors.js";
import { parseVerifierKey } from "../note.js";
import { REGISTER } from "../register.js";
import { isEqual, toHex, toUtf8 } from "../text.js";
import { alike, twice } from "./finding.js";
import { verifyUnder } from "./member.js";

/** Signatures under way at a time. */
const AHEAD = 512;

/** @typedef {import("../note.js").VerifierKey} Key */
/** @typedef {import("./entry.js").Entry} Entry */
/** @typedef {{text: string, signature: Uint8Array, publicKey: Uint8Array}} Signed */
/** @typedef {(signed: Signed[]) => Promise<string[]>} Check why each does not hold; "", if it does */

export class Signatures {
  /** @type {Map<string, Key>} */
  #keys = new Map();
  /** @type {Map<Entry, {key: Key, fault: Promise<string>}>} */
  #started = new Map();
  #waiting;

  /**
   * @param {Entry[]} entries in the order in which they will be asked for
   * @param {Key[]} founders keys that no line names
   */
  constructor(entries, founders) {
    this.#waiting = entries.values();
    for (const key of founders) this.#keys.set(nameOf(key), key);
  }

  /**
   * Look for keys in the entries' lines.
   * @param {Entry[]} entries
   */
  async learn(entries) {
    const lines = entries.flatMap(({ topic, body }) => (topic === REGISTER ? body.split("\n") : []));
    for (const [verb, text = ""] of lines.map((line) => line.split(" "))) {
      if (verb !== "enrol") continue;
      try {
        const key = await parseVerifierKey(text);
        this.#keys.set(nameOf(key), key);
      } catch (error) {
        if (!(error instanceof SegelError)) throw error;
      }
    }
  }

  /**
   * Tell why an entry's signature does not hold under a key.
   * @param {Entry} entry
   * @param {Key} key
   * @returns {Promise<string>} nothing, if it holds
   */
  async fault(entry, key) {
    this.#goAhead();
    const found = this.#started.get(entry);
    this.#started.delete(entry);
    if (found !== undefined && isEqual(found.key.publicKey, key.publicKey)) return found.fault;
    return faultOfSignature(signedBy(entry, key));
  }

  #goAhead() {
    while (this.#started.size < AHEAD) {
      const { value: entry } = this.#waiting.next();
      if (entry === undefined) return;
      const key = this.#keys.get(nameOf(entry.signature));
      if (key === undefined) continue;
      this.#started.set(entry, { key, fault: faultOfSignature(signedBy(entry, key)) });
    }
  }
}

/** @param {{name: string, id: Uint8Array}} named */
function nameOf({ name, id }) {
  return `${name}+${toHex(id)}`;
}

/** @type {(entry: Entry, key: Key) => Signed} */
export function signedBy({ text, signature: { signature } }, { publicKey }) {
  return { text, signature, publicKey };
}

/** @type {Check} */
export function checkSignatures(signed) {
  return Promise.all(signed.map(faultOfSignature));
}

/** @param {Signed} signed */
async function faultOfSignature({ text, signature, publicKey }) {
  try {
    await verifyUnder({ publicKey }, signature, toUtf8(text));
    return "";
  } catch (error) {
    if (error instanceof SegelError) return error.message;
    throw error;
  }
}

/**
 * Find the journals that are enrolled here and have signed nothing here: whether their keys are
 * strong matters to nobody, unless it is a signer's key that somebody else lays claim to.
 * @param {Entry[]} entries
 * @returns {Set<string>}
 */
export function unusedIn(entries) {
  const signers = new Set(entries.map(({ header }) => header.journal));
  /** @type {Map<string, Set<string>>} */
  const keys = new Map();
  for (const { body } of entries.filter(({ topic }) => topic === REGISTER)) {
    for (const line of body.split("\n")) {
      const [name = "", , ...rest] = line.replace(/^enrol /, "").split("+");
      const [key = ""] = rest.join("+").split(" ");
      keys.set(name, (keys.get(name) ?? new Set()).add(key));
    }
  }
  const used = new Set([...signers].flatMap((name) => [...(keys.get(name) ?? [])]));
  const isUnused = (/** @type {[string, Set<string>]} */ [name, own]) => (
    !signers.has(name) && ![...own].some((key) => used.has(key)));
  return new Set([...keys].filter(isUnused).map(([name]) => name));
}

/** @type {(held: number, given: number, byHardware: number) => import("./finding.js").Words} */
export function countedSignatures(held, given, byHardware) {
  if (byHardware === 0) return alike(`${held}/${given}`);
  return twice(`${held}/${given}, ${byHardware} dengan sidik jari`,
    `${held}/${given}, ${byHardware} by fingerprint`);
}
