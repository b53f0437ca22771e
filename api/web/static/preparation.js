/**
 * Codes for the pages that prepare a ledger: what the camera or a photograph shows is written into
 * the field above, where a hand could have written it. All else works without a script.
 */

import { Camera } from "./camera.js";
import { readPhotograph } from "./photograph.js";

/** @param {string | undefined} id @param {string} text a line of its own in the field */
function write(id, text) {
  const field = document.getElementById(id ?? "");
  if (!(field instanceof HTMLTextAreaElement) || field.value.includes(text.trim())) return;
  const before = field.value.trimEnd();
  field.value = before === "" ? text : `${before}\n${text}`;
}

/** @param {HTMLElement} box */
function scanning(box) {
  const [button, status] = [box.querySelector("button"), box.querySelector("p")];
  if (button === null || status === null) return;
  const start = button.textContent ?? "";
  const stop = () => {
    camera.stop();
    camera.video.remove();
    button.textContent = start;
  };
  const camera = new Camera(
    (text) => {
      stop();
      write(box.dataset.into, text);
      status.textContent = box.dataset.found ?? "";
    },
    () => {
      stop();
      status.textContent = box.dataset.refused ?? "";
    },
  );
  button.addEventListener("click", () => {
    if (camera.stream !== null) {
      stop();
      return;
    }
    status.textContent = "";
    camera.start().then(() => {
      button.textContent = button.dataset.stop ?? "";
      button.after(camera.video);
    }, () => {
      status.textContent = box.dataset.refused ?? "";
    });
  });
  box.hidden = false;
}

/** @param {HTMLInputElement} input whose photographs are read here; other files go to the server */
function photographed(input) {
  input.addEventListener("change", async () => {
    const photos = [...(input.files ?? [])].filter(({ type }) => type.startsWith("image/"));
    if (photos.length === 0) return;
    const box = document.querySelector(`.scan[data-into="${input.dataset.into}"]`);
    const texts = await Promise.all(photos.map((one) => readPhotograph(one).catch(() => [])));
    texts.flat().forEach((text) => write(input.dataset.into, text));
    const others = new DataTransfer();
    [...(input.files ?? [])].filter((one) => !photos.includes(one))
      .forEach((one) => others.items.add(one));
    input.files = others.files;
    const status = box?.querySelector("p");
    if (!(box instanceof HTMLElement) || !status) return;
    status.textContent = (texts.flat().length ? box.dataset.found : box.dataset.none) ?? "";
  });
}

document.querySelectorAll("div.scan").forEach((box) => {
  if (box instanceof HTMLElement) scanning(box);
});
document.querySelectorAll("input[type=file]").forEach((input) => {
  if (input instanceof HTMLInputElement) photographed(input);
});
