/**
 * What a verification found: checks, their reasons, and one verdict of three values, as
 * `tools/verdict.py` has them. What is missing is never taken for what is wrong.
 */

import { FAILS, HOLDS, UNDECIDED } from "../inspection.js";
import { inIndonesian } from "./translation.js";

/** Reasons kept of one check; the rest is counted. */
const DETAILS_MAX = 50;

/** @typedef {import("../inspection.js").Words} Words */
/** @typedef {import("../inspection.js").State} State */
/** @typedef {{first: bigint, end: bigint}} Span which leaves: from `first` up to, not, `end` */
/** @typedef {{state: State, text: Words, span: Span | null}} Reason */
/** @typedef {{name: Words, bytes: Uint8Array}} Piece bytes that a check speaks about */

/** @type {Words} */
export const NOTHING = { id: "", en: "" };

/** One thing that was recomputed. */
export class Finding {
  /** @type {State} */
  state = HOLDS;
  summary = NOTHING;
  /** @type {Reason[]} */
  reasons = [];
  /** How many reasons are counted only. */
  omitted = 0;
  /** @type {Piece[]} */
  pieces = [];

  /**
   * @param {string} key
   * @param {Words} name
   */
  constructor(key, name) {
    this.key = key;
    this.name = name;
  }

  /** @type {(text: Words, span?: Span | null) => void} what is bad */
  fail(text, span = null) {
    this.#add(FAILS, text, span);
  }

  /** @type {(text: Words, span?: Span | null) => void} what cannot be decided */
  doubt(text, span = null) {
    this.#add(UNDECIDED, text, span);
  }

  /** @type {(text: Words, span?: Span | null) => void} what changes nothing */
  remark(text, span = null) {
    this.#add(HOLDS, text, span);
  }

  /** @type {(state: State, text: Words, span: Span | null) => void} */
  #add(state, text, span) {
    this.state = worstOf([this.state, state]);
    if (this.reasons.length < DETAILS_MAX) this.reasons.push({ state, text, span });
    else this.omitted += 1;
  }
}

/**
 * @param {State[]} states
 * @returns {State}
 */
export function worstOf(states) {
  if (states.includes(FAILS)) return FAILS;
  return states.includes(UNDECIDED) ? UNDECIDED : HOLDS;
}

/** @type {(id: string, en: string) => Words} */
export function twice(id, en) {
  return { id, en };
}

/** @type {(text: unknown) => Words} what stands alike in both languages */
export function alike(text) {
  return { id: String(text), en: String(text) };
}

/** @type {(message: string) => Words} what a module has said, with its Indonesian */
export function said(message) {
  return { id: inIndonesian(message), en: message };
}

/** @type {(index: bigint) => Span} */
export function leafSpan(index) {
  return { first: index, end: index + 1n };
}

/** @type {(span: Span) => Words} */
export function spanWords({ first, end }) {
  if (end - first === 1n) return twice(`daun ${first}`, `leaf ${first}`);
  return twice(`daun ${first}-${end - 1n}`, `leaves ${first}-${end - 1n}`);
}

/**
 * Collects the checks of one examination, in the order in which they are told.
 */
export class Findings {
  #names;
  /** @type {Map<string, Finding>} */
  #found = new Map();

  /** @param {Record<string, Words>} names key -> name, in their order */
  constructor(names) {
    this.#names = names;
  }

  /**
   * @param {string} key
   * @returns {Finding} begun anew where it is asked for the first time
   */
  of(key) {
    let found = this.#found.get(key);
    if (found === undefined) {
      found = new Finding(key, this.#names[key] ?? alike(key));
      this.#found.set(key, found);
    }
    return found;
  }

  /** @returns {Finding[]} */
  all() {
    return Object.keys(this.#names).flatMap((key) => this.#found.get(key) ?? []);
  }
}
