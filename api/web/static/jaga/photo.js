/**
 * Photographs for a statement: taken, looked at and thrown away again before it is signed.
 *
 *     const photos = photographs(desk, { most: 3 });
 *     view: () => html`... ${photos.view()}`
 *     await desk.say(body, { photos: photos.taken });    // body.photos = photos.hashes
 *
 * A face belongs into a sealed value (`visitor`, `persons`): whoever reads a digest in the open may
 * see the picture.
 */

import { shrink } from "../album.js";
import { FormatError } from "../errors.js";
import { html, nothing } from "../markup.js";
import { t } from "./language.js";

const THUMB = 96;

/** @typedef {import("../album.js").Taken} Taken */

/**
 * @param {import("./desk.js").Desk} desk
 * @param {{most?: number, taken?: Taken[], label?: () => string, changed?: () => unknown}} [options]
 *   most: how many; taken: those of a draft; changed: hears of every photograph taken or dropped
 */
export function photographs(desk, { most = 4, taken = [], label, changed } = {}) {
  /** @type {{taken: Taken, thumb: HTMLCanvasElement}[]} */
  const shots = [];
  let fault = "";
  void Promise.all(taken.map(shown)).then(() => desk.draw());

  /** @param {Taken} one */
  async function shown(one) {
    if (shots.some(({ taken: { hash } }) => hash === one.hash)) return;
    shots.push({ taken: one, thumb: await thumbnail(one.blob) });
  }

  /** @param {HTMLInputElement} input */
  async function add(input) {
    const files = [...(input.files ?? [])].slice(0, most - shots.length);
    fault = "";
    try {
      for (const file of files) await shown(await shrink(file));
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      fault = t("Ini bukan foto. Coba lagi.", "This is no photo. Try again.");
    } finally {
      input.value = "";
    }
    await changed?.();
  }

  /** @param {number} place */
  async function drop(place) {
    shots.splice(place, 1);
    await changed?.();
  }

  /** @param {Event} event */
  const take = (event) => (
    desk.act(() => add(/** @type {HTMLInputElement} */ (event.target)))(event));

  return {
    /** @returns {Taken[]} to be kept with the note */
    get taken() {
      return shots.map((shot) => shot.taken);
    },
    /** @returns {string[]} as the statement cites them */
    get hashes() {
      return shots.map((shot) => shot.taken.hash);
    },
    view: () => html`
      ${shots.map(({ taken: { size }, thumb }, place) => html`<div class="row shot">${thumb}
        <span class="soft">${t("Foto", "Photo")} ${place + 1}, ${Math.ceil(size / 1000)} kB</span>
        <button type="button" class="plain" @click=${desk.act(() => drop(place))}>
          ${t("Buang", "Remove")}</button></div>`)}
      ${fault === "" ? nothing : html`<p class="note" role="alert">${fault}</p>`}
      ${shots.length >= most ? nothing : html`<label class="button shot">
        ${shots.length > 0 ? t("Tambah foto", "Another photo") : (label?.() ?? t("Ambil foto", "Take a photo"))}
        <input type="file" accept="image/*" capture="environment" @change=${take}></label>`}`,
  };
}

/** @param {Blob} blob */
async function thumbnail(blob) {
  const picture = await createImageBitmap(blob, { resizeHeight: THUMB });
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [picture.width, picture.height];
  canvas.getContext("2d")?.drawImage(picture, 0, 0);
  picture.close();
  return canvas;
}
