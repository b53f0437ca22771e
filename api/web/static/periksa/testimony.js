/**
 * One statement of an evidence file: its kind, its time and what it cites, as it says them itself,
 * and between which moments it was signed (`tools/dossier.py`). What it means is not read here.
 */

import { SIGNATURE_BYTES } from "../ed25519.js";
import { SegelError } from "../errors.js";
import { parseHash, toBase64 } from "../text.js";
import { twice } from "./finding.js";

const LINKS = ["of", "target", "replaces"];

/** How far clocks of honest people may be apart, as in rule R25. */
const SKEW_SECONDS = 120n;

const KIND = /^[A-Za-z]{1,64}$/;
const MOMENT = /^[0-9T:.Z+-]{1,40}$/;
const ZONED = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;

/** @typedef {import("./finding.js").Words} Words */

/**
 * @typedef {object} Testimony
 * @property {bigint} index leaf index
 * @property {string} journal
 * @property {bigint} sequence
 * @property {string} kind as its body says; empty, where it says none
 * @property {string} at when it says that it happened
 * @property {import("./timeline.js").Bracket} bracket
 * @property {(bigint | null)[]} cites leaves of the file of which it speaks; null: not in the file
 * @property {boolean} isByHardware
 * @property {boolean} isChosen whether it was asked for
 * @property {Words | null} difference how the stated time does not fit between the witnesses'
 */

/**
 * @param {bigint} index
 * @param {import("./entry.js").Entry} entry
 * @param {import("./timeline.js").Bracket} bracket
 * @param {Map<string, bigint>} places leaf hash in base64 -> leaf of the file
 * @param {boolean} isChosen
 * @returns {Testimony}
 */
export function testimonyOf(index, { header, body, signature }, bracket, places, isChosen) {
  const said = saidIn(body);
  const kind = textOf(said.kind, KIND);
  const at = textOf(said.at, MOMENT);
  const cites = LINKS.flatMap((link) => {
    const leaf = citedHash(said[link]);
    return leaf === null ? [] : [places.get(leaf) ?? null];
  });
  return {
    index,
    journal: header.journal,
    sequence: header.sequence,
    kind,
    at,
    bracket,
    cites,
    isByHardware: signature.signature.length > SIGNATURE_BYTES,
    isChosen,
    difference: differenceOf(at, bracket),
  };
}

/**
 * @param {string} at
 * @param {import("./timeline.js").Bracket} bracket
 * @returns {Words | null}
 */
function differenceOf(at, { notBefore, notAfter }) {
  const said = ZONED.test(at) ? Date.parse(at) / 1000 : Number.NaN;
  if (Number.isNaN(said)) return null;
  if (notAfter !== null && said > Number(notAfter + SKEW_SECONDS)) {
    return twice("selisih: waktu yang dinyatakan lebih kemudian dari kesaksian saksi",
      "difference: the stated time is later than the witnesses' word");
  }
  if (notBefore !== null && said < Number(notBefore - SKEW_SECONDS)) {
    return twice("selisih: ditandatangani lebih kemudian dari waktu yang dinyatakan",
      "difference: it was signed later than the time that it states");
  }
  return null;
}

/**
 * @param {string} body
 * @returns {Record<string, unknown>} what a body says; nothing, if it is no JSON object
 */
function saidIn(body) {
  try {
    const said = JSON.parse(body);
    const isObject = typeof said === "object" && said !== null && !Array.isArray(said);
    return isObject ? said : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

/** @type {(value: unknown, form: RegExp) => string} */
function textOf(value, form) {
  return typeof value === "string" && form.test(value) ? value : "";
}

/** @param {unknown} value @returns {string | null} a leaf hash in base64 */
function citedHash(value) {
  try {
    return typeof value === "string" ? toBase64(parseHash(value, "citation")) : null;
  } catch (error) {
    if (error instanceof SegelError) return null;
    throw error;
  }
}
