/**
 * Why a note is none of its journal's, as the ledger's own refusals tell them apart
 * (`ledger/errors.py`): what is missing is never taken for what is wrong.
 */

import { SegelError } from "../errors.js";

/** A note that its journal's key has not even claimed, or does not hold. */
export class RefusedError extends SegelError {}

/** Signed for another log. */
export class WrongOriginError extends RefusedError {}

/** A kind that belongs in the clerk's journal, or does not. */
export class MisplacedError extends RefusedError {}

/** Another key, or a signature that does not hold. */
export class BadSignatureError extends RefusedError {}

/** Nothing that was read has enrolled the journal, or its hardware key. */
export class UnknownJournalError extends RefusedError {}

/** The journal was revoked before this number. */
export class RevokedError extends RefusedError {}

/** Why a line of a register note does nothing; never leaves the roster. */
export class VoidError extends SegelError {}
