/**
 * Verdicts over what somebody holds in the hand: a sheet with QR codes, or a proof that a log has
 * signed two histories. The same checks as `segel verify`, made on this device alone.
 *
 * *Holds*, *fails* or *undecided*: what is missing is never taken for what is wrong.
 */

import { parseEquivocation } from "./accusation.js";
import { CHARTER, openCharter } from "./charter.js";
import { cosignedAt } from "./cosignature.js";
import { EQUIVOCATION, proveEquivocation } from "./equivocation.js";
import { SegelError } from "./errors.js";
import { fingerprintWords } from "./fingerprint.js";
import { NONE, isMetBy } from "./policy.js";
import { isRegister, signerOf } from "./signer.js";
import { readCode, verifyPath, verifySignature } from "./slip.js";
import { isEqual, parseHex, parseHash, toBase64 } from "./text.js";
import { leafHash } from "./tree.js";

export const HOLDS = "holds";
export const FAILS = "fails";
export const UNDECIDED = "undecided";

/** @type {State[]} */
const RANK = [HOLDS, UNDECIDED, FAILS];
const WORDS = 8;

const UNPROVEN = {
  id: "log dikenal dari kebijakan; delapan kata ini hanya kata pencetak, jangan dipercaya",
  en: "the policy names the log; these eight words are the printer's alone, do not trust them",
};
const OF_CHARTER = {
  id: "kebijakan dari piagam; yang berlaku kemudian tidak tampak di kertas: pilih berkasnya di atas",
  en: "the charter's policy; what came in force later is not on paper: choose its file above",
};

const KEYED = {
  id: "tanda tangan sah dengan kunci di catatan pendaftaran yang disertakan; apakah pendaftaran itu "
    + "berlaku tidak tampak di sini",
  en: "signed with a key of the register note beside it; whether that enrolment was in force is not "
    + "to be seen here",
};
const UNKEYED = {
  id: "tanda tangannya tidak diperiksa: sertakan catatan yang mendaftarkan kuncinya",
  en: "its signature is not checked: add the note that has enrolled its key",
};

/** @typedef {{id: string, en: string}} Words */
/** @typedef {"holds" | "fails" | "undecided"} State */
/** @typedef {import("./charter.js").Charter} Charter */
/** @typedef {import("./note.js").VerifierKey} Key */
/** @typedef {import("./policy.js").Policy} Policy */
/** @typedef {import("./slip.js").Slip} Slip */

/**
 * @typedef {object} Check
 * @property {Words} name
 * @property {State} state
 * @property {Words[]} reasons
 */

/**
 * @typedef {object} Verdict
 * @property {State} state the worst of all checks
 * @property {Words | null} word null where there was nothing to judge
 * @property {Check[]} checks
 * @property {string} words the charter's hash as eight words, "" if nothing names one
 */

/**
 * @typedef {object} Trust
 * @property {Uint8Array} [fingerprint] the charter's hash
 * @property {string} [words] the same as eight words
 * @property {Policy} [policy]
 */

/**
 * Read the charter's hash in one of its three spellings.
 * @param {string} text
 * @returns {Trust} empty where nothing was written
 * @throws {SegelError} it is none of them
 */
export function parseTrust(text) {
  const written = text.trim();
  if (written === "") return {};
  const words = written.toLowerCase().split(/[\s-]+/);
  if (words.length === WORDS) return { words: words.join(" ") };
  if (/^[0-9a-fA-F]{64}$/.test(written)) {
    return { fingerprint: parseHex(written.toLowerCase(), "charter") };
  }
  return { fingerprint: parseHash(written, "charter") };
}

/**
 * Judge what was read from photographs and files.
 * @param {object} found
 * @param {string[]} found.texts of QR codes
 * @param {Uint8Array[]} found.files notes and proofs
 * @param {Uint8Array[]} found.known charters that lie at hand, believed by nobody
 * @param {Trust} trust
 * @returns {Promise<Verdict>}
 */
