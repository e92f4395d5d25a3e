"""Processes that live and end together."""

import sys
import time

import pytest

from scripts.postgres import free_port
from scripts.processes import ProcessEnded, Processes, is_listening

SLEEPS = [sys.executable, "-c", "import time; time.sleep(60)"]
LISTENS = "import socket, sys, time; s = socket.create_server(('127.0.0.1', int(sys.argv[1]))); time.sleep(60)"


def test_all_end_when_the_block_ends(tmp_path):
    with Processes(tmp_path) as processes:
        started = [processes.start(name, SLEEPS) for name in ("one", "two")]

    assert [process.poll() is not None for process in started] == [True, True]


def test_wait_for_returns_when_the_condition_holds(tmp_path):
    port = free_port()

    with Processes(tmp_path) as processes:
        processes.start("server", [sys.executable, "-c", LISTENS, str(port)])
        processes.wait_for(lambda: is_listening(port), "server")

        assert is_listening(port)
    assert not is_listening(port)


def test_wait_for_tells_the_last_words_of_what_ended(tmp_path):
    with Processes(tmp_path) as processes:
        processes.start("broken", [sys.executable, "-c", "import sys; sys.exit('no such table')"])
        with pytest.raises(ProcessEnded, match=r"(?s)broken ended with code 1.*no such table"):
            processes.wait_for(lambda: False, "broken")


def test_wait_for_does_not_wait_for_ever(tmp_path):
    begun = time.monotonic()

    with Processes(tmp_path) as processes:
        processes.start("idle", SLEEPS)
        with pytest.raises(ProcessEnded, match="The site did not come up in 0 s"):
            processes.wait_for(lambda: False, "The site", seconds=0.3)

    assert time.monotonic() - begun < 10


def test_who_does_not_listen_is_killed(tmp_path, monkeypatch):
    monkeypatch.setattr("scripts.processes.PATIENCE", 0.5)
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"

    with Processes(tmp_path) as processes:
        process = processes.start("deaf", [sys.executable, "-c", deaf])
        processes.wait_for(lambda: "deaf" in (tmp_path / "deaf.log").read_text(), "deaf")

    assert process.returncode == -9
