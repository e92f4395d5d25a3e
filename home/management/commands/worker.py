"""Runs background jobs: `manage.py worker`. Several may run, on several machines.

SIGTERM lets the running job finish. A worker that is killed shows no more signs of life; another gives its job back to the queue.
"""

import logging
import os
import threading
import time
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import timedelta
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, InterfaceError, connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from home import discovery
from home.actions import work

logger = logging.getLogger(__name__)

BEAT_SECONDS = 5
REAP_SECONDS = 15
CLOCK_SECONDS = 5
RECOVERY_SECONDS = 2


def periodic_tasks() -> list[tuple[Any, int]]:
    """What the apps offer in their tasks.py as PERIODIC = [(task, seconds), ...]."""
    return [pair for module in discovery.offered("tasks") for pair in getattr(module, "PERIODIC", [])]


class SteadyWorker(Worker):
    """The library's worker, which also survives a database that goes away, and a second signal."""

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        if not self.running:
            # The library would note the job as failed. This way it still counts as running, and runs again elsewhere.
            os._exit(1)
        super().shutdown(signum, frame)

    def run(self) -> None:
        while self.running:
            try:
                work.beat(self.worker_id)  # before the first job under a new name, or another worker takes it for dead
                super().run()
            except (DatabaseError, InterfaceError):
                if self.batch:
                    raise
                logger.exception("The database does not answer; trying again")
                connections.close_all()
                # Under a new name: a job whose end could not be noted under the old one is given back.
                self.worker_id = get_random_string(32)
                time.sleep(RECOVERY_SECONDS)
            else:
                return


class Chores(threading.Thread):
    """Beside the jobs: signs of life, jobs of dead workers, what comes round. On a connection of its own."""

    def __init__(self, worker: SteadyWorker, patience: timedelta) -> None:
        super().__init__(name="chores", daemon=True)
        self.worker = worker
        self.patience = patience
        self.periodic = periodic_tasks()
        self.ending = threading.Event()

    def run(self) -> None:
        chores: list[tuple[int, Callable[[], Any]]] = [
            (BEAT_SECONDS, lambda: work.beat(self.worker.worker_id)),
            (REAP_SECONDS, lambda: work.reap(patience=self.patience)),
            (CLOCK_SECONDS, lambda: work.enqueue_due(self.periodic)),
        ]
        due = [0.0] * len(chores)
        while not self.ending.is_set():
            for number, (seconds, chore) in enumerate(chores):
                if time.monotonic() < due[number]:
                    continue
                due[number] = time.monotonic() + min(seconds, self.patience.total_seconds() / 3)
                try:
                    chore()
                except (DatabaseError, InterfaceError):
                    logger.exception("A chore could not be done; trying again")
                    connections.close_all()
            self.ending.wait(0.5)
        connections.close_all()


class Command(BaseCommand):
    help = "Run background jobs"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--interval", type=float, default=1.0, help="seconds between two looks at an empty queue")
        parser.add_argument("--batch", action="store_true", help="do what waits, then end")
        parser.add_argument(
            "--patience",
            type=float,
            default=work.PATIENCE.total_seconds(),
            help="seconds without a sign of life after which a worker counts as dead",
        )

    def handle(self, *, interval: float, batch: bool, patience: float, verbosity: int, **options: Any) -> None:
        if not logging.getLogger().handlers:
            level = logging.INFO if verbosity else logging.WARNING
            logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
        worker = SteadyWorker(
            queue_names=["*"],
            interval=interval,
            batch=batch,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        work.beat(worker.worker_id)
        if batch:
            worker.run()
            work.leave(worker.worker_id)
            return
        chores = Chores(worker, timedelta(seconds=patience))
        chores.start()
        worker.configure_signals()
        try:
            worker.run()
        finally:
            chores.ending.set()
            chores.join(timeout=10)
            work.leave(worker.worker_id)
