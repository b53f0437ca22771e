/** Entries in words: what was said, and how far it has come. */

import { t } from "./language.js";

/** @type {Record<string, [id: string, en: string]>} */
const KINDS = {
  ShiftStarted: ["Jaga dimulai", "Watch started"],
  ShiftHandedOver: ["Jaga diserahkan", "Watch handed over"],
  ShiftAccepted: ["Jaga diterima", "Watch taken over"],
  ShiftEnded: ["Jaga diakhiri", "Watch ended"],
  VisitorReported: ["Melapor", "Reported"],
  AccessGranted: ["Masuk", "In"],
  AccessDenied: ["Ditolak masuk", "Refused"],
  AccessExited: ["Keluar", "Out"],
  InspectionRecorded: ["Inspeksi", "Inspection"],
  ItemRegistered: ["Kotak didaftarkan", "Boxes registered"],
  SealApplied: ["Segel dipasang", "Seals applied"],
  SealVerified: ["Segel diperiksa", "Seals checked"],
  SealBroken: ["Segel dibuka", "Seals taken off"],
  BoxOpened: ["Kotak dibuka", "Boxes opened"],
  ConsignmentDispatched: ["Kiriman berangkat", "Consignment left"],
  ConsignmentArrived: ["Kiriman tiba", "Consignment arrived"],
  HandoverOffered: ["Serah terima ditawarkan", "Handover offered"],
  HandoverAccepted: ["Serah terima diterima", "Handover accepted"],
  HandoverRefused: ["Serah terima tidak diterima", "Handover refused"],
  IncidentReported: ["Kejadian", "Incident"],
  Endorsed: ["Disahkan", "Endorsed"],
  CorrectionDeclared: ["Ralat", "Correction"],
  AnnulmentDeclared: ["Pembatalan", "Annulment"],
  PersonEnrolled: ["Petugas didaftarkan", "Person enrolled"],
  RoleGranted: ["Peran diberikan", "Role given"],
};

/** @param {string} kind @returns {string} what people call it */
export function kindName(kind) {
  const [id = kind, en = kind] = (Object.hasOwn(KINDS, kind) && KINDS[kind]) || [];
  return t(id, en);
}

/**
 * Say in a line what an entry says.
 * @param {import("./desk.js").Desk} desk
 * @param {Pick<import("./post.js").Said, "body" | "leaf" | "entry">} said
 * @returns {string}
 */
export function headline(desk, { body, leaf, entry }) {
  const visit = body.kind === "VisitorReported" ? leaf : body.of;
  const opening = entry?.openings.find(({ path }) => path === "/visitor");
  const who = desk.recent?.[visit] ?? /** @type {{name?: string} | undefined} */ (opening?.value);
  const count = Array.isArray(body.boxes) ? body.boxes.length : body.count;
  const parts = [
    kindName(body.kind),
    body.kind.startsWith("Access") || body.kind === "VisitorReported" ? who?.name : undefined,
    body.team ?? (body.kind.startsWith("Shift") ? `${body.from} → ${body.to}` : undefined),
    body.template ?? body.incident_kind,
    count > 0 ? t(`${count} kotak`, count === 1 ? "1 box" : `${count} boxes`) : undefined,
  ];
  return parts.filter(Boolean).join(" · ").replaceAll("_", " ");
}

/**
 * Say how far an entry has come; each step was checked by this phone itself.
 * @param {import("../journal.js").Entry} entry
 * @returns {{words: string, tone: "wait" | "good" | "bad"}}
 */
export function progress({ state, witnessed }) {
  if (state === "refused") return { words: t("✗ ditolak server", "✗ refused"), tone: "bad" };
  if (state === "signed") return { words: t("✓ di ponsel", "✓ on the phone"), tone: "wait" };
  if (!witnessed) return { words: t("✓✓ diterima", "✓✓ received"), tone: "good" };
  return { words: t("✓✓✓ disaksikan", "✓✓✓ witnessed"), tone: "good" };
}
