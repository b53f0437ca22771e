/**
 * The post: what this phone knows of its place, folded from what it said, what came by QR and what
 * the server told last. Pure: the same notes in any order give the same.
 *
 * The server's word is the state as of one leaf. Whatever the log did not hold then is put on top,
 * in the order of the stated times; so a phone in the field knows better than an older answer.
 */

import { isBody, isTold } from "../form.js";
import { readJson } from "../inquiry.js";
import { toBase64 } from "../text.js";
import { foldBoxes, foldConsignments, sourceOf } from "./stock.js";

/**
 * @typedef {import("./body.js").Body & Record<string, any>} Body
 * @typedef {"own" | "carried" | "server"} Source
 *
 * @typedef {object} Said one statement
 * @property {string} leaf base64
 * @property {string} journal
 * @property {number} sequence
 * @property {Body} body
 * @property {number | null} index its leaf index, once received
 * @property {import("../journal.js").Entry} [entry] if this phone said it
 * @property {boolean} [isDoubted] by nobody whom this phone or the log knows
 *
 * @typedef {object} Visitor
 * @property {string} name
 * @property {string} [organisation]
 *
 * @typedef {object} Visit
 * @property {string} visit leaf hash of the report
 * @property {string} [purpose]
 * @property {string} [zone]
 * @property {string} [badge]
 * @property {number} [persons]
 * @property {string} [at] when let in
 * @property {Source} source
 * @property {boolean} [isPending] the goods zone: nobody has endorsed it yet
 * @property {Visitor} [who] while the phone may still know it
 *
 * @typedef {{team: string, unit: string, since: string, present: number | null}} Team
 *
 * @typedef {object} Box
 * @property {string} box
 * @property {string} [alias]
 * @property {string} [holder]
 * @property {string} [place]
 * @property {string} [consignment]
 * @property {string} state
 * @property {string[]} seals on record
 * @property {{missing: string[], extra: string[]}} [difference] of the last look
 * @property {Source} source
 *
 * @typedef {object} Consignment
 * @property {string} consignment
 * @property {string} [from]
 * @property {string} [to]
 * @property {string} [origin]
 * @property {string} [destination]
 * @property {string} [vehicle]
 * @property {string} [eta]
 * @property {string} [leaf] of its dispatch, or of its offer
 * @property {string[]} expected as dispatched, or else as offered
 * @property {string[]} arrived
 * @property {string[]} accepted
 * @property {string[]} refused
 * @property {string} state
 * @property {Source} [source]
 * @property {boolean} [isSent]
 * @property {boolean} [isHere]
 *
 * @typedef {{roles: string[], unit: string | null, journals: string[]}} Person
 * @typedef {{leaf: string, boxes?: string[]}} Lot
 *
 * @typedef {object} Told what `GET /posts/{place}` answers
 * @property {string} [post]
 * @property {string} [unit] that answers for the place
 * @property {(Omit<Box, "source" | "seals"> & {seals?: string[]})[]} [boxes]
 * @property {(Consignment & Record<"dispatched" | "offered" | "arrived" | "accepted", Lot[]>)[]}
 *   [consignments]
 * @property {{teams: Team[], handovers: {leaf: string, is_accepted?: boolean}[]} | null} [watch]
 * @property {(Visit & {granted_at: string, is_pending: boolean})[]} [inside]
 * @property {{ranges: object[], seals: string[]}[]} [issued]
 * @property {(Pick<Said, "leaf" | "journal" | "body">)[]} [pending] what nobody has endorsed yet
 * @property {Record<string, Person>} [persons]
 * @property {Record<string, string>} [places]
 * @property {Record<string, string>} [units]
 */

/**
 * @param {object} heard
 * @param {import("../journal.js").Entry[]} heard.entries
 * @param {import("../journal.js").Carried[]} [heard.carried]
 * @param {Record<string, import("../journal.js").Known>} [heard.known]
 * @param {Partial<import("./desk.js").Seat>} [heard.seat] where this phone works
 * @param {Record<string, Visitor>} [heard.recent] by visit
 */
export function foldPost({ entries, carried = [], known = {}, seat = {}, recent = {} }) {
  const place = seat.place ?? "";
  const server = known.post;
  const answer = /** @type {Told} */ (server?.value ?? {});
  const told = isTold(answer) && answer.post === place ? answer : {};
  const all = everySaid(entries, carried);
  const since = told.post === undefined ? -1 : (server?.leaf_index ?? -1);
  const news = all.filter(({ index }) => index === null || index > since);
  const boxes = foldBoxes(all, since, told);
  const name = namer(told);
  const endorsed = endorsedBy(all, told);
  return {
    place,
    known: since < 0 ? undefined : server,
    said: all,
    entries,
    ...foldWatch(all, news, told, place),
    inside: foldVisits(all, news, told, endorsed, place, recent),
    pending: foldPending(news, told).filter(({ leaf }) => !endorsed.has(leaf)),
    boxes,
    consignments: foldConsignments(news, told),
    asking: waiting(all, "VisitorReported", ["AccessGranted", "AccessDenied", "AccessExited"])
      .filter(({ body, entry }) => body.place === place && entry),
    offers: waiting(all, "HandoverOffered", ["HandoverAccepted", "HandoverRefused"]),
    issued: told.issued ?? [],
    persons: told.persons ?? {},
    units: told.units ?? {},
    places: told.places ?? {},
    name,
    names: { get: name },
  };
}

