"""The worker that does what waits, and the tasks it knows."""

import pytest
from django.core import mail
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from home.actions import letters
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