export async function judge({ texts, files, known }, trust) {
  const accusation = files.find((bytes) => startsWith(bytes, EQUIVOCATION));
  if (accusation !== undefined) return judgeAccusation(accusation, trust);
  const sheet = new Sheet();
  for (const text of new Set(texts)) await sheet.read(text);
  sheet.notes.push(...files);
  return sheet.judged(known, trust);
}

/** @type {(bytes: Uint8Array, trust: Trust) => Promise<Verdict>} */
async function judgeAccusation(bytes, trust) {
  const claim = check("Dua checkpoint bertentangan", "Two checkpoints contradict each other");
  const proven = words("TERBUKTI: log menandatangani dua sejarah",
    "PROVEN: the log has signed two histories");
  try {
    const accusation = parseEquivocation(bytes);
    const { charter, smaller, larger } = await proveEquivocation(accusation);
    say(claim, HOLDS, both(`${charter.origin}: ${smaller.size} ${toBase64(smaller.root)}`));
    say(claim, HOLDS, both(`${charter.origin}: ${larger.size} ${toBase64(larger.root)}`));
    const own = await leafHash(accusation.charter);
    return verdict([checkTrust(own, charter, trust), claim], proven, own);
  } catch (error) {
    if (!(error instanceof SegelError)) throw error;
    say(claim, FAILS, words(`tidak membuktikan apa pun: ${error.message}`,
      `proves nothing: ${error.message}`));
    return verdict([claim], proven, null);
  }
}

/** What stood on one sheet of paper. */
class Sheet {
  codes = check("Kode QR terbaca", "QR codes can be read");
  /** @type {Slip[]} */ slips = [];
  /** @type {Uint8Array[]} */ notes = [];

  /** @param {string} text */
  async read(text) {
    try {
      const found = await readCode(text);
      if (found && "slip" in found) this.slips.push(found.slip);
      if (found && "note" in found) this.notes.push(found.note);
    } catch (error) {
      if (!(error instanceof SegelError)) throw error;
      say(this.codes, FAILS, words(`kode rusak: ${error.message}`, `bad code: ${error.message}`));
    }
  }

  /**
   * @param {Uint8Array[]} known
   * @param {Trust} trust
   */
  async judged(known, trust) {
    // The sheet of leaf 0 was photographed whole, for the charter on it.
    const others = this.slips.filter(({ index }) => index > 0n);
    const [slip, ...more] = others.length > 0 ? others : this.slips;
    if (more.length > 0) {
      say(this.codes, FAILS, words("bukti dari lebih dari satu lembar",
        "proofs of more than one sheet"));
    }
    if (slip === undefined) {
      say(this.codes, UNDECIDED, words("tidak ada kode bukti; foto lebih dekat, rata, dan terang",
        "no proof code was found; photograph it closer, flat and in good light"));
    }
    if (slip === undefined || more.length > 0) return verdict([this.codes], null, null);
    const charters = [...this.notes.filter((note) => startsWith(note, CHARTER)), ...known];
    const [believed, charter] = await findCharter(slip, charters, trust);
    const log = logOf(slip, charter, believed, trust);
    const policy = trust.policy ?? charter?.policy;
    const checks = [this.codes, believed, ...(await checkProof(slip, log))];
    if (policy !== undefined) {
      const witnesses = await checkWitnesses(slip, policy);
      if (trust.policy === undefined) say(witnesses, HOLDS, OF_CHARTER);
      checks.push(witnesses);
    }
    checks.push(await checkNotes(slip, this.notes));
    const proven = words(`TERBUKTI: daun ${slip.index} ada dalam buku`,
      `PROVEN: leaf ${slip.index} is in the log`);
    const isSaid = charter !== undefined || !isOfPolicyAlone(trust);
    return verdict(checks, proven, isSaid ? slip.charter : null);
  }
}

/**
 * @param {Slip} slip
 * @param {Uint8Array[]} charters
 * @param {Trust} trust
 * @returns {Promise<[Check, Charter | undefined]>}
 */
