"""Copies of cases for judges who must not learn who applies."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from certifications.blinding_querysets import BlindCopyQuerySet
from certifications.blinding_states import BLIND_COPY_MOVES, BlindCopyState
from certifications.history_words import ACTION_WORDS
from certifications.models.applications import ApplicationVersion
from home.models import History, Stateful


class BlindCopy(Stateful):
    """What is hidden in a submitted version. A machine proposes, the office looks through; until then no judge reads it."""

    MOVES = BLIND_COPY_MOVES

    version = models.OneToOneField(ApplicationVersion, on_delete=models.PROTECT, related_name="blind_copy")
    state = models.CharField(max_length=10, choices=BlindCopyState, default=BlindCopyState.PROPOSED)
    words = models.JSONField(default=list, help_text="[{text, kind}]: words of the office's own that are hidden as well")
    hidden = models.JSONField(default=dict, help_text="{path of a text: [[start, end, kind]]}, in code points")
    papers = models.JSONField(default=dict, help_text="{attachment: {left_out, areas: {page: [[left, top, right, bottom]]}}}")
    undrawn = models.JSONField(default=dict, help_text="{attachment: why no pictures could be made of it}")
    made_at = models.DateTimeField()
    drawn_at = models.DateTimeField(null=True, blank=True, help_text="when the pages of all files had been tried")
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)

    objects = BlindCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("copy for blind judging")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="checked", checked_at__isnull=False, checked_by__isnull=False)
                | models.Q(state="proposed", checked_at__isnull=True, checked_by__isnull=True),
                name="blind_copy_checked_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return str(self.version)

    @property
    def is_checked(self) -> bool:
        """Whether judges may read it."""
        return bool(self.state == BlindCopyState.CHECKED)

    def leaves_out(self, attachment: str) -> bool:
        """Whether judges get nothing of the file."""
        return bool(self.papers.get(attachment, {}).get("left_out"))

    def areas(self, attachment: str, page: int) -> list[list[int]]:
        """What is covered on the page, in thousandths of its width and height: [left, top, right, bottom]."""
        found: list[list[int]] = self.papers.get(attachment, {}).get("areas", {}).get(str(page), [])
        return found


class BlindCopyHistory(History):
    WORDS = ACTION_WORDS

    record = models.ForeignKey(BlindCopy, on_delete=models.CASCADE, related_name="history")
