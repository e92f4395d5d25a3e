"""Change notices: what a holder says has changed since her certificate was issued, and what the office made of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certifications.certificate_querysets import ChangeNoticeQuerySet, ChangePaperQuerySet
from certifications.change_states import CHANGE_MOVES, ChangeEffect, ChangeKind, ChangeState
from certifications.history_words import ACTION_WORDS
from certifications.models.certificates import Certificate
from certifications.states import ToldBy
from home.languages import Localized
from home.models import History, Stateful, StoredFile


class ChangeNotice(Stateful):
    """One change of one certificate's facts. The office's own note never leaves the desk; its answer is for the holder."""

    MOVES = CHANGE_MOVES

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(_("what has changed"), max_length=16, choices=ChangeKind)
    state = models.CharField(_("state"), max_length=12, choices=ChangeState, default=ChangeState.NOTICED)
    changed_on = models.DateField(_("since when"), help_text="of what is discontinued: the last day, which may be to come")
    new_ja = models.CharField(_("new name (Japanese)"), max_length=120, blank=True)
    new_en = models.CharField(_("new name (English)"), max_length=160, blank=True)
    new_zh = models.CharField(_("new name (Chinese)"), max_length=120, blank=True)
    words = models.TextField(_("what has changed, in words"))
    noticed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    noticed_at = models.DateTimeField(_("entered at"))
    told_by = models.CharField(_("how it came"), max_length=10, choices=ToldBy, blank=True)
    effect = models.CharField(_("what came of it"), max_length=10, choices=ChangeEffect, blank=True)
    answer = models.TextField(_("answer to the holder"), blank=True)
    office_note = models.TextField(_("note of the office"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    new = Localized("new")

    objects = ChangeNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change notice")
        verbose_name_plural = _("change notices")
        ordering = ["-noticed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "kind"],
                condition=Q(state__in=["noticed", "returned"]),
                name="change_notice_one_open",
                violation_error_message=_("A notice of this kind is with the office already."),
            ),
            models.CheckConstraint(condition=~Q(words=""), name="change_notice_has_words"),
            models.CheckConstraint(
                condition=Q(state="accepted") & ~Q(effect="") | ~Q(state="accepted") & Q(effect=""),
                name="change_notice_accepted_has_effect",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate} {self.get_kind_display()}"


class ChangeNoticeHistory(History):
    WORDS = ACTION_WORDS

    record = models.ForeignKey(ChangeNotice, on_delete=models.CASCADE, related_name="history")


class ChangePaper(models.Model):
    """A file that proves a change. It stays until the papers of the case are disposed of."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    notice = models.ForeignKey(ChangeNotice, on_delete=models.CASCADE, related_name="papers")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)

    objects = ChangePaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper of a change notice")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
