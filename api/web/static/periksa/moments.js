/** Moments of a statement, in the zone in which its signer told the time. */

const ZONE_NAMES = new Map([[420, "WIB"], [480, "WITA"], [540, "WIT"], [0, "UTC"]]);
const STATED = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?(?:Z|([+-])(\d\d):(\d\d))$/;

/**
 * @param {string} at as stated, RFC 3339
 * @returns {string} such as `25-11-2024 08.01.02 WIB`; as it is, where it is no such time
 */
export function statedMoment(at) {
  const [, year, month, day, hour, minute, second = "00"] = STATED.exec(at) ?? [];
  if (year === undefined) return at === "" ? "?" : at;
  return `${day}-${month}-${year} ${hour}.${minute}.${second} ${zoneName(offsetOf(at))}`;
}

/**
 * @param {bigint} seconds since 1970 UTC
 * @param {string} at in whose zone it is told
 * @returns {string}
 */
export function witnessedMoment(seconds, at) {
  const minutes = offsetOf(at);
  const shown = new Date((Number(seconds) + 60 * minutes) * 1000);
  if (Number.isNaN(shown.getTime())) return `${seconds} s`; // a clock beyond every calendar
  const [date = "", time = ""] = shown.toISOString().split("T");
  const [year, month, day] = date.split("-");
  return `${day}-${month}-${year} ${time.slice(0, 8).replaceAll(":", ".")} ${zoneName(minutes)}`;
}

/** @param {string} at @returns {number} minutes east of Greenwich; WIB where none is told */
function offsetOf(at) {
  const [whole, , , , , , , sign, hours = "0", minutes = "0"] = STATED.exec(at) ?? [];
  if (whole === undefined) return 420;
  return (sign === "-" ? -1 : 1) * (60 * Number(hours) + Number(minutes));
}

/** @param {number} minutes */
function zoneName(minutes) {
  const sign = minutes < 0 ? "-" : "+";
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const size = Math.abs(minutes);
  return ZONE_NAMES.get(minutes) ?? `UTC${sign}${two(Math.trunc(size / 60))}.${two(size % 60)}`;
}
