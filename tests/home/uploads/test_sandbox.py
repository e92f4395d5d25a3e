"""The process that opens strangers' files cannot take the machine with it."""

import subprocess
import sys

import pytest

from home.uploads import sandbox
from home.uploads.findings import Unsound
from home.uploads.kinds import KINDS
from tests.home import samples

HUNGRY = "from home.uploads.inspection import confine; confine(); bytearray(2 * 1024**3)"
LIMITS = """
from home.uploads.inspection import confine; confine()
import resource as r
print([r.getrlimit(limit) for limit in (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_FSIZE, r.RLIMIT_CORE)])
"""


def run(code):
    return subprocess.run([sys.executable, "-c", code], cwd=sandbox.ROOT, capture_output=True, text=True, check=False)


def test_confine_ends_what_wants_too_much_memory():
    assert run(HUNGRY).stderr.strip().endswith("MemoryError")


def test_confine_sets_hard_limits():
    assert run(LIMITS).stdout.strip() == str([(2**30, 2**30), (20, 20), (2**28, 2**28), (0, 0)])


def test_inspect_gives_up_in_time(tmp_path, monkeypatch):
    source = tmp_path / "a.jpg"
    source.write_bytes(samples.picture())
    monkeypatch.setattr(sandbox, "TIMEOUT_SECONDS", 0.001)

    with pytest.raises(Unsound) as caught:
        sandbox.inspect(KINDS["jpg"], source, tmp_path / "out")

    assert caught.value.code == "complex"


def test_inspect_passes_on_nothing_of_our_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("LD_PRELOAD", "/nowhere/evil.so")
    source = tmp_path / "a.jpg"
    source.write_bytes(samples.picture())

    facts = {"cleaned": True, "preview": True, "width": 80, "height": 60}
    assert sandbox.inspect(KINDS["jpg"], source, tmp_path / "out") == facts
