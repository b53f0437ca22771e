/** Stock: the boxes and consignments of a post, folded from what was said of them. */

/**
 * @typedef {import("./post.js").Body} Body
 * @typedef {import("./post.js").Box} Box
 * @typedef {import("./post.js").Consignment} Consignment
 * @typedef {import("./post.js").Lot} Lot
 * @typedef {import("./post.js").Said} Said
 * @typedef {import("./post.js").Told} Told
 */

/** The kinds that speak of boxes. */
const BOXES = new Set([
  "ItemRegistered", "SealApplied", "SealVerified", "SealBroken", "BoxOpened",
  "ConsignmentDispatched", "ConsignmentArrived",
  "HandoverOffered", "HandoverAccepted", "HandoverRefused",
]);

/** What a stranger's word does not change: the record against which seals are looked at. */
const RECORD = new Set([
  "ItemRegistered", "SealApplied", "SealVerified", "SealBroken", "BoxOpened",
]);

/**
 * A box that the server did not speak of has come from elsewhere: whatever was heard of it counts.
 * @param {Said[]} all
 * @param {number} since which leaf the server told
 * @param {Told} told
 */
export function foldBoxes(all, since, told) {
  const /** @type {Map<string, Box>} */ boxes = new Map();
  for (const one of told.boxes ?? []) {
    boxes.set(one.box, isWhole(one) ? one : whole(one));
  }
  const known = new Set(boxes.keys());
  for (const said of all) {
    const { body, index } = said;
    if (!BOXES.has(body.kind) || (said.isDoubted && RECORD.has(body.kind))) continue;
    for (const part of (body.kind === "ItemRegistered" ? body.items : body.boxes) ?? []) {
      const id = part.box ?? part;
      if (known.has(id) && index !== null && index <= since) continue;
      const source = sourceOf(said);
      const box = boxes.get(id) ?? { box: id, state: "tidak_dikenal", seals: [], source };
      boxes.set(id, { ...box, ...changed(box, body, part), source });
    }
  }
  return boxes;
}

/** @typedef {NonNullable<Told["boxes"]>[number]} ToldBox */

/**
 * @param {ToldBox} box as the server tells it
 * @returns {Box}
 */
export function whole(box) {
  return { ...box, seals: box.seals ?? [], source: "server" };
}

/**
 * Two thousand boxes are made whole once, when they are learnt, and not for each entry.
 * @param {ToldBox | Box} box
 * @returns {box is Box}
 */
function isWhole(box) {
  return "source" in box;
}

/**
 * What one statement changes on one box.
 * @param {Box} box
 * @param {Body} body
 * @param {any} part of the statement that names the box
 * @returns {Partial<Box>}
 */
function changed(box, body, part) {
  const { place } = body;
  const here = { place, ...(box.state === "di_perjalanan" && { state: "dipegang" }),
    consignment: undefined };
  switch (body.kind) {
    case "ItemRegistered":
      return { place, holder: body.holder, state: "dipegang", alias: part.alias };
    case "SealApplied":
      return { place, difference: undefined,
        seals: [...new Set([...there(box), ...(part.seals ?? [])])] };
    case "SealVerified":
      return { place, ...looked(box, part) };
    case "SealBroken":
      return { place, ...without(box, part.seals ?? []) };
    case "BoxOpened":
      return { place, ...without(box, body.seals ?? []) };
    case "ConsignmentDispatched":
      return { place: body.vehicle, state: "di_perjalanan", consignment: body.consignment };
    case "HandoverAccepted":
      return { ...here, ...moved(box, body), ...looked(box, part) };
    case "HandoverOffered":
      return { place };
    default: // arrived, or not taken
      return here;
  }
}

/**
 * The holder changes from the present holder only; any other word is a dispute.
 * @param {Box} box
 * @param {Body} body
 */
function moved(box, { from, to }) {
  const isKnown = box.holder !== undefined && box.holder !== to;
  if (isKnown && box.holder !== from) return { holder: undefined, state: "disengketakan" };
  if (box.state === "disengketakan") return {};
  return { holder: to, state: "dipegang" };
}

