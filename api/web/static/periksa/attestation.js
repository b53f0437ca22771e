/**
 * Whom of a policy's witnesses a checkpoint names, in words (`tools/witness.py`).
 */

import { NONE } from "../policy.js";
import { countWitnesses } from "./anchor.js";
import { twice } from "./finding.js";

/** @typedef {import("../policy.js").Policy} Policy */
/** @typedef {import("./finding.js").Words} Words */

/**
 * Check every line of a known witness, and say which does not hold.
 * @param {import("./finding.js").Finding} check takes what is found
 * @param {Policy} policy
 * @param {import("../note.js").Note} note
 * @returns {Promise<{valid: string[], isBroken: boolean}>} names in the policy
 */
export async function weighWitnesses(check, policy, note) {
  const { valid, broken, unread } = await countWitnesses(policy, note);
  for (const name of broken) {
    check.fail(twice(`tanda saksi ${name} tidak sah`, `the line of ${name} does not hold`));
  }
  for (const name of unread) {
    check.remark(twice(`tanda ML-DSA saksi ${name} tidak dapat dihitung di peramban`,
      `the ML-DSA line of ${name} cannot be checked in a browser`));
  }
  return { valid, isBroken: broken.length > 0 };
}

/**
 * @param {Policy} policy
 * @param {string[]} valid
 * @param {boolean} isOutside whether the policy is the reader's own
 * @returns {Words}
 */
export function countedWitnesses(policy, valid, isOutside) {
  const [id, en] = isOutside ? ["kebijakan dari luar", "policy from outside"]
    : ["kebijakan menurut baris di berkas", "policy by the lines in the file"];
  const { length } = valid;
  if (policy.quorum === NONE) {
    return twice(`tidak ada yang diminta (${id}); sah ${length}`,
      `none are asked for (${en}); valid ${length}`);
  }
  const [need, names] = [neededBy(policy), valid.join(", ")];
  return twice(`perlu ${need}, sah ${length}: ${names} (${id})`,
    `need ${need}, valid ${length}: ${names} (${en})`);
}

/** @type {(policy: Policy) => string} */
export function neededBy({ groups, quorum }) {
  const group = groups.find(({ name }) => name === quorum);
  if (group === undefined) return quorum === NONE ? "0" : "1";
  const { threshold, members } = group;
  if (threshold === "all") return String(members.length);
  return threshold === "any" ? "1" : threshold;
}
