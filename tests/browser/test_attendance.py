"""A phone calls a note *disaksikan* only if a quorum of witnesses has cosigned its tree."""

from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from ledger.tlog.text import to_base64
from tests.support.device import founders
from tests.support.practice import practice
from tests.support.server import desk, until
from tests.support.witness import agreed, policy_text, stands

pytestmark = pytest.mark.browser

CHECK = """async ({ leaf, index, vkey, charter, policy }) => {
  const { checkWitnessed } = await import("/static/attendance.js");
  const { checkReceipt } = await import("/static/receipt.js");
  const { parsePolicy } = await import("/static/policy.js");
  const { parseVerifierKey } = await import("/static/note.js");
  const { parseHash, toUtf8 } = await import("/static/text.js");
  const { EMPTY_ROOT } = await import("/static/checkpoint.js");
  const answer = await fetch(`/proofs/${index}.json?under=witnessed`);
  const { receipt } = await answer.json();
  const statement = { leaf: parseHash(leaf, "leaf"), cited: { size: 0n, root: EMPTY_ROOT } };
  const ledger = { log: await parseVerifierKey(vkey), charter };
  try {
    await checkReceipt(receipt, statement, ledger);
    const bytes = toUtf8(receipt.checkpoint);
    const { seen } = await checkWitnessed(bytes, ledger.log, await parsePolicy(policy));
    return seen.map(({ name, time }) => `${name} ${time}`);
  } catch (error) {
    return error.message;
  }
}"""


def test_the_page_counts_witnesses_by_the_policy_it_was_given(page: Page, tmp_path: Path) -> None:
    three = stands(tmp_path / "saksi", founders().charter.log, "bawaslu", "pers", "unsri")
    with ExitStack() as open_, practice(tmp_path / "l", agreed(2, *three)) as place:
        for stand in three[:2]:
            open_.enter_context(stand.serves())
        place.enrols("16.08/kpu/gudang-01")
        counter = open_.enter_context(desk(place))
        until(lambda: counter.http.get("/proofs/1?under=witnessed").is_success)
        page.goto(f"{counter.address}/witnesses")
        asked: dict[str, Any] = {
            "leaf": to_base64(place.ledger.tree.entries(1, 1)[0].leaf),
            "index": 1,
            "vkey": str(place.founders.charter.log),
            "charter": place.ledger.fingerprint(),
        }

        def told(policy: str) -> Any:
            return page.evaluate(CHECK, {**asked, "policy": policy})

        assert told(agreed(2, *three)) == ["bawaslu 1732640400", "pers 1732640400"]
        assert "no quorum of witnesses: bawaslu, pers" in told(agreed(3, *three))
        strangers = policy_text(1, three[2].cosigner)
        assert "no quorum of witnesses: none" in told(strangers)
        asked["leaf"] = to_base64(bytes(32))
        assert "another note" in told(agreed(2, *three))
