/**
 * The device's own journal and outbox, in IndexedDB, plainly.
 *
 * One record for the device (key, name, where the chain stands) and one for each note. A note is
 * signed outside any transaction and kept by compare-and-add: if another tab was faster, nothing is
 * kept and nothing is sent, so no two texts ever leave under one number. Nothing is deleted here.
 *
 * A non-extractable key is clear text in the profile on disk: it stops a stolen script, not
 * somebody who holds the unlocked phone.
 */

import { SegelError } from "./errors.js";
import { isEqual } from "./text.js";

/** Another tab signed this number first; sign again. */
export class TakenError extends SegelError {}

/**
 * @typedef {object} Device
 * @property {string} name of the journal
 * @property {string} vkey
 * @property {CryptoKeyPair} keys
 * @property {string} line the enrol line
 * @property {number} next sequence number
 * @property {Uint8Array | null} previous leaf hash; null until enrolled
 * @property {string | null} held newest checkpoint that was verified, as signed
 * @property {{size: number, next: number}} [recovered] from how many entries the log had gone on
 *   when it was held, and the first sequence number that knows of it
 */

/**
 * @typedef {object} Entry
 * @property {number} sequence
 * @property {Uint8Array} note
 * @property {Uint8Array} leaf
 * @property {object[]} openings
 * @property {string | null} cited the signed checkpoint behind the citation
 * @property {"signed" | "received" | "refused"} state on the phone; in the log; never to be taken
 * @property {object | null} receipt
 * @property {object | null} problem the server's last answer, if it was no receipt
 * @property {object[]} [former] receipts for leaves at which the note no longer stands: evidence
 */

const SELF = "self";

/**
 * Open the journal this device keeps for one ledger.
 * @param {string} charter the ledger's fingerprint
 * @returns {Promise<Journal>}
 */
export async function openJournal(charter) {
  const request = indexedDB.open(`segel ${charter}`, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("device");
    request.result.createObjectStore("note", { keyPath: "sequence" });
  };
  return new Journal(await answer(request));
}

export class Journal {
  /** @param {IDBDatabase} database */
  constructor(database) {
    this.database = database;
    database.onversionchange = () => database.close();
  }

  /** @returns {Promise<Device | null>} */
  async device() {
    const { device } = this.#begin("readonly");
    return (await answer(device.get(SELF))) ?? null;
  }

  /** @returns {Promise<Entry[]>} in the order of signing */
  async entries() {
    return answer(this.#begin("readonly").note.getAll());
  }

  /**
   * Keep a new device; fails if there is one.
   * @param {Pick<Device, "name" | "vkey" | "keys" | "line">} device
   */
  async begin(device) {
    const stores = this.#begin("readwrite");
    stores.device.add({ ...device, next: 0, previous: null, held: null }, SELF);
    await stores.done;
  }

  /**
   * Note down who enrolled us: there the chain begins.
   * @param {Uint8Array} leaf of the enrolling note
   */
  async enrolled(leaf) {
    await this.#change((device) => (device.previous === null ? { previous: leaf } : {}));
  }

  /**
   * Hold a newer verified checkpoint.
   * @param {string} before the one it was verified against, or null
   * @param {string} checkpoint as signed
   */
  async hold(before, checkpoint) {
    await this.#change((device) => (device.held === before ? { held: checkpoint } : {}));
  }

  /**
   * Hold a checkpoint of what has grown from a recovered tree, and remember from which.
   * @param {string | null} before the one that it takes the place of
   * @param {string} checkpoint as signed
   * @param {number} size how many entries the log went on from
   */
  async follow(before, checkpoint, size) {
    await this.#change(({ held, next, recovered }) => {
      if (held !== before) return {};
      const isNew = recovered === undefined || recovered.size < size;
      return { held: checkpoint, ...(isNew && { recovered: { size, next } }) };
    });
  }

  /**
   * Keep a signed note: it is on stable storage when this returns.
   * @param {Pick<Entry, "note" | "leaf" | "openings" | "cited">} signed
   * @param {{next: number, previous: Uint8Array}} place what it was signed against
   * @throws {TakenError} the journal has moved on
   */
  async keep(signed, { next, previous }) {
    const stores = this.#begin("readwrite");
    const device = await answer(stores.device.get(SELF));
    if (device.next !== next || !isEqual(device.previous, previous)) {
      stores.transaction.abort();
      throw new TakenError("another tab has signed this number");
    }
    stores.note.add({ ...signed, sequence: next, state: "signed", receipt: null, problem: null });
    stores.device.put({ ...device, next: next + 1, previous: signed.leaf }, SELF);
    await stores.done;
  }

  /**
   * Note down what became of an entry. What the log holds stays held.
   * @param {number} sequence
   * @param {Partial<Pick<Entry, "state" | "receipt" | "problem">>} outcome
   */
  async settle(sequence, outcome) {
    const stores = this.#begin("readwrite");
    const entry = await answer(stores.note.get(sequence));
    if (entry.state !== "received" || outcome.state === "received") {
      const isMoved = outcome.receipt && entry.receipt?.leaf_index !== outcome.receipt.leaf_index;
      const moved = isMoved && entry.receipt ? [entry.receipt] : [];
      const former = [...(entry.former ?? []), ...moved];
      stores.note.put({ ...entry, ...outcome, former });
    }
    await stores.done;
  }

  /**
   * Let entries be sent again that the log has lost; their receipts stay until there are others.
   * @param {number} size how many entries the log went on from
   */
  async lose(size) {
    const stores = this.#begin("readwrite");
    for (const entry of await answer(stores.note.getAll())) {
      if (entry.state === "received" && entry.receipt.leaf_index >= size) {
        stores.note.put({ ...entry, state: "signed" });
      }
    }
    await stores.done;
  }

  /** @param {(device: Device) => Partial<Device>} change */
  async #change(change) {
    const stores = this.#begin("readwrite");
    const device = await answer(stores.device.get(SELF));
    stores.device.put({ ...device, ...change(device) }, SELF);
    await stores.done;
  }

  /** @param {IDBTransactionMode} mode */
  #begin(mode) {
    const transaction = this.database.transaction(["device", "note"], mode, {
      durability: "strict",
    });
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(undefined);
      transaction.onabort = () => reject(transaction.error ?? new TakenError("given up"));
    });
    done.catch(() => {}); // whoever waits for it hears of it; a reader need not wait
    const [device, note] = ["device", "note"].map((name) => transaction.objectStore(name));
    return { transaction, device, note, done };
  }
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