/**
 * @param {Box} box
 * @param {{utuh?: string[], rusak?: string[], tidak_ada?: string[]}} seen
 */
function looked(box, { utuh = [], rusak = [], tidak_ada: gone = [] }) {
  if (utuh.length + rusak.length + gone.length === 0) return {};
  const { missing, extra } = difference(box.seals, [...utuh, ...rusak]);
  return { difference: missing.length + extra.length > 0 ? { missing, extra } : undefined };
}

/**
 * Compare the seals on record with those that are there.
 * @param {string[]} seals
 * @param {string[]} seen
 */
function difference(seals, seen) {
  return {
    missing: seals.filter((seal) => !seen.includes(seal)),
    extra: seen.filter((seal) => !seals.includes(seal)),
  };
}

/** What sits on a box after the last look. @param {Box} box */
function there({ seals, difference: found }) {
  return found ? [...seals.filter((seal) => !found.missing.includes(seal)), ...found.extra] : seals;
}

/** @param {Box} box @param {string[]} seals that came off */
function without(box, seals) {
  return { seals: there(box).filter((seal) => !seals.includes(seal)), difference: undefined };
}

/**
 * @param {Said[]} news
 * @param {Told} told
 */
export function foldConsignments(news, told) {
  const /** @type {Map<string, Consignment>} */ found = new Map();
  /** @param {Lot[]} lots */
  const boxesOf = (lots) => lots.flatMap(({ boxes = [] }) => boxes);
  for (const { dispatched, offered, arrived, accepted, ...one } of told.consignments ?? []) {
    const isSent = dispatched.length > 0;
    const lots = isSent ? dispatched : offered;
    found.set(one.consignment, {
      ...one, isSent, isHere: arrived.length > 0, leaf: lots[0]?.leaf, expected: boxesOf(lots),
      arrived: boxesOf(arrived), accepted: boxesOf(accepted), source: "server",
    });
  }
  for (const said of news) {
    const { body, leaf } = said;
    const name = body.consignment ?? (body.kind === "HandoverOffered" ? leaf : body.of);
    if (!BOXES.has(body.kind) || name === undefined) continue;
    if (!body.consignment && !body.kind.startsWith("Handover")) continue;
    const one = found.get(name) ?? { consignment: name, state: "ditawarkan", expected: [],
      arrived: [], accepted: [], refused: [] };
    found.set(name, { ...one, ...advanced(one, body, leaf), source: sourceOf(said) });
  }
  return [...found.values()].map((one) => ({ ...one, state: stateOf(one) }));
}

/**
 * What one statement changes on a consignment.
 * @param {Consignment} one
 * @param {Body} body
 * @param {string} leaf
 * @returns {Partial<Consignment>}
 */
function advanced(one, body, leaf) {
  const boxes = (body.boxes ?? []).map((/** @type {any} */ part) => part.box ?? part);
  /** @param {string[]} list @returns {string[]} */
  const add = (list) => [...new Set([...list, ...boxes])];
  const sides = one.from ? {} : { from: body.from, to: body.to, destination: body.place };
  switch (body.kind) {
    case "ConsignmentDispatched": {
      const { from, to, origin, destination, vehicle, eta } = body;
      const before = one.isSent ? one.expected : [];
      return { from, to, origin, destination, vehicle, eta, leaf, isSent: true,
        expected: add(before) };
    }
    case "ConsignmentArrived":
      return { arrived: add(one.arrived), isHere: true };
    case "HandoverOffered":
      return { ...sides, leaf: one.leaf ?? leaf,
        ...(!one.isSent && { expected: add(one.expected) }) };
    case "HandoverAccepted":
      return { ...sides, accepted: add(one.accepted) };
    default:
      return { ...sides, refused: add(one.refused) };
  }
}

/** @param {Consignment} one */
function stateOf({ accepted, refused, isHere, isSent }) {
  if (accepted.length > 0) return "diterima";
  if (refused.length > 0) return "ditolak";
  if (isHere) return "tiba";
  return isSent ? "di_perjalanan" : "ditawarkan";
}

/** @param {Said} said @returns {import("./post.js").Source} */
export function sourceOf({ entry }) {
  return entry ? "own" : "carried";
}