async function findCharter(slip, charters, trust) {
  for (const bytes of charters) {
    if (!isEqual(await leafHash(bytes), slip.charter)) continue;
    try {
      const charter = await openCharter(bytes);
      return [checkTrust(slip.charter, charter, trust), charter];
    } catch (error) {
      if (!(error instanceof SegelError)) throw error;
      const bad = checkTrust(slip.charter, null, trust);
      say(bad, FAILS, words(`bukan piagam yang sah: ${error.message}`, error.message));
      return [bad, undefined];
    }
  }
  const believed = checkTrust(slip.charter, null, trust);
  if (believed.state === HOLDS && trust.policy === undefined) {
    say(believed, UNDECIDED, words(
      "kunci log belum diketahui: sertakan piagamnya (lembar daun 0, atau berkasnya)",
      "the log's key is not known: add the charter itself (the sheet of leaf 0, or its file)",
    ));
  }
  return [believed, undefined];
}

/**
 * Compare a charter with what is trusted from outside.
 * @type {(own: Uint8Array, charter: Charter | null, trust: Trust) => Check}
 */
function checkTrust(own, charter, trust) {
  const found = check("Piagam cocok dengan sidik jari tepercaya",
    "Charter is the one that is trusted");
  const spelled = fingerprintWords(own);
  say(found, HOLDS, both(spelled));
  const isOther = (trust.words !== undefined && trust.words !== spelled)
    || (trust.fingerprint !== undefined && !isEqual(trust.fingerprint, own));
  if (isOther) {
    say(found, FAILS, words("bukan piagam yang dipercaya", "not the charter that is trusted"));
  } else if (trust.policy !== undefined) {
    if (charter !== null && !names(trust.policy, charter.log)) sayForeign(found);
    if (charter === null && isOfPolicyAlone(trust)) say(found, HOLDS, UNPROVEN);
  } else if (trust.words === undefined && trust.fingerprint === undefined) {
    say(found, UNDECIDED, words(
      "tulis delapan kata dari kertas piagam di atas, lalu periksa lagi; kata di sini belum bukti",
      "write the eight words from the charter's paper above and check again; these are no proof",
    ));
  }
  return found;
}

/** @param {Trust} trust */
function isOfPolicyAlone({ policy, words: spelled, fingerprint }) {
  return policy !== undefined && spelled === undefined && fingerprint === undefined;
}

/**
 * @param {Slip} slip
 * @param {Charter | undefined} charter
 * @param {Check} believed
 * @param {Trust} trust
 */
function logOf(slip, charter, believed, { policy }) {
  if (policy === undefined) return charter?.log;
  const { origin } = slip.checkpoint;
  const key = policy.logs.find(({ name, id }) => name === origin && isEqual(id, slip.logId));
  if (key === undefined) sayForeign(believed);
  return key;
}

/** @type {(policy: Policy, key: Key) => boolean} */
function names({ logs }, { name, id, publicKey }) {
  return logs.some((log) =>
    log.name === name && isEqual(log.id, id) && isEqual(log.publicKey, publicKey));
}

/** @param {Check} found */
function sayForeign(found) {
  say(found, FAILS, words("kunci log tidak ada dalam kebijakan yang diberikan",
    "the log's key is not in the policy that was given"));
}

/** @type {(slip: Slip, log: Key | undefined) => Promise<Check[]>} */
async function checkProof(slip, log) {
  const { origin, size } = slip.checkpoint;
  const signed = check("Log menandatangani pohon", "The log signed the tree");
  const inside = check("Daun ada di pohon itu", "The leaf is in that tree");
  say(signed, HOLDS, both(`${origin}, ${size}`));
  say(inside, HOLDS, words(`daun ${slip.index} dari ${size}`, `leaf ${slip.index} of ${size}`));
  await attempt(inside, () => verifyPath(slip));
  if (log === undefined) {
    say(signed, UNDECIDED, words("kunci log belum dipercaya", "no key of the log is trusted"));
  } else {
    await attempt(signed, () => verifySignature(slip, log));
  }
  return [signed, inside];
}

