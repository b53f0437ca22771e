"""How soon a code before the camera is read, the reader itself already on the phone."""

import time
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from tests.benchmarks.figure import Figure
from tests.benchmarks.pocket import booth, promised
from tests.support.camera import View, codes, filming
from tests.support.chromium import take_phone

_SECONDS = 2.0
_ROUNDS = 5
_BOX = "16.08.05.2003-TPS007-GUB"
_VIEW = View(share=0.4, tilt=12, blur=1, light=0.6)
"""Small, held askew, a little out of focus, in a warehouse."""

_OPEN = """async () => {
  const { render } = await import("/static/markup.js");
  const { scanner } = await import("/static/jaga/scanner.js");
  const shown = document.body.appendChild(document.createElement("div"));
  const text = await new Promise((resolve) => {
    const desk = { draw: () => render(globalThis.scan?.view(), shown) };
    globalThis.scan = scanner(desk, { onText: (text) => { resolve(text); } });
    desk.draw();
  });
  globalThis.scan.close();
  return text;
}"""


def measure() -> Figure:
    """Open the camera and wait for the text, as on every scan but a phone's very first."""
    with booth() as where, TemporaryDirectory(prefix="segel-bench-") as folder:
        film = codes(Path(folder) / "box.mjpeg", [_BOX], _VIEW)
        with filming(where.chromium, film) as browser:
            first, *times = _read(browser, where.address)
    print(f"  app: {first:.2f} s for the first code of all, the reader fetched and compiled")
    return promised(times, _SECONDS, "seconds from opening the camera to the text of a code")


def _read(browser: Browser, address: str) -> list[float]:
    context = take_phone(browser)
    page = context.new_page()
    page.goto(f"{address}/jaga/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    times = []
    for _ in range(1 + _ROUNDS):
        page.reload()
        began = time.perf_counter()
        assert page.evaluate(_OPEN) == _BOX
        times.append(time.perf_counter() - began)
    context.close()
    return times
