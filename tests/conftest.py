"""What holds for every test: nothing is skipped in silence, and slow machines are no failure."""

import os
from collections.abc import Generator

import hypothesis
import pytest

FORBID_SKIP = "SEGEL_FORBID_SKIP"
"""Name of the environment variable that turns every skipped test into a failure."""

# A loaded machine is slow, not wrong: time is measured in tests/benchmarks alone.
hypothesis.settings.register_profile("segel", deadline=None)
hypothesis.settings.load_profile("segel")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a test that was skipped where skipping is forbidden."""
    del item, call
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        forbid_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Fail a whole module that was skipped where skipping is forbidden."""
    del collector
    report = yield
    if report.skipped:
        forbid_skip(report)
    return report


def forbid_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn *report* into a failure that says what was skipped and why, if so asked."""
    if not os.environ.get(FORBID_SKIP):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    report.outcome = "failed"
    report.longrepr = f"{report.nodeid} would be skipped ({reason}), but {FORBID_SKIP} is set."
