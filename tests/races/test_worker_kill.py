"""A worker that is killed in the middle of a job: another runs the job again, and it has one effect."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connection
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from home.models import Letter, WorkerBeat
from tests.races.jobs import write_after_sign

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
PATIENCE = 3
KILLS = 40 if os.environ.get("SOAK") else 1


def wait_until(condition, seconds=40):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.1)


@pytest.fixture
def start_worker():
    """Starts real workers on the test's database; ends them afterwards."""
    used = connection.settings_dict
    url = f"postgres://{used['USER']}@{used['HOST']}:{used['PORT']}/{used['NAME']}"
    values = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "settings.testing"}
    command = [sys.executable, "manage.py", "worker", "--interval", "0.1", "--patience", str(PATIENCE)]
    started = []

    def start():
        known = set(WorkerBeat.objects.values_list("worker_id", flat=True))
        process = subprocess.Popen(command, cwd=settings.ROOT, env=values, stderr=subprocess.DEVNULL)
        started.append(process)
        wait_until(lambda: set(WorkerBeat.objects.values_list("worker_id", flat=True)) - known)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


def runs(folder):
    path = folder / "begun"
    return path.read_text().count("once") if path.exists() else 0


@pytest.mark.parametrize("turn", range(KILLS))
def test_job_of_a_killed_worker_runs_again_with_one_effect(start_worker, tmp_path, turn):
    result = write_after_sign.enqueue(str(tmp_path))
    victim = start_worker()
    wait_until(lambda: runs(tmp_path) == 1)

    victim.send_signal(signal.SIGKILL)
    victim.wait()
    start_worker()
    wait_until(lambda: runs(tmp_path) == 2)
    (tmp_path / "sign").touch()
    wait_until(lambda: DBTaskResult.objects.get(pk=result.id).status == TaskResultStatus.SUCCESSFUL)

    assert len(DBTaskResult.objects.get(pk=result.id).worker_ids) == 2
    assert Letter.objects.filter(key=f"joined:{tmp_path}").count() == 1


def test_job_is_not_taken_from_a_worker_that_lives(start_worker, tmp_path):
    result = write_after_sign.enqueue(str(tmp_path))
    start_worker()
    wait_until(lambda: runs(tmp_path) == 1)

    start_worker()
    time.sleep(PATIENCE * 2)
    (tmp_path / "sign").touch()
    wait_until(lambda: DBTaskResult.objects.get(pk=result.id).status == TaskResultStatus.SUCCESSFUL)

    assert runs(tmp_path) == 1


def test_worker_that_is_asked_to_stop_finishes_its_job(start_worker, tmp_path):
    result = write_after_sign.enqueue(str(tmp_path))
    worker = start_worker()
    wait_until(lambda: runs(tmp_path) == 1)

    worker.send_signal(signal.SIGTERM)
    time.sleep(0.5)
    (tmp_path / "sign").touch()

    assert worker.wait(20) == 0
    assert DBTaskResult.objects.get(pk=result.id).status == TaskResultStatus.SUCCESSFUL
    assert not WorkerBeat.objects.exists()
