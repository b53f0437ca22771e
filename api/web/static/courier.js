/**
 * The courier: sends what waits whenever there may be a network, one sender in all windows.
 *
 * Own notes go first and in their order, as a chain allows no other: an urgent one takes along what
 * stands before it, in one small request, and goes before notes of others and before pictures.
 * Nothing waits for the courier, and whatever fails is tried again, at the latest after 5 minutes.
 */

import { sendPhotos } from "./album.js";
import { deliverCarried } from "./carriage.js";
import { BATCH_NOTES, deliver, isWaiting } from "./outbox.js";
import { heed, rearm } from "./standing.js";
import { isUnwitnessed, tick } from "./tick.js";
import { look } from "./witness.js";
import { problemOf } from "./words.js";

const PAUSE_MS_MIN = 5_000;
const PAUSE_MS_MAX = 300_000;
/** After which it is looked again whether another window has sent everything. */
const TURN_MS = 2_000;

/** @typedef {import("./witness.js").Problem} Problem */

/**
 * @typedef {object} Report
 * @property {boolean} isSending
 * @property {Problem | null} problem what stood in the way last time
 * @property {number | null} next when it is tried again, ms since 1970
 */

/** @typedef {{ring: () => void, report: Report}} Courier `ring` says that something new waits */

/**
 * @typedef {object} Sender
 * @property {import("./journal.js").Journal} journal
 * @property {import("./witness.js").Ledger} ledger
 * @property {() => Promise<void>} changed called when there is something new to show
 */

/**
 * Begin to send.
 * @param {Sender} sender
 * @returns {Courier}
 */
export function startCourier({ journal, ledger, changed }) {
  /** @type {Report} */
  const report = { isSending: false, problem: null, next: null };
  const pace = { most: BATCH_NOTES };
  let timer = 0;
  let pause = PAUSE_MS_MIN;
  let isRung = false;

  /** @param {number} delay ms */
  function later(delay) {
    clearTimeout(timer);
    timer = setTimeout(ring, delay);
    report.next = Date.now() + delay;
  }

  async function send() {
    Object.assign(report, { isSending: true, next: null });
    isRung = false;
    const { problem, moved, isIdle } = await round(journal, ledger, pace).catch(broken);
    const isNew = problem?.type !== report.problem?.type;
    Object.assign(report, { isSending: false, problem });
    pause = moved > 0 ? PAUSE_MS_MIN : Math.min(pause * 2, PAUSE_MS_MAX);
    later(isRung ? 0 : isIdle ? PAUSE_MS_MAX : pause);
    if (moved > 0 || isNew) await changed();
  }

  function ring() {
    isRung = true;
    clearTimeout(timer);
    void navigator.locks.request(`segel kirim ${ledger.charter}`, { ifAvailable: true }, (held) => (
      held === null ? later(TURN_MS) : send()));
  }

  function wake() {
    pause = PAUSE_MS_MIN;
    if (document.visibilityState === "visible") ring();
  }

  addEventListener("online", wake);
  document.addEventListener("visibilitychange", wake);
  return { ring, report };
}

/**
 * @param {Sender["journal"]} journal
 * @param {Sender["ledger"]} ledger
 * @param {import("./outbox.js").Pace} pace
 * @returns {Promise<{problem: Problem | null, moved: number, isIdle: boolean}>} what stands in the
 *   way, how much has changed, and whether there is nothing left to ask for
 */
async function round(journal, ledger, pace) {
  const isEnrolled = (await journal.device())?.previous != null;
  const own = isEnrolled ? await deliver(journal, ledger, pace) : { received: 0, problem: null };
  let moved = own.received;
  let problem = own.problem;
  if (problem?.type !== "unreachable") {
    const carried = await deliverCarried(journal, ledger, pace);
    const isNews = carried.received > 0; // they may enrol us, or let us go on
    if (isNews) await rearm(journal);
    const seen = await look(journal, ledger); // which may find that the log has lost entries
    const entries = await journal.entries();
    if (isEnrolled && (isNews || problem === null) && entries.some(isWaiting)) {
      const again = await deliver(journal, ledger, pace);
      moved += again.received;
      problem = again.problem;
    }
    const ticked = await tick(journal, ledger);
    const photos = await sendPhotos(journal, ledger);
    moved += carried.received + ticked.witnessed + photos.received;
    if (!isNews) problem = await heed(journal, problem);
    problem ??= carried.problem ?? seen ?? ticked.problem ?? photos.problem;
  }
  const isIdle = problem === null && !(await journal.entries()).some(isUnwitnessed);
  return { problem, moved, isIdle };
}

/** @param {unknown} error */
function broken(error) {
  return { problem: problemOf(error), moved: 0, isIdle: false };
}
