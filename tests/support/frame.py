"""Frames that say they are ours and are not: the page and Python refuse the same ones."""

from typing import Final

OUT_OF_FORM: Final = (
    "SG1:",
    "SG1:OFFER:0F3A55C1D2E94B77:0/1:00",
    "SG1:OFFER:0F3A55C1D2E94B77:2/1:00",
    "SG1:OFFER:0F3A55C1D2E94B77:01/1:00",
    "SG1:OFFER:0F3A55C1D2E94B77:1/201:00",
    "SG1:OFFER:0f3a55c1d2e94b77:1/1:00",
    "SG1:OFFER:0F3A55C1D2E94B77:1/1:",
    "SG1:OFFER:0F3A55C1D2E94B77:1/1:0",
    "SG1:OFFER:0F3A55C1D2E94B77:1/1:zz",
    "SG1:OFFER:0F3A55C1D2E94B77:1/1:00",
    "SG1:offer:0F3A55C1D2E94B77:1/1:00",
)
"""The last but one is in form, and cannot be unpacked."""