/** @typedef {ReturnType<typeof foldPost>} Post */

/** What one other person endorses; the goods zone only, where somebody was let in. */
export const TWO = new Set(["AccessGranted", "SealApplied", "SealBroken", "BoxOpened",
  "ConsignmentDispatched", "CorrectionDeclared", "AnnulmentDeclared"]);

/**
 * Every statement once, in the order of the stated times.
 * @param {import("../journal.js").Entry[]} entries
 * @param {import("../journal.js").Carried[]} carried
 */
function everySaid(entries, carried) {
  const own = entries.map((entry) => ({
    ...readSaid(entry.note, toBase64(entry.leaf)),
    index: entry.state === "received" ? (entry.receipt?.leaf_index ?? null) : null,
    entry,
  }));
  const mine = new Set(own.map(({ leaf }) => leaf));
  const others = carried.filter(({ leaf }) => !mine.has(leaf))
    .map(({ leaf, note, index, isDoubted = false }) => ({
      ...readSaid(note, leaf), index, isDoubted: isDoubted && index === null }));
  const /** @type {Said[]} */ all = [...own, ...others].filter(({ body }) => body.kind);
  const timed = all.map((said) => ({ said, time: timeOf(said.body.at) }));
  timed.sort((a, b) => a.time - b.time || order(a.said.journal, b.said.journal)
    || a.said.sequence - b.said.sequence);
  return timed.map(({ said }) => said);
}

/** @param {string} [at] */
function timeOf(at) {
  return Date.parse(at ?? "") || 0;
}

/** @type {(one: string, other: string) => number} */
function order(one, other) {
  return one < other ? -1 : Number(one > other);
}

/**
 * Read what this phone has signed, or has taken from others, who may have written anything.
 * @param {Uint8Array} note
 * @param {string} leaf
 */
function readSaid(note, leaf) {
  const [, , place = "", , , line = ""] = new TextDecoder().decode(note).split("\n");
  const [journal = "", number] = place.split(" ");
  const body = line.startsWith("{") ? readJson(line) : null;
  return { leaf, journal, sequence: Number(number), body: isBody(body) ? body : {} };
}

/**
 * What nobody has answered yet.
 * @param {Said[]} all
 * @param {string} kind
 * @param {string[]} answers
 */
function waiting(all, kind, answers) {
  const done = new Set(all.filter(({ body }) => answers.includes(body.kind)).map(of));
  return all.filter(({ body, leaf }) => body.kind === kind && !done.has(leaf));
}

/** @param {Said} said @returns {string} */
function of({ body }) {
  return body.of;
}

/**
 * What waits for a second person: the server's word, and what it has not heard yet.
 * @param {Said[]} news
 * @param {Told} told
 * @returns {(Pick<Said, "leaf" | "journal" | "body" | "entry">)[]}
 */
function foldPending(news, { pending = [] }) {
  const waits = news.filter(({ body }) => (
    TWO.has(body.kind) && (body.kind !== "AccessGranted" || body.zone === "barang")));
  return [...new Map([...pending, ...waits].map((one) => [one.leaf, one])).values()]
    .sort((a, b) => timeOf(a.body.at) - timeOf(b.body.at) || order(a.leaf, b.leaf));
}

/**
 * What somebody else has endorsed, and the visits that were meant.
 * @param {Said[]} all
 * @param {Told} told
 */
function endorsedBy(all, { pending = [] }) {
  const said = new Map([...pending, ...all].map((one) => [one.leaf, one]));
  const endorsements = all.filter(({ body, journal }) => (
    body.kind === "Endorsed" && said.get(body.of)?.journal !== journal));
  return new Set(endorsements.flatMap(({ body }) => {
    const meant = said.get(body.of)?.body;
    return meant?.kind === "AccessGranted" ? [body.of, meant.of] : [body.of];
  }));
}

/**
 * @param {Said[]} all
 * @param {Said[]} news what the log did not hold when the server told
 * @param {Told} told
 * @param {Set<string>} endorsed leaves, and the visits that they let in
 * @param {string} place
 * @param {Record<string, Visitor>} recent
 */
