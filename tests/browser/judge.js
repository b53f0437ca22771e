/**
 * What the page's JavaScript says of a case: the same table as tests/support/strict/judge.py.
 */

import { notUnderstood, parseStatement, parseStatementText } from "/static/statement.js";
import { serialiseHeader, serialiseStatementText } from "/static/statement.js";
import { openCheckpoint, parseCheckpointText } from "/static/checkpoint.js";
import { serialiseCheckpointText } from "/static/checkpoint.js";
import { openCharter } from "/static/charter.js";
import { parseEquivocation } from "/static/accusation.js";
import { proveEquivocation, serialiseEquivocation } from "/static/equivocation.js";
import { FormatError, PolicyError, SegelError, SignatureError } from "/static/errors.js";
import { HARDWARE, checkStrong, formatVerifierKey, parseNote } from "/static/note.js";
import { parseVerifierKey } from "/static/note.js";
import { REGISTER, parseRegister } from "/static/register.js";
import { serialiseNote, verifyNote } from "/static/note.js";
import { parseProof, serialiseProof, verifyProof } from "/static/proof.js";
import { isMetBy, parsePolicy } from "/static/policy.js";
import { cosignedAt } from "/static/cosignature.js";
import { parseJoinLine } from "/static/request.js";
import { parseSlip, readCode, serialiseSlip, verifySlip } from "/static/slip.js";
import { writeCode } from "/static/slip.js";
import { bundleRoots, openLeaves, parseBundle } from "/static/periksa/bundle.js";
import { rootsOf } from "/static/periksa/multiproof.js";
import { concat, isEqual, parseBase64, parseHex, parseUtf8, toHex, toUtf8 } from "/static/text.js";
import { leafHash, verifyConsistency, verifyInclusion } from "/static/tree.js";
import { checkHardwarePublic } from "/static/webauthn.js";

const raw = ({ hex, text }) => (hex === undefined ? toUtf8(text) : parseHex(hex, "case"));
const hash = (hex) => parseHex(hex, "case");

const areRoots = ({ roots }, found) => found.size === Object.keys(roots).length
  && [...found].every(([size, root]) => roots[size] === toHex(root));

const CHECKS = {
  "note.parse": (one) => isEqual(serialiseNote(parseNote(raw(one))), raw(one)),
  "note.verify": async (one) => {
    const key = await parseVerifierKey(one.vkey);
    return (await verifyNote(parseNote(raw(one)), [key])).length === 1;
  },
  "vkey.parse": async ({ text }) => formatVerifierKey(await parseVerifierKey(text)) === text,
  "key.strong": async ({ text }) => {
    const key = await parseVerifierKey(text);
    if (key.type === HARDWARE) await checkHardwarePublic(key.publicKey);
    else checkStrong(key);
    return true;
  },
  "join.check": async ({ text, origin, own }) => Boolean(await parseJoinLine(text, origin, own)),
  "checkpoint.parse": ({ text }) => serialiseCheckpointText(parseCheckpointText(text)) === text,
  "checkpoint.open": async (one) => {
    await openCheckpoint(raw(one), await parseVerifierKey(one.vkey));
    return true;
  },
  "tree.inclusion": async ({ index, size, leaf, root, path }) => {
    const entry = { index: BigInt(index), leaf: hash(leaf) };
    await verifyInclusion(entry, { size: BigInt(size), root: hash(root) }, path.map(hash));
    return true;
  },
  "tree.consistency": async (one) => {
    const older = { size: BigInt(one.old), root: hash(one.old_root) };
    const newer = { size: BigInt(one.new), root: hash(one.new_root) };
    await verifyConsistency(older, newer, one.path.map(hash));
    return true;
  },
  "proof.parse": (one) => isEqual(serialiseProof(parseProof(raw(one))), raw(one)),
  "proof.verify": async (one) => {
    const leaf = await leafHash(hash(one.entry));
    await verifyProof(parseProof(raw(one)), leaf, await parseVerifierKey(one.vkey));
    return true;
  },
  "statement.parse": (one) => {
    parseStatement(raw(one));
    const { text } = parseNote(raw(one));
    return serialiseStatementText(parseStatementText(text)) === text;
  },
  "register.parse": (one) => {
    const { lines, ...header } = parseRegister(raw(one));
    const written = serialiseHeader(REGISTER, header) + lines.map((line) => `${line}\n`).join("");
    return written === parseNote(raw(one)).text;
  },
  "policy.parse": async ({ text, canonical }) =>
    (await parsePolicy(text)).canonical === (canonical ?? text),
  "policy.met": async ({ text, names }) => {
    if (!isMetBy(await parsePolicy(text), names)) throw new PolicyError("not met");
    return true;
  },
  "charter.open": async (one) => Boolean(await openCharter(raw(one))),
  "equivocation.parse": (one) =>
    isEqual(serialiseEquivocation(parseEquivocation(raw(one))), raw(one)),
  "equivocation.prove": async (one) =>
    Boolean(await proveEquivocation(parseEquivocation(raw(one)))),
  "code.read": async ({ text }) => {
    const found = await readCode(text);
    if (found === null) throw new FormatError("code", "none of ours");
    const { slip, note } = found;
    const bytes = slip ? await serialiseSlip(slip) : concat(Uint8Array.of(1, 2), note);
    return writeCode(bytes) === text;
  },
  "slip.verify": async (one) => {
    const slip = await parseSlip(raw(one));
    await verifySlip(slip, await parseVerifierKey(one.vkey));
    for (const text of one.witnesses) {
      const at = await cosignedAt(slip, await parseVerifierKey(text));
      if (at === null) throw new SignatureError("no mark of a witness");
    }
    return true;
  },
  "bundle.parse": async (one) => Boolean(await parseBundle(raw(one))),
  "bundle.roots": async (one) => {
    const bundle = await parseBundle(raw(one));
    return areRoots(one, await bundleRoots(bundle, await openLeaves(bundle)));
  },
  "multiproof.roots": async (one) => {
    const leaves = Object.entries(one.leaves).map(([index, leaf]) => [BigInt(index), hash(leaf)]);
    const sizes = one.sizes.map(BigInt);
    const found = rootsOf(new Map(leaves), sizes, BigInt(one.size), one.hashes.map(hash));
    return areRoots(one, await found);
  },
};

/** @returns {Promise<string>} `accepted`, `refused`, or `altered` if writing gave other bytes */
export async function verdict(one) {
  try {
    return (await CHECKS[one.check](one)) ? "accepted" : "altered";
  } catch (error) {
    if (error instanceof SegelError) return "refused";
    throw error;
  }
}

/** @returns {boolean} whether a body, given in base64, is canonical */
export function isCanonical(base64) {
  try {
    return notUnderstood(parseUtf8(parseBase64(base64, "case"), "body")) === null;
  } catch (error) {
    if (error instanceof SegelError) return false;
    throw error;
  }
}
