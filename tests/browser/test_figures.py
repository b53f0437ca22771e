"""The page's JavaScript on the figures that other people's logs, witnesses and verifiers share.

They are those of tests/ledger/tlog: trees, proofs, checkpoints and cosignatures by the C2SP pages.
"""

from typing import Any, Final

import pytest
from playwright.sync_api import Page

from tests.support.figures import FIGURES

pytestmark = pytest.mark.browser

_IMPORTS: Final = """
  const names = ["attendance", "note", "policy", "proof", "text", "tree"];
  const modules = await Promise.all(names.map((name) => import(`/static/${name}.js`)));
  const {
    checkWitnessed, formatVerifierKey, leafHash, nodeHash, parsePolicy, parseHex, parseProof,
    parseVerifierKey, serialiseProof, toHex, toUtf8, verifyConsistency, verifyInclusion,
    verifyProof,
  } = Object.assign({}, ...modules);
"""


def run(script: Page, code: str) -> Any:
    return script.evaluate(f"async (figures) => {{ {_IMPORTS} {code} }}", FIGURES)


def test_leaves_and_nodes_lead_to_every_published_root(script: Page) -> None:
    code = """
      const leaves = await Promise.all(
        figures.leaves_hex.map((hex) => leafHash(parseHex(hex, "leaf"))));
      const rootOf = async (hashes) => {
        if (hashes.length === 1) return hashes[0];
        const half = 2 ** Math.floor(Math.log2(hashes.length - 1));
        return nodeHash(await rootOf(hashes.slice(0, half)), await rootOf(hashes.slice(half)));
      };
      return Promise.all(leaves.map(async (_, at) => toHex(await rootOf(leaves.slice(0, at + 1)))));
    """
    assert run(script, code) == FIGURES["roots_hex"]


def test_the_published_proofs_hold(script: Page) -> None:
    code = """
      const hashes = (list) => list.map((hex) => parseHex(hex, "hash"));
      const roots = hashes(figures.roots_hex);
      const leaf = await leafHash(parseHex(figures.leaves_hex[5], "leaf"));
      const whole = { size: 8n, root: roots[7] };
      await verifyInclusion({ index: 5n, leaf }, whole, hashes(figures.inclusion_5_of_8));
      const older = { size: 3n, root: roots[2] };
      await verifyConsistency(older, whole, hashes(figures.consistency_3_to_8));
      const proof = parseProof(toUtf8(figures.tlog_proof));
      const log = await parseVerifierKey(figures.log.vkey);
      const { size } = await verifyProof(proof, leaf, log);
      return [Number(size), new TextDecoder().decode(serialiseProof(proof))];
    """
    assert run(script, code) == [8, FIGURES["tlog_proof"]]


def test_the_published_checkpoint_is_witnessed_under_the_published_policy(script: Page) -> None:
    code = """
      const policy = await parsePolicy(figures.policy);
      const log = await parseVerifierKey(figures.log.vkey);
      const bytes = toUtf8(figures.checkpoint_cosigned);
      const { checkpoint, seen } = await checkWitnessed(bytes, log, policy);
      const [{ name, time }] = seen;
      const key = formatVerifierKey(policy.witnesses[0].key);
      return [Number(checkpoint.size), seen.length, name, Number(time), key];
    """
    key = FIGURES["witness_ed25519"]["vkey"]
    assert run(script, code) == [8, 1, "BAWASLU", FIGURES["timestamp"], key]
