/**
 * Controls: the fields of a form as they stand on the page, and their rows.
 *
 * The server writes every field as an element that says in `data-` attributes what it asks for
 * (`api/web/templates/form.html`); a row of a list is a copy of the list's template. What stands in
 * them, right or wrong, can be taken as a draft and put back.
 */

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control */

/**
 * @typedef {object} Written what stands in one field, as it was typed
 * @property {string[]} [values] of its controls
 * @property {string} [committed] a commitment that came with the body, as JSON
 * @property {string} [exact] a moment that the control cannot show wholly
 * @property {Draft} [parts] of a record
 * @property {Draft[]} [rows] of a list
 */

/** @typedef {Record<string, Written>} Draft by the names of the fields */

/**
 * @param {Element} holder the whole form, a record or a row
 * @returns {HTMLElement[]} the fields that stand in it, not those of its own records
 */
export function fieldsIn(holder) {
  const /** @type {NodeListOf<HTMLElement>} */ all = holder.querySelectorAll("[data-field]");
  return [...all].filter((one) => (
    one.parentElement?.closest("[data-field],[data-row],#fields") === holder));
}

/**
 * @param {HTMLElement} field
 * @returns {Control[]}
 */
export function controlsOf(field) {
  return [...field.querySelectorAll("input:not([type=file]),select,textarea")].map((one) => (
    /** @type {Control} */ (one)));
}

/**
 * @param {HTMLElement} list
 * @returns {HTMLElement[]}
 */
export function rowsOf(list) {
  return /** @type {HTMLElement[]} */ ([...(list.querySelector("[data-rows]")?.children ?? [])]);
}

/**
 * @param {HTMLElement} list
 * @returns {HTMLElement} the new row
 */
export function addRow(list) {
  const template = /** @type {HTMLTemplateElement} */ (list.querySelector("template"));
  const copy = document.importNode(template.content, true);
  const row = /** @type {HTMLElement} */ (copy.firstElementChild);
  list.querySelector("[data-rows]")?.append(row);
  return row;
}

/**
 * @param {HTMLElement} field
 * @param {string | undefined} committed JSON of a commitment whose opening is not here
 * @param {string} words that say so
 */
export function commit(field, committed, words) {
  field.querySelector("[data-told]")?.remove();
  if (committed === undefined) {
    delete field.dataset.committed;
    return;
  }
  field.dataset.committed = committed;
  const told = document.createElement("small");
  told.dataset.told = "";
  told.textContent = words;
  field.append(told);
}

/**
 * @param {HTMLElement} field
 * @returns {boolean} whether nothing has been filled in
 */
export function isBlank(field) {
  const { type, committed } = field.dataset;
  if (type === "record") return fieldsIn(field).every(isBlank);
  if (type === "list") return rowsOf(field).length === 0;
  const [first] = controlsOf(field);
  return committed === undefined && first?.value.trim() === "" && !first.validity.badInput;
}

/**
 * @param {Element} holder
 * @returns {Draft}
 */
export function draftOf(holder) {
  return Object.fromEntries(fieldsIn(holder).filter((one) => !isBlank(one)).map((field) => (
    [field.dataset.field ?? "", writtenIn(field)])));
}

/**
 * @param {HTMLElement} field
 * @returns {Written}
 */
function writtenIn(field) {
  const { type, committed, exact } = field.dataset;
  if (type === "record") return { parts: draftOf(field) };
  if (type === "list") return { rows: rowsOf(field).map(draftOf) };
  const values = controlsOf(field).map(({ value }) => value);
  return { values, ...(committed && { committed }), ...(exact && { exact }) };
}

/**
 * Put a draft back; what it does not name is left empty.
 * @param {Element} holder
 * @param {Draft} draft
 * @param {string} words for values that were sealed elsewhere
 */
export function restore(holder, draft, words) {
  for (const field of fieldsIn(holder)) {
    const { values, committed, exact, parts, rows } = draft[field.dataset.field ?? ""] ?? {};
    const { type } = field.dataset;
    if (type === "record") {
      restore(field, parts ?? {}, words);
      const details = field.querySelector("details");
      if (details !== null) details.open = parts !== undefined;
    } else if (type === "list") {
      rowsOf(field).forEach((row) => row.remove());
      rows?.forEach((row) => restore(addRow(field), row, words));
    } else {
      controlsOf(field).forEach((control, place) => put(control, values?.[place]));
      commit(field, committed, words);
      if (exact === undefined) delete field.dataset.exact;
      else field.dataset.exact = exact;
    }
  }
}

/**
 * @param {Control} control
 * @param {string} [value] a choice that the page does not offer is added to it
 */
function put(control, value) {
  if (control instanceof HTMLSelectElement) {
    const offered = [...control.options].map((one) => one.value);
    const chosen = value ?? control.dataset.usual ?? offered[0] ?? "";
    if (!offered.includes(chosen)) control.append(new Option(chosen, chosen));
    control.value = chosen;
  } else {
    control.value = value ?? "";
  }
}
