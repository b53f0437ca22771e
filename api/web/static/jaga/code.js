/**
 * Codes on the screen for another phone's camera: black on white in dark mode too, with the quiet
 * zone that readers want, as wide as the screen.
 */

import { framesOf } from "../frame.js";
import { html } from "../markup.js";
import { qrCode } from "../qr.js";
import { t } from "./language.js";

const QUIET = 4;
const FRAME_MS = 600;

/**
 * Draw one code.
 * @param {string} text
 * @param {string} [label] what it is, for people who do not see it
 */
export function code(text, label = t("Kode QR", "QR code")) {
  const { path, size } = drawnOnce(text);
  const whole = size + 2 * QUIET;
  return html`<svg class="code" viewBox="0 0 ${whole} ${whole}" role="img" aria-label=${label}
    shape-rendering="crispEdges"><rect width=${whole} height=${whole}
    fill="#fff"/><path d=${path} fill="#000"/></svg>`;
}

/**
 * Show a message of any length: frames that take turns if one code is not enough.
 * @param {import("./desk.js").Desk} desk
 * @param {Uint8Array} bytes
 * @param {string} kind of the frames
 * @returns {Promise<{view: () => unknown, close: () => void, frames: string[]}>}
 */
export async function slides(desk, bytes, kind) {
  const frames = await framesOf(bytes, kind);
  const count = frames.length;
  let place = 0;
  const turn = () => {
    place = (place + 1) % count;
    desk.draw();
  };
  const timer = count > 1 ? setInterval(turn, FRAME_MS) : 0;
  const label = () => t(`Kode QR ${place + 1} dari ${count}`, `QR code ${place + 1} of ${count}`);
  const view = () => html`${code(frames[place] ?? "", label())}
    ${count > 1 ? html`<p class="count" aria-hidden="true">${place + 1}/${count}</p>` : ""}`;
  return { view, close: () => clearInterval(timer), frames };
}

/** @type {Map<string, {path: string, size: number}>} of what takes turns on the screen */
const drawings = new Map();

/** @param {string} text */
function drawnOnce(text) {
  const found = drawings.get(text) ?? drawing(text);
  if (drawings.size > 60) drawings.clear();
  drawings.set(text, found);
  return found;
}

/** @param {string} text */
function drawing(text) {
  const rows = qrCode(text);
  let path = "";
  for (const [y, row] of rows.entries()) {
    for (let x = 0; x < row.length; x += 1) {
      const start = x;
      while (row[x]) x += 1;
      if (x > start) path += `M${start + QUIET} ${y + QUIET}h${x - start}v1h${start - x}z`;
    }
  }
  return { path, size: rows.length };
}
