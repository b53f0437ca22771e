/**
 * What a phone says, as bodies to be signed: each kind with its fields in the catalogue's order.
 *
 * Absent fields are left out. A field that is not public goes in as its plain value and comes out
 * as a salted commitment, of the class that domain/kind.py asks for, with its opening beside.
 */

import { seal } from "../commitment.js";

const NOTE = "note:pengawas";

/** Fields by kind, beside `at` and `here`; behind a colon, the class of those that are sealed. */
export const FIELDS = {
  ShiftStarted: "post team unit present persons members:tunda inventory",
  ShiftHandedOver:
    `post from to unit condition inventory inside doors open_items persons cctv ${NOTE}`,
  ShiftAccepted:
    `of post from to unit present persons members:tunda inventory inside doors ${NOTE}`,
  ShiftEnded: "post team unit reason persons inventory",
  VisitorReported:
    "place visitor:pribadi purpose host permission identity_check again persons items photo " +
    NOTE,
  AccessGranted: "of place zone escort authoriser badge visitor:pribadi",
  AccessDenied: `of place reason ${NOTE}`,
  AccessExited: `of place search items ${NOTE}`,
  InspectionRecorded: `place template items sample_seed shift photos ${NOTE}`,
  SealApplied: "place boxes",
  SealVerified: `place boxes ${NOTE}`,
  SealBroken: `place boxes reason found order ${NOTE}`,
  BoxOpened: `boxes place purpose order witnesses seals shown_empty photo ${NOTE}`,
  ConsignmentDispatched:
    "consignment from to origin destination boxes count part parts leg eta vehicle carrier " +
    "escort driver:pribadi order",
  ConsignmentArrived: `consignment of place count boxes part parts ${NOTE}`,
  HandoverOffered: `consignment from to place boxes count part parts eta ${NOTE}`,
  HandoverAccepted:
    `of consignment from to place boxes count part parts condition witnesses document ${NOTE}`,
  HandoverRefused: `of consignment from to place boxes ${NOTE}`,
  IncidentReported:
    "place incident_kind severity occurred observed boxes losses actions notified photos " +
    `persons:pribadi ${NOTE}`,
  Endorsed: `of of_kind capacity ${NOTE}`,
  CorrectionDeclared: `target target_kind changes reason replaces ${NOTE}`,
  AnnulmentDeclared: `target target_kind reason replaces ${NOTE}`,
  PersonEnrolled: "person unit journals device identity:pribadi",
  RoleGranted: "person role unit scope from until order",
};

/** @typedef {{path: string} & import("../commitment.js").Opening} Opening without its leaf */
/** @typedef {{kind: string, at?: string, [field: string]: unknown}} Body */

/**
 * Build what is signed. `at` may be given; without it the desk says when it is signed.
 * @param {keyof typeof FIELDS} kind
 * @param {Record<string, unknown>} fields
 * @returns {Promise<{body: Body, openings: Opening[]}>}
 */
export async function stated(kind, fields) {
  const /** @type {Body} */ body = { kind };
  const /** @type {Opening[]} */ openings = [];
  /** @type {(value: unknown, visibility: string, path: string) => Promise<unknown>} */
  const sealed = async (value, visibility, path) => {
    const { commitment, opening } = await seal(value, visibility);
    openings.push({ path, ...opening });
    return commitment;
  };
  const order = ["at", "here", ...FIELDS[kind].split(" ")].map((field) => field.split(":"));
  const strange = Object.keys(fields).find((name) => order.every(([field]) => field !== name));
  if (strange !== undefined) throw new TypeError(`${kind} has no ${strange}`);
  for (const [name = "", visibility] of order) {
    const value = fields[name];
    if (isAbsent(value)) continue;
    body[name] = value;
    if (visibility !== undefined) body[name] = await sealed(value, visibility, `/${name}`);
    if (!Array.isArray(value)) continue;
    const parts = value.map(trimmed);
    for (const [index, part] of parts.entries()) {
      if (typeof part.note !== "string") continue; // of a checklist's line
      part.note = await sealed(part.note, "pengawas", `/${name}/${index}/note`);
    }
    body[name] = parts;
  }
  return { body, openings };
}

/**
 * Make a statement on this phone: its sealed values are sealed, and it is signed and kept.
 * @param {import("./desk.js").Desk} desk
 * @param {keyof typeof FIELDS} kind
 * @param {Record<string, any>} fields
 * @param {import("../author.js").Beside} [beside] photographs, how urgent
 * @returns {Promise<import("../journal.js").Entry>}
 */
export async function declare(desk, kind, fields, beside) {
  const { body, openings } = await stated(kind, fields);
  return desk.say(body, { ...beside, openings });
}

/** @param {unknown} value */
function isAbsent(value) {
  return value == null || value === "" || (Array.isArray(value) && value.length === 0);
}

/** @param {any} part of a list: a word, or a record that loses its absent fields */
function trimmed(part) {
  if (typeof part !== "object") return part;
  return Object.fromEntries(Object.entries(part).filter(([, value]) => !isAbsent(value)));
}
