/**
 * The device's own journal, what waits to be sent and what the phone knows, in IndexedDB.
 *
 * A note is signed outside any transaction and kept by compare-and-add: if another tab was faster,
 * nothing is kept and nothing is sent, so no two texts ever leave under one number. Whatever
 * belongs together is written in one transaction, all of it or nothing. No note is ever deleted:
 * when a new key begins a new journal, the notes of the old one are kept in `former`.
 *
 * A non-extractable key is clear text in the profile on disk: it stops a stolen script, not
 * somebody who holds the unlocked phone.
 */

import { SegelError } from "./errors.js";
import { carriedOf, sealed, settled } from "./record.js";
import { isEqual, toBase64 } from "./text.js";
import "./vendor/idb/umd.js";

/** Another tab signed this number first; sign again. */
export class TakenError extends SegelError {}

/** @typedef {import("./record.js").Device} Device */
/** @typedef {import("./record.js").NewDevice} NewDevice */
/** @typedef {import("./record.js").Enclosure} Enclosure */
/** @typedef {import("./record.js").Photo} Photo */
/** @typedef {import("./record.js").Entry} Entry */
/** @typedef {import("./record.js").Receipt} Receipt */
/** @typedef {import("./record.js").FormerEntry} FormerEntry */
/** @typedef {import("./record.js").Carried} Carried */
/** @typedef {import("./record.js").Known} Known */
/** @typedef {import("./record.js").Outcome} Outcome */

/** @typedef {Record<string, any>} Stores of a transaction, by name */

const SELF = "self";
const VERSION = 2;

/** @type {[string, string | string[] | undefined][]} stores and where each record has its key */
const STORES = [
  ["device", undefined],
  ["note", "sequence"],
  ["former", ["journal", "sequence"]],
  ["carried", "leaf"],
  ["photo", "hash"],
  ["known", undefined],
  ["memo", undefined],
];

/**
 * Open the journal this device keeps for one ledger; what an older version kept stays.
 * @param {string} charter the ledger's fingerprint
 * @returns {Promise<Journal>}
 */
export async function openJournal(charter) {
  const { idb } = /** @type {any} */ (globalThis);
  const database = await idb.openDB(`segel ${charter}`, VERSION, {
    /** @param {any} opened */
    upgrade(opened) {
      for (const [name, keyPath] of STORES) {
        if (opened.objectStoreNames.contains(name)) continue;
        opened.createObjectStore(name, keyPath === undefined ? {} : { keyPath });
      }
    },
    blocking: () => database.close(), // a newer version in another tab goes first
  });
  return new Journal(database, charter);
}

export class Journal {
  #database;

  /**
   * @param {any} database as idb opens it
   * @param {string} charter
   */
  constructor(database, charter) {
    this.#database = database;
    this.charter = charter;
  }