/** @type {(slip: Slip, policy: Policy) => Promise<Check>} */
async function checkWitnesses(slip, policy) {
  const found = check("Saksi", "Witnesses");
  /** @type {string[]} */
  const valid = [];
  for (const { name, key } of policy.witnesses) {
    await attempt(found, async () => {
      const time = await cosignedAt(slip, key);
      if (time === null) return;
      valid.push(name);
      say(found, HOLDS, both(`${name}, ${new Date(Number(time) * 1000).toISOString()}`));
    });
  }
  if (policy.quorum === NONE) {
    const count = slip.marks.length;
    say(found, HOLDS, words(`kebijakan tidak meminta saksi; tertera ${count}`,
      `the policy asks for none; ${count} on the sheet`));
  } else if (!isMetBy(policy, valid)) {
    say(found, UNDECIDED, words("kuorum saksi belum tercapai",
      "the quorum of witnesses is not met"));
  }
  return found;
}

/** @type {(slip: Slip, notes: Uint8Array[]) => Promise<Check>} */
async function checkNotes(slip, notes) {
  const found = check("Catatan yang dibuktikan", "The note that is proven");
  const registers = notes.filter(isRegister);
  const own = [];
  for (const note of notes) {
    if (isEqual(await leafHash(note), slip.leaf)) own.push(note);
    else if (!startsWith(note, CHARTER) && !registers.includes(note)) {
      say(found, FAILS, words("catatan ini dari lembar lain", "this note is of another sheet"));
    }
  }
  const text = own.length > 0 ? new TextDecoder().decode(own[0]) : null;
  say(found, HOLDS, text === null
    ? words(`hanya hash daun ${toBase64(slip.leaf)}`, `the leaf hash alone`)
    : both(text.slice(0, text.indexOf("\n\n"))));
  const signer = own[0] === undefined ? null : await signerOf(own[0], registers);
  if (signer !== null) saySigner(found, signer);
  say(found, HOLDS, words(
    "tidak dibuktikan: bahwa isinya benar, siapa pemegang kunci jurnal, dan bahwa tidak ada "
      + "catatan lain",
    "not proven: that it is true, who held the journal's key, and that there is no other note",
  ));
  return found;
}

/** @type {(found: Check, signer: import("./signer.js").Signer) => void} */
function saySigner(found, { isByHardware, isChecked, fault }) {
  say(found, HOLDS, isByHardware
    ? words("tertulis: dengan sidik jari", "it says: by fingerprint")
    : words("tertulis: dengan perangkat lunak", "it says: by software"));
  if (fault !== null) say(found, FAILS, both(fault));
  else say(found, HOLDS, isChecked ? KEYED : UNKEYED);
}

/** @type {(id: string, en: string) => Check} */
function check(id, en) {
  return { name: words(id, en), state: HOLDS, reasons: [] };
}

/** @type {(found: Check, state: State, reason: Words) => void} */
function say(found, state, reason) {
  if (RANK.indexOf(state) > RANK.indexOf(found.state)) found.state = state;
  found.reasons.push(reason);
}

/** @type {(found: Check, verify: () => Promise<unknown>) => Promise<void>} */
async function attempt(found, verify) {
  try {
    await verify();
  } catch (error) {
    if (!(error instanceof SegelError)) throw error;
    say(found, FAILS, both(error.message));
  }
}

/** @type {(checks: Check[], proven: Words | null, own: Uint8Array | null) => Verdict} */
function verdict(checks, proven, own) {
  const states = checks.map((one) => one.state);
  const state = RANK.findLast((one) => states.includes(one)) ?? UNDECIDED;
  const word = {
    [HOLDS]: proven,
    [FAILS]: words("GAGAL", "FAILED"),
    [UNDECIDED]: words("BELUM DAPAT DIPUTUSKAN", "UNDECIDED"),
  }[state];
  return { state, word, checks, words: own === null ? "" : fingerprintWords(own) };
}

/** @type {(id: string, en: string) => Words} */
function words(id, en) {
  return { id, en };
}

/** @type {(text: string) => Words} */
function both(text) {
  return { id: text, en: text };
}

/** @type {(bytes: Uint8Array, line: string) => boolean} whether bytes begin with this line */
export function startsWith(bytes, line) {
  const start = new TextEncoder().encode(`${line}\n`);
  return isEqual(bytes.slice(0, start.length), start);
}
