/**
 * Signatures checked beside the page's own thread: they are half of the work, and a telephone has
 * more than one core.
 *
 * Where a browser starts no worker, or it fails, the page checks them itself.
 */

import { checkSignatures } from "./signature.js";

/** @typedef {import("./signature.js").Signed} Signed */
/** @typedef {{number: number, signed: Signed[]}} Asked */
/** @typedef {{number: number, faults: string[] | null}} Answer null: the worker cannot say */

const scripts = globalThis.trustedTypes?.createPolicy("assistant", {
  createScriptURL: (address) => address,
});

/** The page's side. */
export class Assistant {
  /** @type {Worker | null} */
  #worker = null;
  /** @type {Map<number, {signed: Signed[], resolve: (faults: string[] | Promise<string[]>) => void}>} */
  #asked = new Map();
  #number = 0;

  /** @param {string} script the address of one that calls `assist` */
  constructor(script) {
    const address = /** @type {string} */ (scripts?.createScriptURL(script) ?? script);
    try {
      this.#worker = new Worker(address);
    } catch (error) {
      // some browsers allow none to a file on a disk
      if (!(error instanceof DOMException)) throw error;
    }
    this.#worker?.addEventListener("error", () => this.#dismiss());
    this.#worker?.addEventListener("message", ({ data }) => this.#take(data));
  }

  /**
   * Tell why each signature does not hold.
   * @type {import("./signature.js").Check}
   */
  check(signed) {
    const worker = this.#worker;
    if (worker === null) return checkSignatures(signed);
    return new Promise((resolve) => {
      this.#number += 1;
      this.#asked.set(this.#number, { signed, resolve });
      worker.postMessage({ number: this.#number, signed });
    });
  }

  /** @param {Answer} answer */
  #take({ number, faults }) {
    const asked = this.#asked.get(number);
    this.#asked.delete(number);
    asked?.resolve(faults ?? checkSignatures(asked.signed));
  }

  #dismiss() {
    this.#worker = null;
    for (const number of [...this.#asked.keys()]) this.#take({ number, faults: null });
  }
}

/** The worker's side: answer what the page asks. */
export function assist() {
  addEventListener("message", async ({ data }) => {
    const { number, signed } = /** @type {Asked} */ (data);
    // whatever keeps it from saying so will do the same in the page, where somebody hears of it
    const faults = await checkSignatures(signed).catch(() => null);
    postMessage({ number, faults });
  });
}
