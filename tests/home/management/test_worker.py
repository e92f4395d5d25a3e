"""The worker that does what waits, and the tasks it knows."""

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import OperationalError
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from home.actions import letters, work
from home.management.commands import worker
from home.management.commands.worker import periodic_tasks
from home.models import WorkerBeat
from home.tasks import deliver_letters


@pytest.mark.django_db(transaction=True)
def test_worker_in_batch_does_what_waits_and_ends():
    words = {"person": "Sato", "organization": "Tachibana", "email": "sato@company.example", "invited": "x"}
    letters.write("organizations/joined", key="joined:1", to="owner@company.example", language="en", context=words)

    call_command("worker", "--batch")

    assert [message.to for message in mail.outbox] == [["owner@company.example"]]
    assert (DBTaskResult.objects.successful().count(), WorkerBeat.objects.count()) == (1, 0)


def test_periodic_tasks_are_found_in_the_apps():
    found = dict(periodic_tasks())

    assert found[deliver_letters] == 20


def test_job_of_a_killed_worker_is_run_again_within_two_minutes():
    """The longest that nobody notices: a last sign of life, the patience, and the next look round."""
    longest = worker.BEAT_SECONDS + work.PATIENCE.total_seconds() + worker.REAP_SECONDS

    assert (longest, longest < 120) == (80, True)


@pytest.mark.django_db(transaction=True)
def test_worker_that_lost_the_database_shows_life_under_its_new_name(monkeypatch):
    lives = []

    def looks_for_work(self):
        lives.append((self.worker_id, WorkerBeat.objects.filter(worker_id=self.worker_id).exists()))
        if len(lives) == 1:
            raise OperationalError("gone")

    monkeypatch.setattr(Worker, "run", looks_for_work)
    monkeypatch.setattr(worker, "RECOVERY_SECONDS", 0)
    steady = worker.SteadyWorker(
        queue_names=["*"],
        interval=0,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="first",
        excluded_queue_names=[],
    )

    steady.run()

    assert [alive for _name, alive in lives] == [True, True]
    assert lives[0][0] != lives[1][0]
