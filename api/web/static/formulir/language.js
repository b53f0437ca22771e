/** The language in which the server wrote the page. */

/**
 * @param {string} id in Indonesian
 * @param {string} en in English
 * @returns {string} the one that the page is in
 */
export function t(id, en) {
  return document.documentElement.lang === "en" ? en : id;
}
