"""`/state`: the root over the custody state as of a leaf, to be compared with another machine's.

`segel replay` folds the same leaves elsewhere and reaches the same root, or names the leaf from
which on the two differ.
"""

from fastapi import APIRouter, Response

from api.documentation import fails
from api.reading import Question
from api.sheet import Sheet, Table, Text, code, leaf, plain
from ledger.tlog.text import to_base64
from projections.schema import EDITION

router = APIRouter(tags=["state"])

_HEADS = (Text("tabel", "table"), Text("baris", "rows"), Text("akar", "root"))


@router.get("/state", responses=fails("bad-parameter", "not-yet-folded"))
def state(asked: Question) -> Response:
    """Return the root over boxes, consignments, posts and findings, and that of each table."""
    with asked.view() as view:
        found = asked.service.projections.state(view)
        root = to_base64(found.root)
        tables = [
            {"table": part.table, "rows": part.rows, "root": to_base64(part.root)}
            for part in found.parts
        ]
        sheet = Sheet(
            Text("Akar keadaan", "State root"),
            [
                (Text("seperti pada daun", "as of leaf"), leaf(found.as_of)),
                (Text("akar keadaan", "state root"), code(root)),
                (Text("edisi olahan", "edition of the folds"), plain(EDITION)),
            ],
            [
                Table(
                    Text("Tabel", "Tables"),
                    _HEADS,
                    [
                        [plain(one.table), plain(one.rows), code(to_base64(one.root))]
                        for one in found.parts
                    ],
                )
            ],
        )
        value = {"state_root": root, "edition": EDITION, "tables": tables}
        return asked.tell(view, value, sheet)
