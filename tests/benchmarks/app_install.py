"""How long a guard on a slow network waits until the app works without one: once, at Slow 3G."""

from tests.benchmarks.figure import Figure
from tests.benchmarks.pocket import SLOW_3G, booth, promised, visit

_SECONDS = 8.0
_ROUNDS = 3
_INSTALLED = """() => navigator.serviceWorker.ready.then(async () => {
  const [name] = await caches.keys();
  const kept = await (await caches.open(name)).keys();
  return { seconds: performance.now() / 1000, files: kept.length };
})"""


def measure() -> Figure:
    """Wait until the worker is active and everything lies in its cache."""
    times, files, drawn = [], 0, 0.0
    with booth() as where:
        for _ in range(_ROUNDS):
            with visit(where, SLOW_3G) as phone:
                phone.opens()
                found = phone.page.evaluate(_INSTALLED)
                times.append(float(found["seconds"]))
                files = found["files"]
                drawn = phone.drawn()
    print(f"  app: {files} files kept, its first screen drawn after {drawn:.2f} s")
    return promised(times, _SECONDS, "seconds until the app is installed, Slow 3G")
