"""What every browser test is given: a Chromium, a phone and a page."""

from tests.support.chromium import open_page, open_phone, start_chromium

__all__ = ["open_page", "open_phone", "start_chromium"]
