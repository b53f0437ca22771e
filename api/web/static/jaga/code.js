/**
 * Codes on the screen for another phone's camera: black on white in dark mode too, with the quiet
 * zone that readers want, as wide as the screen.
 */

import { html } from "../markup.js";
import { qrCode } from "../qr.js";

const QUIET = 4;

/**
 * Draw one code.
 * @param {string} text
 * @returns {(label: string) => unknown} the drawing, once it is said what it is
 */
export function code(text) {
  const rows = qrCode(text);
  const size = rows.length + 2 * QUIET;
  let path = "";
  for (const [y, row] of rows.entries()) {
    for (let x = 0; x < row.length; x += 1) {
      const start = x;
      while (row[x]) x += 1;
      if (x > start) path += `M${start + QUIET} ${y + QUIET}h${x - start}v1h${start - x}z`;
    }
  }
  return (label) => html`<svg class="code" viewBox="0 0 ${size} ${size}" role="img"
    aria-label=${label} shape-rendering="crispEdges"><rect width=${size} height=${size}
    fill="#fff"/><path d=${path} fill="#000"/></svg>`;
}
