"""What the background workers say of themselves."""

from django.db import models


class WorkerBeat(models.Model):
    """A worker's sign of life, written every few seconds; a worker without one has died and its jobs run again."""

    worker_id = models.CharField(max_length=64, primary_key=True)
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker_id
