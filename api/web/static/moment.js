/**
 * Moments as the guard's wall clock shows them; whose clock is wrong is seen beside the log's.
 */

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
