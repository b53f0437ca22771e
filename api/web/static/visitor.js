/**
 * Visitors: what a guard says when somebody stands at the gate.
 *
 * Who it is is never public: the body holds a salted commitment, the opening goes beside the note.
 */

import { seal } from "./commitment.js";

/**
 * @typedef {object} Visitor
 * @property {string} name
 * @property {string} organisation may be empty
 * @property {string} purpose `tamu`, `pengawasan`, ... see domain/access.py
 * @property {string} identity how the guard looked: `ktp`, `kartu_dinas`, `dikenal`, `tidak_ada`
 */

/**
 * Build the body of `VisitorReported`.
 * @param {Visitor} visitor
 * @param {{at: string, place: string}} where
 * @returns {Promise<{body: object, openings: {path: string, salt: string, value: unknown}[]}>}
 */
export async function visitorReported({ name, organisation, purpose, identity }, { at, place }) {
  const who = organisation === "" ? { name } : { name, organisation };
  const { commitment, opening } = await seal(who, "pribadi");
  const kind = "VisitorReported";
  const body = { kind, at, place, visitor: commitment, purpose, identity_check: identity };
  return { body, openings: [{ path: "/visitor", ...opening }] };
}

/**
 * Write a moment as the guard's wall clock shows it: RFC 3339 with milliseconds and offset.
 * @param {Date} date
 * @returns {string} for example `2024-11-25T08:01:02.345+07:00`
 */
export function wallClock(date) {
  const minutes = -date.getTimezoneOffset();
  /** @param {number} number */
  const two = (number) => String(Math.trunc(number)).padStart(2, "0");
  const local = new Date(date.getTime() + minutes * 60_000).toISOString().slice(0, -1);
  const size = Math.abs(minutes);
  return `${local}${minutes < 0 ? "-" : "+"}${two(size / 60)}:${two(size % 60)}`;
}