function foldVisits(all, news, { inside = [] }, endorsed, place, recent) {
  const reports = new Map(all.filter(({ body }) => body.kind === "VisitorReported")
    .map((said) => [said.leaf, said]));
  const /** @type {Map<string, Visit>} */ visits = new Map();
  for (const { granted_at: at, is_pending: isWaiting, ...one } of inside) {
    const isPending = isWaiting && !endorsed.has(one.visit);
    visits.set(one.visit, { ...one, at, isPending, source: "server" });
  }
  const /** @type {Set<string>} */ left = new Set();
  for (const said of news) {
    const { body, leaf } = said;
    if (body.kind === "AccessExited") left.add(body.of);
    if (body.kind !== "AccessGranted" || body.place !== place) continue;
    const isPending = body.zone === "barang" && !endorsed.has(leaf);
    const { zone, badge, at } = body;
    visits.set(body.of, { visit: body.of, zone, badge, at, isPending, source: sourceOf(said) });
  }
  for (const visit of left) visits.delete(visit);
  return [...visits.values()].map((one) => {
    const report = reports.get(one.visit);
    const opening = report?.entry?.openings.find(({ path }) => path === "/visitor");
    const who = recent[one.visit] ?? /** @type {Visitor | undefined} */ (opening?.value);
    const { purpose, persons } = report?.body ?? one;
    return { ...one, purpose, persons, who };
  }).sort((a, b) => timeOf(a.at) - timeOf(b.at) || order(a.visit, b.visit));
}

/**
 * @param {Said[]} all
 * @param {Said[]} news
 * @param {Told} told
 * @param {string} place
 */
function foldWatch(all, news, { watch }, place) {
  let /** @type {Team[]} */ teams = (watch?.teams ?? []).map(({ team, unit, since, present }) => (
    { team, unit, since, present: present ?? null }));
  const /** @type {{team: string, at: string}[]} */ ended = [];
  /** @type {(team: string, at: string) => void} */
  const end = (team, at) => {
    teams = teams.filter((one) => one.team !== team || timeOf(at) < timeOf(one.since));
    ended.push({ team, at });
  };
  /** @type {(body: Body, team: string, relieved?: string) => void} */
  const begin = ({ at: since = "", unit, present }, team, relieved) => {
    if (relieved !== undefined) end(relieved, since);
    // who went later than this does not begin again
    if (ended.some((one) => one.team === team && timeOf(since) < timeOf(one.at))) return;
    const count = typeof present === "number" ? present : null; // it may be sealed
    teams = [...teams.filter((one) => one.team !== team), { team, unit, since, present: count }];
  };
  /** The server may have heard of the relief before it heard of the watch. @param {Body} body */
  const reliefOf = ({ to, at }) => (watch?.teams ?? []).find(({ team, since }) => (
    team === to && timeOf(since) >= timeOf(at)));
  for (const { body } of news) {
    if (body.post !== place) continue;
    if (body.kind === "ShiftStarted") begin(body, body.team);
    if (body.kind === "ShiftAccepted") begin(body, body.to, body.from);
    if (body.kind === "ShiftEnded") end(body.team, body.at ?? "");
    const relief = body.kind === "ShiftHandedOver" && reliefOf(body);
    if (relief) end(body.from, relief.since);
  }
  const accepted = new Set((watch?.handovers ?? [])
    .filter((one) => one.is_accepted).map(({ leaf }) => leaf));
  const handovers = waiting(all, "ShiftHandedOver", ["ShiftAccepted"])
    .filter(({ body, leaf }) => body.post === place && !accepted.has(leaf) && !reliefOf(body));
  return { teams, shift: teams.at(-1) ?? null, handovers };
}

/** @type {Record<string, string>} */
const ELECTIONS = { GUB: "Gubernur", BUP: "Bupati", WALKOT: "Wali Kota", PPWP: "Presiden" };

/**
 * Give everything the name that people use; what nobody has named is read off its code.
 * @param {Told} told
 * @returns {(id: string) => string}
 */
function namer({ places = {}, units = {}, persons = {} }) {
  /** @param {string} id @returns {string} */
  const name = (id = "") => {
    const { roles = [], unit } = persons[id] ?? {};
    const person = [...roles.slice(0, 1), ...(unit ? [name(unit)] : [])].join(", ");
    return places[id] ?? units[id] ?? (person || coded(id));
  };
  return name;
}

/** @param {string} id such as `16.08.05.2003-TPS007-GUB`, `16.08/KEND-BE8621ACU`, `16.08.05/ppk` */
function coded(id) {
  const [, village, number, election = ""] = /^(.+)-TPS(\d+)-([A-Z]+)$/.exec(id) ?? [];
  if (village !== undefined) return `TPS ${number} ${ELECTIONS[election] ?? election}, ${village}`;
  const [area, last = ""] = id.split("/");
  if (last === "") return id;
  if (last.startsWith("KEND-")) return last.slice(5).replace(/(\d+)/, " $1 ");
  return `${last.replaceAll("-", " ").toUpperCase()} ${area}`;
}
