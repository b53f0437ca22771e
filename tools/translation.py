"""What a verifying command says is wrong, in Indonesian: errors say it in English, it says both.

>>> in_indonesian("slip: bytes stand behind its end")
'slip: ada bita di belakang akhirnya'
"""

import re
from functools import cache
from typing import Final

from tools.verdict import Text
from tools.wording import SENTENCES, THINGS

_COLON: Final = ": "
_NAMED: Final = r"((?:(?!: ).)+?)"


def said(message: object) -> Text:
    """Return an error's words in both languages."""
    return Text(in_indonesian(str(message)), str(message))


def in_indonesian(message: str) -> str:
    """Return each part between colons in Indonesian; as it is, where it is somebody's own word."""
    whole = THINGS.get(message) or SENTENCES.get(message)
    if whole is not None:
        return whole
    for form, sentence in _forms():
        if found := form.fullmatch(message):
            return sentence.format(*map(in_indonesian, found.groups()))
    before, colon, behind = message.partition(_COLON)
    return f"{in_indonesian(before)}{colon}{in_indonesian(behind)}" if colon else message


@cache
def _forms() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return each sentence that names something, those that say most of it first."""
    named = sorted((form for form in SENTENCES if "{}" in form), key=len, reverse=True)
    return tuple(
        (re.compile(_NAMED.join(map(re.escape, form.split("{}"))), re.DOTALL), SENTENCES[form])
        for form in named
    )
