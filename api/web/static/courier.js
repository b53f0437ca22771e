/**
 * The courier: sends what waits whenever there may be a network, one sender in all windows.
 */

import { deliver } from "./outbox.js";
import { look } from "./witness.js";

const RETRY_MS_MIN = 5_000;
const RETRY_MS_MAX = 300_000;

/**
 * Begin to send.
 * @param {{journal: import("./journal.js").Journal, ledger: import("./witness.js").Ledger,
 *   changed: () => Promise<void>}} desk
 * @returns {{ring: () => void}} says that something new waits
 */
export function startCourier({ journal, ledger, changed }) {
  let [timer, pause] = [0, RETRY_MS_MIN];

  async function send() {
    clearTimeout(timer);
    if ((await journal.device())?.previous == null) return;
    const { received, problem } = await deliver(journal, ledger);
    const rest = problem ?? (await look(journal, ledger));
    pause = rest === null || received > 0 ? RETRY_MS_MIN : Math.min(pause * 2, RETRY_MS_MAX);
    if (rest !== null) timer = setTimeout(ring, pause);
    if (received > 0) await changed();
  }

  function ring() {
    const lock = `segel kirim ${ledger.charter}`;
    void navigator.locks.request(lock, { ifAvailable: true }, (held) => held && send());
  }

  addEventListener("online", ring);
  addEventListener("visibilitychange", ring);
  return { ring };
}
