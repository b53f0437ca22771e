/**
 * Log in with a passkey, or make one for an invitation.
 *
 * What is asked of the device stands in the page; what it answers is judged by the server alone.
 */

import { t } from "./formulir/language.js";
import { toBase64 } from "./text.js";

/**
 * @typedef {object} Task
 * @property {"get" | "create"} method of `navigator.credentials`
 * @property {string} address that is told
 * @property {any} publicKey its options, bytes in base64url
 */

/** @type {(id: string) => HTMLElement} */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const [form, problem] = [element("masuk"), element("problem")];
const button = /** @type {HTMLButtonElement} */ (form.querySelector("button"));
const /** @type {Task} */ task = JSON.parse(element("task").textContent ?? "");

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void act();
});
if (globalThis.PublicKeyCredential === undefined) {
  tell(t("Peramban ini tidak mengenal kunci sandi, atau alamatnya bukan https.",
    "This browser knows no passkeys, or the address is not https."));
} else if (/^[\d.]+$|:/.test(location.hostname)) {
  tell(t("Kunci sandi memerlukan nama, bukan nomor IP: buka lewat nama servernya.",
    "Passkeys need a name, not an IP address: open the server by its name."));
} else {
  button.disabled = false;
}

async function act() {
  button.disabled = true;
  problem.hidden = true;
  try {
    const answer = await fetch(task.address, {
      method: "POST", headers: { "Content-Type": "application/json" },
      body: JSON.stringify(await credential()),
    });
    if (answer.ok) {
      location.assign(`/saya${location.search}`);
      return;
    }
    const { title, title_en: english } = await answer.json();
    tell(t(`${title}. Muat ulang halaman ini untuk mencoba lagi.`,
      `${english}. Load this page again to try once more.`));
  } catch (error) {
    tell(inWords(error));
    button.disabled = false;
  }
}

/** @returns {Promise<object>} what the device answers, as JSON carries it */
async function credential() {
  const { publicKey } = task;
  const asked = { ...publicKey, challenge: fromBase64Url(publicKey.challenge) };
  if (task.method === "create") asked.user = { ...asked.user, id: fromBase64Url(asked.user.id) };
  const found = /** @type {any} */ (task.method === "create"
    ? await navigator.credentials.create({ publicKey: asked })
    : await navigator.credentials.get({ publicKey: asked }));
  const response = Object.fromEntries(
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]
      .filter((name) => found.response[name])
      .map((name) => [name, toBase64Url(found.response[name])]));
  return {
    id: found.id, rawId: toBase64Url(found.rawId), type: found.type, response,
    clientExtensionResults: {},
  };
}

/**
 * @param {string} text
 * @returns {Uint8Array}
 */
function fromBase64Url(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/**
 * @param {ArrayBuffer} bytes
 * @returns {string}
 */
function toBase64Url(bytes) {
  return toBase64(new Uint8Array(bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * @param {unknown} error
 * @returns {string}
 */
function inWords(error) {
  const name = error instanceof Error ? error.name : "";
  if (name === "NotAllowedError") {
    return t("Perangkat tidak mengenali Anda, atau dibatalkan. Coba lagi.",
      "The device did not recognise you, or it was called off. Try again.");
  }
  if (name === "InvalidStateError") {
    return t("Perangkat ini sudah punya kunci sandi untuk undangan ini.",
      "This device has a passkey for this invitation already.");
  }
  return t("Server tidak terjangkau. Coba lagi.", "The server cannot be reached. Try again.");
}

/** @param {string} words */
function tell(words) {
  problem.textContent = words;
  problem.hidden = false;
}
