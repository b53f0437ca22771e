/** Exchange: a letter on one phone's screen, read by another phone's camera or pasted as text. */

import { Collector, FRAME_START } from "../frame.js";
import { letterText, readLetterText } from "../letter.js";
import { html } from "../markup.js";
import { slides } from "./code.js";
import { t } from "./language.js";
import { scanner } from "./scanner.js";

/**
 * Show a letter.
 * @param {import("./desk.js").Desk} desk
 * @param {Uint8Array} bytes
 * @param {string} kind of its frames
 * @returns {Promise<{view: () => unknown, close: () => void}>}
 */
export async function shown(desk, bytes, kind) {
  const { view, close } = await slides(desk, bytes, kind);
  const text = letterText(bytes);
  let isCopied = false;
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    isCopied = true;
  };
  return {
    close,
    view: () => html`${view()}
      <details><summary>${t("Kirim sebagai teks", "Send as text")}</summary>
      <textarea class="mono" rows="4" readonly aria-label=${t("Teks kode", "Text of the code")}
        .value=${text}></textarea>
      <button type="button" @click=${desk.act(copy)}>${isCopied ? t("Tersalin ✓", "Copied ✓")
        : t("Salin teks", "Copy the text")}</button></details>`,
  };
}

/**
 * Read a letter.
 * @param {import("./desk.js").Desk} desk
 * @param {string} kind of its frames
 * @param {string | (() => string)} hint where to point the camera
 * @param {(bytes: Uint8Array) => Promise<unknown>} onLetter may throw what is said in words
 */
export function heard(desk, kind, hint, onLetter) {
  const collector = new Collector(kind);

  /** @param {string} text */
  async function take(text) {
    const before = collector.have;
    const bytes = readLetterText(text) ?? (await collector.take(text));
    if (bytes !== null) return onLetter(bytes);
    if (collector.have > before) return `${collector.have}/${collector.count}`;
    const isAgain = text.startsWith(`${FRAME_START}${kind}:`);
    return isAgain ? null : { bad: t("Kode lain", "Another code") };
  }

  /** @type {(text: string) => Promise<unknown>} */
  const onText = async (text) => {
    let word;
    await desk.act(async () => {
      word = await take(text);
    })();
    return desk.problem === null ? word : null;
  };
  return scanner(desk, { onText, hint });
}