  /** @returns {Promise<Device | null>} */
  async device() {
    return (await this.#database.get("device", SELF)) ?? null;
  }

  /** @returns {Promise<Device[]>} whose journals another has followed */
  async formerDevices() {
    const records = await this.#records("device");
    return records.filter(([name]) => name !== SELF).map(([, device]) => device);
  }

  /** @returns {Promise<Entry[]>} in the order of signing */
  async entries() {
    return this.#database.getAll("note");
  }

  /** @returns {Promise<FormerEntry[]>} */
  async former() {
    return this.#database.getAll("former");
  }

  /** @returns {Promise<Carried[]>} */
  async carried() {
    return this.#database.getAll("carried");
  }

  /** @returns {Promise<Photo[]>} */
  async photos() {
    return this.#database.getAll("photo");
  }

  /** @returns {Promise<Record<string, Known>>} */
  async known() {
    return Object.fromEntries(await this.#records("known"));
  }

  /**
   * @param {string} key
   * @returns {Promise<any>} what was remembered under it, or `undefined`
   */
  async memo(key) {
    return this.#database.get("memo", key);
  }

  /**
   * Remember something that is no entry: a draft, a choice.
   * @param {string} key
   * @param {unknown} value `undefined` forgets it
   */
  async remember(key, value) {
    await this.transact(["memo"], async ({ memo }) => {
      await (value === undefined ? memo.delete(key) : memo.put(value, key));
    });
  }

  /** @param {Record<string, Known>} facts newer ones take the place of older ones */
  async learn(facts) {
    await this.transact(["known"], async ({ known }) => {
      await Promise.all(Object.entries(facts).map(([word, fact]) => known.put(fact, word)));
    });
  }

  /**
   * Keep a new device; fails if there is one.
   * @param {NewDevice} device
   */
  async begin(device) {
    await this.transact(["device"], (stores) => stores.device.add(fresh(device), SELF));
  }

  /**
   * Go on under a new key and a new name; the old journal stays here as it is. What the log does
   * not have of it is carried from now on, like notes of another phone.
   * @param {NewDevice} device
   */
  async renew(device) {
    await this.transact(["device", "note", "former", "carried"], async (stores) => {
      const old = await stores.device.get(SELF);
      const { name: journal, held, recovered } = old;
      const kept = (await stores.note.getAll()).map((/** @type {Entry} */ entry) => [
        stores.former.put({ ...entry, journal, openings: entry.openings.map(sealed) }),
        stores.carried.put(carriedOf(entry)),
      ]);
      await Promise.all([...kept.flat(), stores.device.add(old, journal)]);
      await stores.note.clear();
      const since = recovered && { recovered: { ...recovered, next: 0 } };
      await stores.device.put({ ...fresh(device), held, ...since }, SELF);
    });
  }

  /**
   * Note down who enrolled us: there the chain begins.
   * @param {Uint8Array} leaf of the enrolling note
   */
  async enrolled(leaf) {
    await this.change((device) => (device.previous === null ? { previous: leaf } : {}));
  }

  /**
   * Hold a newer verified checkpoint.
   * @param {string | null} before the one it was verified against, or null
   * @param {string} checkpoint as signed
   */
  async hold(before, checkpoint) {
    await this.change((device) => (device.held === before ? { held: checkpoint } : {}));
  }

  /**
   * Hold a checkpoint of what has grown from a recovered tree, and remember from which.
   * @param {string | null} before the one that it takes the place of
   * @param {string} checkpoint as signed
   * @param {number} size how many entries the log went on from
   */
  async follow(before, checkpoint, size) {
    await this.change(({ held, next, recovered }) => {
      if (held !== before) return {};
      const isNew = recovered === undefined || recovered.size < size;
      return { held: checkpoint, ...(isNew && { recovered: { size, next } }) };
    });
  }

  /**
   * Keep a signed note: it is on stable storage when this returns, with its photos.
   * @param {Pick<Entry, "note" | "leaf" | "openings" | "cited" | "urgent">} signed
   * @param {{next: number, previous: Uint8Array}} place what it was signed against
   * @param {Pick<Photo, "hash" | "blob" | "type" | "size">[]} [photos]
   * @returns {Promise<Entry>}
   * @throws {TakenError} the journal has moved on
   */
  async keep(signed, { next, previous }, photos = []) {
    return this.transact(["device", "note", "photo"], async (stores) => {
      const device = await stores.device.get(SELF);
      if (device.next !== next || !isEqual(device.previous, previous)) {
        throw new TakenError("another tab has signed this number");
      }
      const entry = { ...signed, sequence: next, state: "signed", receipt: null, problem: null };
      const leaf = toBase64(signed.leaf);
      await Promise.all([
        stores.note.add(entry),
        stores.device.put({ ...device, next: next + 1, previous: signed.leaf }, SELF),
        ...photos.map((photo) => stores.photo.put({ ...photo, leaf, sent: 0, state: "waiting" })),
      ]);
      return /** @type {Entry} */ (entry);
    });
  }

  /**
   * Note down what became of entries. What the log holds stays held. While a request was on its
   * way a new key may have begun a new journal: its entries are others under the same numbers.
   * @param {...Outcome} outcomes
   */
  async settle(...outcomes) {
    await this.transact(["note"], async ({ note }) => {
      await Promise.all(outcomes.map(async (outcome) => {
        const entry = await note.get(outcome.sequence);
        const isIt = entry !== undefined && isEqual(entry.leaf, outcome.leaf);
        if (isIt) await note.put(settled(entry, outcome));
      }));
    });
  }

  /**
   * Let entries be sent again that the log has lost, and their photographs, which may be lost too;
   * their receipts stay until there are others.
   * @param {number} size how many entries the log went on from
   */
  async lose(size) {
    await this.transact(["note", "photo"], async ({ note, photo }) => {
      const lost = (await note.getAll()).filter((/** @type {Entry} */ { state, receipt }) => (
        state === "received" && receipt !== null && receipt.leaf_index >= size));
      const leaves = new Set(lost.map((/** @type {Entry} */ { leaf }) => toBase64(leaf)));
      const shown = (await photo.getAll()).filter((/** @type {Photo} */ { leaf, blob }) => (
        leaves.has(leaf) && blob !== null));
      await Promise.all([
        ...lost.map((/** @type {Entry} */ entry) => (
          note.put({ ...entry, state: "signed", witnessed: null }))),
        ...shown.map((/** @type {Photo} */ one) => photo.put({ ...one, state: "waiting" })),
      ]);
    });
  }

  /**
   * Take over notes of other phones, to hand them in as well.
   * @param {(Pick<Carried, "note" | "isDoubted"> & {leaf: Uint8Array,
   *   openings?: Enclosure[]})[]} notes
   */
  async carry(notes) {
    await this.transact(["carried"], async ({ carried }) => {
      await Promise.all(notes.map(async ({ leaf: hash, openings = [], ...one }) => {
        const leaf = toBase64(hash);
        if ((await carried.getKey(leaf)) !== undefined) return;
        const news = { state: "waiting", index: null, problem: null };
        await carried.put({ ...one, leaf, openings, ...news });
      }));
    });
  }

  /** @param {(Partial<Carried> & {leaf: string})[]} outcomes */
  async settleCarried(outcomes) {
    await this.transact(["carried"], async ({ carried }) => {
      await Promise.all(outcomes.map(async (outcome) => (
        carried.put({ ...(await carried.get(outcome.leaf)), ...outcome }))));
    });
  }

  /** @param {(device: Device) => object} change what is to be different in the device's record */
  async change(change) {
    await this.transact(["device"], async ({ device }) => {
      const self = await device.get(SELF);
      await device.put({ ...self, ...change(self) }, SELF);
    });
  }

  /**
   * Write in one transaction: all of it is on stable storage afterwards, or nothing. A phone with no
   * room lets go of photographs that the server has confirmed, and tries once more.
   * @template T
   * @param {string[]} names of stores
   * @param {(stores: Stores) => Promise<T>} act awaits nothing but these stores; may run twice
   * @returns {Promise<T>}
   * @throws {DOMException} the phone did not take it: `QuotaExceededError` if it is full
   */
  async transact(names, act) {
    try {
      return await this.#write(names, act);
    } catch (error) {
      const isFull = error instanceof DOMException && error.name === "QuotaExceededError";
      if (!isFull || (await this.#write(["photo"], dropConfirmed)) === 0) throw error;
      return this.#write(names, act);
    }
  }

  /** @type {Journal["transact"]} */
  async #write(names, act) {
    const begun = this.#database.transaction(names, "readwrite", { durability: "strict" });
    const stores = Object.fromEntries(names.map((name) => [name, begun.objectStore(name)]));
    const acting = act(stores).catch((error) => {
      begun.abort();
      throw error;
    });
    const [acted, done] = await Promise.allSettled([acting, begun.done]);
    if (acted.status === "rejected") throw acted.reason;
    if (done.status === "rejected") throw done.reason;
    return acted.value;
  }

  /**
   * @param {string} name of a store
   * @returns {Promise<[string, any][]>} its keys and values
   */
  async #records(name) {
    const store = this.#database.transaction(name).store;
    const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
    return keys.map((/** @type {string} */ key, /** @type {number} */ place) => (
      [key, values[place]]));
  }
}

/**
 * Let go of every photograph whose hash the server has confirmed; the hash itself stays.
 * @param {Stores} stores
 * @returns {Promise<number>} how many went
 */
async function dropConfirmed({ photo }) {
  const confirmed = (await photo.getAll()).filter((/** @type {Photo} */ { state, blob }) => (
    state === "received" && blob !== null));
  await Promise.all(confirmed.map((/** @type {Photo} */ one) => photo.put({ ...one, blob: null })));
  return confirmed.length;
}

/** @param {NewDevice} device */
function fresh(device) {
  return { ...device, next: 0, previous: null, held: null };
}
