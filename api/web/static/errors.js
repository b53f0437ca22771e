/**
 * What can be wrong with bytes that claim to be of the ledger. The tree is the one of
 * `ledger/tlog/errors.py`, so that both languages refuse for the same reason.
 *
 *     SegelError
 *     ├── FormatError        the bytes are not of the specified form
 *     │   └── KeyFormatError a key that may not be used: malformed, weak, of unknown type
 *     ├── SignatureError     a signature that must hold does not
 *     ├── ProofError         hashes that do not lead to the root
 *     ├── PolicyError        a policy that cannot be read
 *     └── CharterError       a charter that founds no ledger
 */

export class SegelError extends Error {
  /** @override */
  get name() {
    return this.constructor.name;
  }
}

export class FormatError extends SegelError {
  /**
   * @param {string} thing what was read
   * @param {string} reason what is wrong with it
   */
  constructor(thing, reason) {
    super(`${thing}: ${reason}`);
    this.thing = thing;
    this.reason = reason;
  }
}

export class KeyFormatError extends FormatError {}

export class SignatureError extends SegelError {}

export class ProofError extends SegelError {}

export class PolicyError extends SegelError {}

export class CharterError extends SegelError {}
