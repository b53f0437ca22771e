/**
 * The Merkle tree of the log: leaf and node hashes, and the two proofs.
 *
 * Sizes and indexes are `bigint`: a log may be larger than the numbers a script counts exactly.
 *
 * Source: RFC 9162, section 2.1 (the same tree as RFC 6962).
 */

import { ProofError } from "./errors.js";
import { HASH_BYTES, concat, isEqual, sha256 } from "./text.js";

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/**
 * @param {Uint8Array} entry a note, byte for byte
 * @returns {Promise<Uint8Array>}
 */
export async function leafHash(entry) {
  return sha256(concat(LEAF, entry));
}

/**
 * @param {Uint8Array} left
 * @param {Uint8Array} right
 * @returns {Promise<Uint8Array>}
 */
export async function nodeHash(left, right) {
  return sha256(concat(NODE, left, right));
}

/**
 * Prove that a leaf stands at an index of the tree, RFC 9162 section 2.1.3.2.
 * @param {{index: bigint, leaf: Uint8Array}} entry
 * @param {{size: bigint, root: Uint8Array}} head
 * @param {Uint8Array[]} proof sibling first
 * @throws {ProofError}
 */
export async function verifyInclusion({ index, leaf }, { size, root }, proof) {
  checkHashes([leaf, root, ...proof]);
  if (index < 0n || index >= size) throw new ProofError(`no leaf ${index} in a tree of ${size}`);
  let path = index;
  let last = size - 1n;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0n) throw new ProofError("the proof is too long");
    if (path & 1n || path === last) {
      hash = await nodeHash(sibling, hash);
      while (!(path & 1n) && path !== 0n) [path, last] = [path >> 1n, last >> 1n];
    } else {
      hash = await nodeHash(hash, sibling);
    }
    [path, last] = [path >> 1n, last >> 1n];
  }
  if (last !== 0n) throw new ProofError("the proof is too short");
  if (!isEqual(hash, root)) throw new ProofError(`leaf ${index} does not lead to the root`);
}

/**
 * Prove that the older tree is a beginning of the newer one, RFC 9162 section 2.1.4.2.
 *
 * An empty older tree proves nothing and is refused: whoever may meet one asks for it first.
 * @param {{size: bigint, root: Uint8Array}} older
 * @param {{size: bigint, root: Uint8Array}} newer
 * @param {Uint8Array[]} proof
 * @throws {ProofError}
 */
export async function verifyConsistency(older, newer, proof) {
  checkHashes([older.root, newer.root, ...proof]);
  if (older.size <= 0n) throw new ProofError("an empty tree proves nothing");
  if (older.size > newer.size) throw new ProofError(`the log shrank to ${newer.size}`);
  if (older.size === newer.size) {
    if (proof.length > 0) throw new ProofError("the proof is too long");
    if (!isEqual(older.root, newer.root)) throw new ProofError("two roots for one size");
    return;
  }
  const isWhole = (older.size & (older.size - 1n)) === 0n;
  const [oldHash, newHash] = await growth(
    older.size,
    newer.size,
    isWhole ? [older.root, ...proof] : proof,
  );
  if (!isEqual(oldHash, older.root) || !isEqual(newHash, newer.root)) {
    throw new ProofError(`size ${older.size} is not a beginning of size ${newer.size}`);
  }
}

/**
 * Find the roots of the first `old` and of all `size` leaves to which hashes lead; the root of the
 * older tree is told by nobody.
 * @param {bigint} old
 * @param {bigint} size
 * @param {Uint8Array[]} hashes the consistency proof, never without its first hash
 * @returns {Promise<[Uint8Array, Uint8Array]>}
 * @throws {ProofError} a path of another length than these sizes have
 */
export async function prefixRoots(old, size, hashes) {
  checkHashes(hashes);
  if (old <= 0n || old >= size) throw new ProofError(`no hashes join ${old} and ${size} leaves`);
  return growth(old, size, hashes);
}

/**
 * Fold the way from the older tree's last complete subtree up to both roots.
 * @param {bigint} old
 * @param {bigint} size
 * @param {Uint8Array[]} hashes
 * @returns {Promise<[Uint8Array, Uint8Array]>}
 */
async function growth(old, size, [first, ...rest]) {
  if (first === undefined) throw new ProofError("the proof is too short");
  let path = old - 1n;
  let last = size - 1n;
  while (path & 1n) [path, last] = [path >> 1n, last >> 1n];
  let oldHash = first;
  let newHash = first;
  for (const hash of rest) {
    if (last === 0n) throw new ProofError("the proof is too long");
    if (path & 1n || path === last) {
      oldHash = await nodeHash(hash, oldHash);
      newHash = await nodeHash(hash, newHash);
      while (!(path & 1n) && path !== 0n) [path, last] = [path >> 1n, last >> 1n];
    } else {
      newHash = await nodeHash(newHash, hash);
    }
    [path, last] = [path >> 1n, last >> 1n];
  }
  if (last !== 0n) throw new ProofError("the proof is too short");
  return [oldHash, newHash];
}

/** @param {Uint8Array[]} hashes */
function checkHashes(hashes) {
  if (hashes.some((hash) => hash.length !== HASH_BYTES)) {
    throw new ProofError("not a hash");
  }
}
