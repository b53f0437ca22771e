/**
 * Forms: what this phone reads of what others wrote, strangers' statements and servers' answers.
 *
 * Anybody may show a phone a code, and a server may answer anything. What is not of its form is
 * passed over as if it had never come: nothing that others wrote keeps a guard from the journal.
 */

/** @typedef {(value: any) => boolean} Form */

/** @type {Form} */
const isText = (value) => typeof value === "string";

/** @type {Form} */
const isWord = (value) => value === null || isText(value);

/** @type {Form} */
const isCount = (value) => typeof value === "number";

/** @type {Form} */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** @type {(form: Form) => Form} */
const listOf = (form) => (value) => Array.isArray(value) && value.every(form);

/** @type {(form: Form) => Form} */
const mapOf = (form) => (value) => isObject(value) && Object.values(value).every(form);

/** Of all these names the same form. @type {(names: string, form: Form) => Record<string, Form>} */
const all = (names, form) => Object.fromEntries(names.split(" ").map((name) => [name, form]));

/**
 * Absent fields are sound, and so are those that this phone does not read.
 * @type {(fields: Record<string, Form>, required?: string[]) => Form}
 */
const fieldsOf = (fields, required = []) => (value) => isObject(value)
  && Object.entries(fields).every(([name, form]) => (
    value[name] === undefined ? !required.includes(name) : form(value[name])));

/** @param {unknown} value @returns {value is string[]} */
export function isTexts(value) {
  return Array.isArray(value) && value.every(isText);
}

const LOOKED = all("seals utuh rusak tidak_ada", isTexts);
const isBox = fieldsOf({ ...all("box alias reason", isText), ...LOOKED }, ["box"]);

/** @type {Form} a box by its name, or with what was seen of it */
const isPart = (value) => isText(value) || isBox(value);

/** @type {Form} that of a checklist, or one word */
const isCondition = (value) => isText(value) || listOf(fieldsOf(all("item result", isText)))(value);

const isStatement = fieldsOf({
  ...all("kind at of place post team unit from to zone badge purpose consignment vehicle", isText),
  ...all("origin destination eta holder template incident_kind cctv", isText),
  ...all("reason target_kind", isText),
  changes: isObject,
  ...all("count part parts", isCount),
  ...all("seals inside doors open_items", isTexts),
  inventory: listOf(fieldsOf({ item: isText, count: isCount })),
  condition: isCondition,
  boxes: listOf(isPart),
}, ["kind"]);

/** What else is read of some kinds. @type {Map<string, Form>} */
const SPECIAL = new Map([
  ["ItemRegistered", fieldsOf({ items: listOf(isPart) })],
  ["VisitorReported", fieldsOf({ persons: isCount })],
]);

/**
 * Tell whether a statement's body has the form that a phone's own would have.
 * @param {any} body
 * @returns {boolean}
 */
export function isBody(body) {
  return isStatement(body) && (SPECIAL.get(body.kind)?.(body) ?? true);
}

/**
 * Tell whether a server's answer is a problem that can be told.
 * @type {Form}
 */
export const isProblem = fieldsOf({
  ...all("type title title_en detail retry", isText),
  ...all("status expected", Number.isSafeInteger),
});

const isLots = listOf(fieldsOf({ leaf: isWord, boxes: isTexts }));
const SIDES = "from to origin destination vehicle eta state";

/**
 * Tell whether an answer of `GET /posts/{place}` has its form.
 * @type {Form}
 */
export const isTold = fieldsOf({
  post: isText,
  unit: isWord,
  boxes: listOf(fieldsOf(
    { box: isText, ...all("alias holder place consignment state", isWord), seals: isTexts },
    ["box"])),
  consignments: listOf(fieldsOf(
    { consignment: isText, ...all(SIDES, isWord),
      ...all("dispatched offered arrived accepted", isLots), refused: listOf(() => true) },
    ["consignment", "dispatched", "offered", "arrived", "accepted", "refused"])),
  watch: (value) => value === null || fieldsOf({
    teams: listOf(fieldsOf({ ...all("team since", isText), unit: isWord }, ["team", "since"])),
    handovers: listOf(fieldsOf({ leaf: isText })),
  })(value),
  inside: listOf(fieldsOf(
    { visit: isText, ...all("granted_at zone purpose badge", isWord) }, ["visit"])),
  issued: listOf(isObject),
  pending: listOf(fieldsOf({ ...all("leaf journal", isText), body: isBody },
    ["leaf", "journal", "body"])),
  persons: mapOf(fieldsOf({ roles: isTexts, unit: isWord, journals: isTexts })),
  ...all("places units", mapOf(isText)),
});
