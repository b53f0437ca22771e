/**
 * Tables of a page that are kept up to date: what the server tells is put in place as text, never as
 * markup. A table is found by its name, which the server gave it (`cell.html`).
 */

/** @typedef {{text: string, href?: string, tone?: string}} Cell */

/** @param {string} id @returns {HTMLElement} */
export function at(id) {
  const found = document.getElementById(id);
  if (found === null) throw new TypeError(`this page has no ${id}`);
  return found;
}

/** @param {string} name @returns {HTMLTableSectionElement | null} */
export function bodyOf(name) {
  const found = document.querySelector(`tbody[data-name="${name}"]`);
  return found instanceof HTMLTableSectionElement ? found : null;
}

/** @param {string} name @param {Cell[][]} rows */
export function fill(name, rows) {
  const body = bodyOf(name);
  if (body === null) return;
  const before = [...body.rows].map((one) => one.textContent);
  const after = rows.map((cells) => rowOf(body, cells));
  after.forEach((one, n) => one.classList.toggle("fresh", one.textContent !== before[n]));
  if (after.some((one) => one.className) || after.length !== before.length) {
    body.replaceChildren(...after);
  }
}

/** @param {HTMLTableSectionElement} body @param {Cell[]} cells */
export function rowOf(body, cells) {
  const row = document.createElement("tr");
  const heads = body.parentElement?.querySelectorAll("th") ?? [];
  cells.forEach((cell, n) => {
    const box = row.insertCell();
    box.dataset.label = heads[n]?.textContent ?? "";
    box.append(written(cell));
  });
  return row;
}

/** @param {Cell} cell */
function written({ text, href, tone }) {
  if (href === undefined && tone === undefined) return text;
  const found = document.createElement(href === undefined ? "span" : "a");
  found.textContent = text;
  if (tone !== undefined) found.className = tone;
  if (href !== undefined) found.setAttribute("href", href);
  return found;
}
