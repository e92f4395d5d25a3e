"""What runs beside the steps is counted like a step, and timed until its own end."""

import sys
import time

import pytest

from scripts import run_tests


@pytest.fixture
def report():
    return run_tests.Report()


def test_what_runs_beside_is_counted_and_timed_until_it_ended(report, capsys):
    beside = report.begin("beside", [sys.executable, "-c", "print('3 passed, 1 skipped in 0.10s')"])
    while not beside.seconds:
        time.sleep(0.01)
    seconds = beside.seconds

    report.end(beside)

    assert report.close() == 0
    assert report.counts == {"passed": 3, "skipped": 1}
    assert beside.seconds == seconds
    assert "0.10s" not in capsys.readouterr().out


def test_what_fails_beside_fails_the_run_and_speaks(report, capsys):
    report.end(report.begin("beside", [sys.executable, "-c", "print('1 failed in 0.10s'); raise SystemExit(1)"]))

    assert report.close() == 1
    assert "1 failed in 0.10s\n" in capsys.readouterr().out
