/**
 * Signing: what a form says is written into this device's own journal, once, and handed in.
 *
 * It is the journal of the app at `/jaga/`, with its key, its author and its courier. A body that
 * the journal has already is not signed again: two taps, two windows or a page that was loaded
 * again in between make one entry.
 */

import { write } from "../author.js";
import { startCourier } from "../courier.js";
import { FormatError, SegelError } from "../errors.js";
import { hardwareSigner } from "../hardware.js";
import { openJournal } from "../journal.js";
import { checkStrong, parseVerifierKey } from "../note.js";
import { parseStatement, signStatement } from "../statement.js";
import { t } from "./language.js";

/** @typedef {import("../journal.js").Entry} Entry */
/** @typedef {import("../author.js").Sign} Sign */

/**
 * @typedef {object} Prepared what is going to be signed
 * @property {string} text the body, byte for byte
 * @property {Record<string, any>} body
 * @property {{path: string, salt: string, value: unknown}[]} openings
 */

export class Counter {
  /**
   * @param {import("../witness.js").Ledger & {origin: string}} ledger
   * @param {import("../journal.js").Journal} journal
   * @param {() => Promise<void>} changed
   */
  constructor(ledger, journal, changed) {
    this.ledger = ledger;
    this.journal = journal;
    this.channel = new BroadcastChannel(`segel ${ledger.charter}`);
    this.channel.addEventListener("message", changed); // the app has sent or signed something
    this.courier = startCourier({
      journal,
      ledger,
      changed: async () => {
        this.channel.postMessage("changed");
        await changed();
      },
    });
  }

  /**
   * @param {{origin: string, log: string, charter: string}} pinned
   * @param {() => Promise<void>} changed called when there may be news of an entry
   * @returns {Promise<Counter>}
   */
  static async open({ origin, log, charter }, changed) {
    const key = await parseVerifierKey(log);
    checkStrong(key);
    if (key.name !== origin) throw new FormatError("ledger", "another origin");
    /** @type {typeof fetch} */
    const ask = (path, options) => fetch(path, options);
    const ledger = { origin, charter, log: key, fetch: ask };
    return new Counter(ledger, await openJournal(charter), changed);
  }

  /**
   * Sign what was shown, unless it has been signed.
   * @param {Prepared} prepared
   * @param {boolean} isStrong with the finger's key
   * @returns {Promise<Entry>} it is on stable storage, and on its way
   */
  async sign(prepared, isStrong) {
    const { body, openings } = prepared;
    const strong = isStrong ? byHardware : undefined;
    const entry = await navigator.locks.request(`segel formulir ${this.ledger.charter}`, async () => (
      (await this.signed(prepared))
        ?? write(this.journal, this.ledger, body, { openings, ...(strong && { strong }) })));
    this.channel.postMessage("changed");
    this.courier.ring();
    return entry;
  }

  /**
   * @param {Prepared} prepared
   * @returns {Promise<Entry | undefined>} the entry that says it already
   */
  async signed({ text }) {
    return (await this.journal.entries()).find(({ note }) => bodyOf(note) === text);
  }

  /**
   * Look up a leaf by its number.
   * @param {string} number
   * @returns {Promise<string | null>} its hash; null where the log has none
   * @throws {SegelError} nobody answers
   */
  async lookUp(number) {
    const headers = { Accept: "application/json" };
    const answer = await fetch(`/statements/${number}`, { headers }).catch(() => {
      throw new SegelError(t("server tidak menjawab; tulis sidik daunnya, bukan nomornya",
        "the server does not answer; write the leaf's hash, not its number"));
    });
    if (answer.status === 404) return null;
    if (!answer.ok) {
      throw new SegelError(t(`server tidak dapat mencari daun ${number}`, `the server cannot look up leaf ${number}`));
    }
    const { statement } = await answer.json();
    return statement.leaf_hash;
  }
}

/** @type {Sign} */
async function byHardware(header, body, { hardware }) {
  if (hardware === undefined) throw new FormatError("journal", "no hardware key");
  return signStatement(header, body, await hardwareSigner(hardware));
}

/**
 * @param {Uint8Array} note
 * @returns {string | null} the body of a statement; null for what the journal says about keys
 */
function bodyOf(note) {
  try {
    return parseStatement(note).body;
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}
