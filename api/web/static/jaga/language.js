/** The language of the screens: Indonesian unless the guard chose English. */

const LANGUAGE = "segel language";

let isEnglish = localStorage.getItem(LANGUAGE) === "en";
document.documentElement.lang = isEnglish ? "en" : "id";

/**
 * Choose between two wordings.
 * @param {string} id Indonesian
 * @param {string} en English
 * @returns {string}
 */
export function t(id, en) {
  return isEnglish ? en : id;
}

/** @returns {"id" | "en"} */
export function language() {
  return isEnglish ? "en" : "id";
}

/** Change to the other language; the screen has to be drawn again. */
export function switchLanguage() {
  isEnglish = !isEnglish;
  localStorage.setItem(LANGUAGE, language());
  document.documentElement.lang = language();
}
