/**
 * What the log has put its name to, against what its entries say (`tools/promise.py`): each stored
 * checkpoint names a size and a root, and is compared with the root that was computed here.
 */

import { parseCheckpointText } from "../checkpoint.js";
import { ProofError, SegelError } from "../errors.js";
import { parseNote } from "../note.js";
import { NONE, isMetBy } from "../policy.js";
import { faultOf } from "../signer.js";
import { isEqual, toUtf8 } from "../text.js";
import { neededBy, weighWitnesses } from "./attestation.js";
import { alike, said, twice } from "./finding.js";
import { verifyUnder } from "./member.js";
import { DamagedError } from "./published.js";

const COSIGNED_MAX = 256;

/** @typedef {import("../note.js").Note} Note */
/** @typedef {import("./finding.js").Finding} Finding */
/** @typedef {import("./finding.js").Span} Span */

export class Promises {
  /** Largest size whose checkpoint agrees with the entries. */
  agreed = 0n;
  /** Size of the newest checkpoint. */
  size = 0n;
  /** @type {{size: bigint, note: Note}[]} the newest that carry lines of others */
  #cosigned = [];
  #charter;
  #tree;

  /**
   * @param {import("../charter.js").Charter} charter
   * @param {import("./recount.js").Recount} tree of all entries
   */
  constructor(charter, tree) {
    this.#charter = charter;
    this.#tree = tree;
  }

  /**
   * Check form, signature, size and root of every stored checkpoint.
   * @param {Finding} check takes what is found
   * @param {AsyncIterable<import("./published.js").Kept>} kept
   */
  async checkCheckpoints(check, kept) {
    let count = 0;
    for await (const { size, raw } of kept) {
      count += 1;
      const end = size > this.agreed + 1n ? size : this.agreed + 1n;
      const span = { first: this.agreed, end };
      if (size === BigInt(this.#tree.size)) {
        check.pieces.push({ name: twice("Checkpoint terbaru", "The newest checkpoint"), bytes: raw });
      }
      try {
        await this.#check(check, span, size, raw);
      } catch (error) {
        if (!(error instanceof SegelError)) throw error;
        check.fail(said(`checkpoint ${size}: ${error.message}`), span);
      }
    }
    check.summary = alike(`${this.#charter.origin}, ${this.size}`);
    if (count === 0) throw new DamagedError("no checkpoint is stored");
  }

  /** @type {(check: Finding, span: Span, size: bigint, raw: Uint8Array) => Promise<void>} */
  async #check(check, span, size, raw) {
    const note = parseNote(raw);
    const checkpoint = parseCheckpointText(note.text);
    this.size = size;
    const { log, origin } = this.#charter;
    const own = note.signatures.filter(({ name, id }) => name === log.name && isEqual(id, log.id));
    if (own.length === 0) throw new ProofError("the log has not signed it");
    for (const { signature } of own) {
      const fault = await faultOf(() => verifyUnder(log, signature, toUtf8(note.text)));
      if (fault !== null) check.fail(twice(`tidak sah: ${said(fault).id}`, fault), span);
    }
    if (checkpoint.origin !== origin) throw new ProofError(`it is of the log ${checkpoint.origin}`);
    if (size > BigInt(this.#tree.size)) throw new ProofError("more was signed than is here");
    if (!isEqual(await this.#tree.root(size), checkpoint.root)) {
      throw new ProofError(`the entries have another root at size ${size}`);
    }
    this.agreed = size;
    if (note.signatures.length > 1) this.#cosigned.push({ size, note });
    this.#cosigned = this.#cosigned.slice(-COSIGNED_MAX);
  }

  /**
   * Check all witnesses' lines, and find the newest checkpoint that a quorum has seen.
   * @param {Finding} check
   * @param {import("../policy.js").Policy} policy
   */
  async checkWitnesses(check, policy) {
    /** @type {Map<bigint, string[]>} */
    const valid = new Map([[this.size, []]]);
    for (const { size, note } of this.#cosigned) {
      const found = await weighWitnesses(check, policy, note);
      valid.set(size, [...(valid.get(size) ?? []), ...found.valid]);
    }
    if (policy.quorum === NONE) {
      const { length } = valid.get(this.size) ?? [];
      check.summary = twice(`kebijakan tidak meminta saksi; sah ${length}`,
        `the policy asks for none; valid ${length}`);
      return;
    }
    const met = [...valid].filter(([, names]) => isMetBy(policy, names)).map(([size]) => size);
    const size = met.reduce((one, other) => (other > one ? other : one), met[0] ?? this.size);
    const names = [...new Set(valid.get(size))].sort();
    const [need, { length }] = [neededBy(policy), names];
    check.summary = twice(
      `perlu ${need}, sah ${length} pada ${size} dari ${this.size}: ${names.join(", ")}`,
      `need ${need}, valid ${length} at ${size} of ${this.size}: ${names.join(", ")}`,
    );
    if (met.length === 0) {
      check.doubt(twice("kuorum saksi belum tercapai", "the quorum of witnesses is not met"));
    } else if (size < this.size) {
      check.remark(twice("belum disaksikan kuorum", "not yet seen by a quorum of witnesses"),
        { first: size, end: this.size });
    }
  }
}
