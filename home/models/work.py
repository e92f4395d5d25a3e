"""What the background workers say of themselves, and when what comes round is due again."""

from django.db import models


class WorkerBeat(models.Model):
    """A worker's sign of life, written every few seconds; a worker without one has died and its jobs run again."""

    worker_id = models.CharField(max_length=64, primary_key=True)
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker_id


class PeriodicJob(models.Model):
    """A task that comes round: the row is what several workers' clocks agree by."""

    path = models.CharField(max_length=200, primary_key=True)
    due_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.path
