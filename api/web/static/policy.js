/**
 * Policies: which log, which witnesses, and how many of them are enough.
 *
 *     log segel.example/16.08/pilkada-2024+9f3e31a2+AQOh...VTG4
 *     witness bawaslu w.bawaslu.example+2e034a2f+BCms...bdc https://w.bawaslu.example/
 *     group pers 1 kompas tempo
 *     group semua all bawaslu pers
 *     quorum semua
 *
 * Source: https://c2sp.org/tlog-policy
 */

import { FormatError, PolicyError } from "./errors.js";
import { COSIGNATURE, COSIGNATURE_MLDSA44, ED25519 } from "./note.js";
import { checkStrong, formatVerifierKey, parseVerifierKey } from "./note.js";
import { parseNumber, toHex } from "./text.js";

/** `quorum none`: no witness is needed. */
export const NONE = "none";

const LOG_TYPES = [ED25519, COSIGNATURE_MLDSA44];
const WITNESS_TYPES = [COSIGNATURE, COSIGNATURE_MLDSA44];

/**
 * @typedef {object} Group
 * @property {string} name
 * @property {string} threshold `all`, `any` or a number
 * @property {string[]} members
 */

/**
 * @typedef {object} Policy
 * @property {import("./note.js").VerifierKey[]} logs
 * @property {{name: string, key: import("./note.js").VerifierKey}[]} witnesses
 * @property {Group[]} groups each defined after its members
 * @property {string} quorum
 * @property {string} canonical the text with single spaces and the quorum last
 */

/**
 * Read a policy.
 * @param {string} text
 * @returns {Promise<Policy>}
 * @throws {PolicyError} a line out of form, a name used before or twice, no single quorum
 */
export async function parsePolicy(text) {
  const hasControl = /[\u0000-\u0008\u000b-\u001f\u007f]/.test(text);
  if (!text.endsWith("\n") || hasControl || !text.isWellFormed()) {
    throw new PolicyError("out of form");
  }
  const reader = new Reader();
  for (const line of text.slice(0, -1).split("\n")) {
    try {
      await reader.read(line);
    } catch (error) {
      if (error instanceof FormatError) throw new PolicyError(error.message);
      throw error;
    }
  }
  const { logs, witnesses, groups, lines, quorum } = reader;
  if (quorum === null) throw new PolicyError("no quorum");
  const canonical = [...lines, `quorum ${quorum}`, ""].join("\n");
  return { logs, witnesses, groups, quorum, canonical };
}

/**
 * Tell whether witnesses, by their names in the policy, are a quorum.
 * @param {Policy} policy
 * @param {string[]} names
 * @returns {boolean}
 */
export function isMetBy(policy, names) {
  const met = new Set(policy.witnesses.map(({ name }) => name).filter((n) => names.includes(n)));
  for (const { name, threshold, members } of policy.groups) {
    const count = members.filter((member) => met.has(member)).length;
    if (count >= needed(threshold, members)) met.add(name);
  }
  return policy.quorum === NONE || met.has(policy.quorum);
}

/** @type {(threshold: string, members: string[]) => number} */
function needed(threshold, members) {
  if (threshold === "all") return members.length;
  return threshold === "any" ? 1 : Number(threshold);
}

/** What has been defined so far, to refuse what a later line may not say. */
class Reader {
  /** @type {Policy["logs"]} */ logs = [];
  /** @type {Policy["witnesses"]} */ witnesses = [];
  /** @type {Group[]} */ groups = [];
  /** @type {string[]} */ lines = [];
  /** @type {string | null} */ quorum = null;
  /** @type {Set<string>} */ names = new Set();
  /** @type {Set<string>} */ grouped = new Set();
  /** @type {Set<string>} */ keys = new Set();

  /** @param {string} line */
  async read(line) {
    const words = line.split(/[ \t]+/).filter((word) => word !== "");
    const [verb, ...rest] = words;
    if (verb === undefined || verb.startsWith("#")) {
      this.lines.push(line);
      return;
    }
    const [first = "", second = ""] = rest;
    if (line.includes("#")) throw new PolicyError("out of form");
    if (verb === "quorum") {
      this.readQuorum(rest);
    } else if (verb === "log" && [1, 2].includes(rest.length)) {
      const key = await this.key(first, LOG_TYPES);
      this.logs.push(key);
      this.lines.push(["log", formatVerifierKey(key), ...rest.slice(1)].join(" "));
    } else if (verb === "witness" && [2, 3].includes(rest.length)) {
      const name = this.define(first);
      const key = await this.key(second, WITNESS_TYPES);
      this.witnesses.push({ name, key });
      this.lines.push(["witness", name, formatVerifierKey(key), ...rest.slice(2)].join(" "));
    } else if (verb === "group" && rest.length >= 3) {
      this.readGroup(rest);
      this.lines.push(words.join(" "));
    } else {
      throw new PolicyError("out of form");
    }
  }

  /** @param {string[]} rest */
  readQuorum(rest) {
    const [name = ""] = rest;
    const isKnown = name === NONE || this.names.has(name);
    if (rest.length !== 1 || this.quorum !== null || !isKnown) {
      throw new PolicyError("out of form");
    }
    this.quorum = name;
  }

  /** @param {string[]} rest */
  readGroup([name = "", threshold = "", ...members]) {
    for (const member of members) {
      if (!this.names.has(member) || this.grouped.has(member)) {
        throw new PolicyError("out of form");
      }
      this.grouped.add(member);
    }
    if (!["all", "any"].includes(threshold)) {
      const count = parseNumber(threshold, "group threshold");
      if (count < 1n || count > BigInt(members.length)) {
        throw new PolicyError("out of form");
      }
    }
    this.groups.push({ name: this.define(name), threshold, members });
  }

  /** @param {string} name */
  define(name) {
    if (this.names.has(name) || name === NONE) throw new PolicyError("out of form");
    this.names.add(name);
    return name;
  }

  /**
   * @param {string} text
   * @param {number[]} types
   */
  async key(text, types) {
    const key = await parseVerifierKey(text);
    checkStrong(key);
    const hex = toHex(key.publicKey);
    if (!types.includes(key.type) || this.keys.has(hex)) throw new PolicyError("out of form");
    this.keys.add(hex);
    return key;
  }
}
