/** Exchange: a letter on one phone's screen, read by another phone's camera or pasted as text. */

import { Collector, FRAME_START, framesOf } from "../frame.js";
import { letterText, readLetterText } from "../letter.js";
import { html, nothing } from "../markup.js";
import { code } from "./code.js";
import { t } from "./language.js";
import { scanner } from "./scanner.js";

const FRAME_MS = 600;

/**
 * Show a letter as soon as it is written: frames that take turns if one code is not enough.
 * @param {import("./desk.js").Desk} desk
 * @param {Uint8Array | Promise<Uint8Array>} letter
 * @param {string} kind of its frames
 */
export function shown(desk, letter, kind) {
  let text = "";
  let /** @type {string[]} */ frames = [];
  let place = 0;
  let timer = 0;
  let isCopied = false;
  let isClosed = false;
  const /** @type {ReturnType<typeof code>[]} */ codes = [];

  async function write() {
    const bytes = await letter;
    text = letterText(bytes);
    frames = await framesOf(bytes, kind);
    if (frames.length > 1 && !isClosed) timer = setInterval(turn, FRAME_MS);
    desk.draw();
  }
  void write();

  function turn() {
    place = (place + 1) % frames.length;
    desk.draw();
  }

  const copy = desk.act(async () => {
    await navigator.clipboard.writeText(text);
    isCopied = true;
  });

  return {
    close() {
      isClosed = true;
      clearInterval(timer);
    },
    view: () => frames.slice(place, place + 1).map((frame) => html`
      ${(codes[place] ??= code(frame))(t("Kode QR", "QR code"))}
      ${frames.length > 1 ? html`<p class="count">${place + 1}/${frames.length}</p>` : nothing}
      <details><summary>${t("Kirim sebagai teks", "Send as text")}</summary>
      <textarea class="mono" rows="4" readonly aria-label=${t("Teks kode", "Text of the code")}
        .value=${text}></textarea>
      <button type="button" @click=${copy}>${isCopied ? t("Tersalin ✓", "Copied ✓")
        : t("Salin teks", "Copy the text")}</button></details>`),
  };
}

/**
 * Read a letter.
 * @param {import("./desk.js").Desk} desk
 * @param {string} kind of its frames
 * @param {(bytes: Uint8Array) => Promise<unknown>} onLetter may throw what is said in words
 * @param {() => string} [hint] where to point the camera
 */
export function heard(desk, kind, onLetter, hint) {
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
