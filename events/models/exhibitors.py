"""Exhibitors: an organization's application for an expo, and what becomes of it."""

import uuid
from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from events import fees
from events.expo_querysets import ExhibitorQuerySet
from events.expo_states import EXHIBITOR_MOVES, LIVE, SIZES, TONES, ExhibitorState, Joint, Region, Shape, Size, Wish
from events.models.expos import Expo, Zone
from home.languages import Localized
from home.models import History, Stateful

ORGANIZATION = "organizations.Organization"


class Exhibitor(Stateful):
    """What an organization asks for, and after acceptance what it was promised: the price is frozen then, line by line."""

    MOVES = EXHIBITOR_MOVES

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    expo = models.ForeignKey(Expo, on_delete=models.PROTECT, related_name="exhibitors", verbose_name=_("expo"))
    organization = models.ForeignKey(
        ORGANIZATION, on_delete=models.PROTECT, related_name="exhibits", verbose_name=_("organization")
    )
    state = models.CharField(_("state"), max_length=12, choices=ExhibitorState, default=ExhibitorState.DRAFT)
    region = models.CharField(_("seat"), max_length=12, choices=Region)
    zone = models.ForeignKey(
        Zone, on_delete=models.PROTECT, null=True, blank=True, related_name="exhibitors", verbose_name=_("zone")
    )
    booths_wanted = models.PositiveSmallIntegerField(_("number of booths"), default=1, validators=[MinValueValidator(1)])
    shape = models.CharField(_("how several booths lie"), max_length=8, choices=Shape, default=Shape.ROW)
    options = models.JSONField(_("options"), default=dict, blank=True, help_text="{code of a fee rule: number}")
    power_kw = models.PositiveSmallIntegerField(_("electricity (kW)"), default=0)
    heaviest_kg = models.PositiveIntegerField(_("heaviest exhibit (kg)"), default=0)
    highest_cm = models.PositiveSmallIntegerField(_("highest exhibit (cm)"), default=0)
    wishes = models.JSONField(_("further wishes"), default=list, blank=True)
    sign_ja = models.CharField(_("name on the booth"), max_length=60, blank=True)
    sign_en = models.CharField(_("name on the booth (English)"), max_length=80, blank=True)
    topics_ja = models.CharField(_("subjects"), max_length=120, blank=True)
    topics_en = models.CharField(_("subjects (English)"), max_length=160, blank=True)
    topics_zh = models.CharField(_("subjects (Chinese)"), max_length=120, blank=True)
    summary_ja = models.TextField(_("what is shown"), max_length=400, blank=True)
    summary_en = models.TextField(_("what is shown (English)"), max_length=800, blank=True)
    summary_zh = models.TextField(_("what is shown (Chinese)"), max_length=400, blank=True)
    contact_name = models.CharField(_("contact person"), max_length=100, blank=True)
    contact_email = models.CharField(_("e-mail address of the contact person"), max_length=254, blank=True)
    contact_telephone = models.CharField(_("telephone of the contact person"), max_length=30, blank=True)
    language = models.CharField(_("language"), max_length=10, default="ja")
    remark = models.TextField(_("what the office should know"), max_length=1_000, blank=True)
    agreed_terms = models.CharField(max_length=64, blank=True, editable=False, help_text="SHA-256 of the terms agreed to")
    begun_at = models.DateTimeField(_("begun"))
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=1_000, blank=True)
    price = models.JSONField(
        default=dict, blank=True, editable=False, help_text="{lines: [{code, quantity, unit, amount}], total}"
    )
    order = models.OneToOneField(
        "payments.Order", on_delete=models.PROTECT, null=True, blank=True, related_name="exhibitor", verbose_name=_("order")
    )

    topics = Localized("topics")
    summary = Localized("summary")
    objects = ExhibitorQuerySet.as_manager()

    class Meta:
        verbose_name = _("exhibitor")
        verbose_name_plural = _("exhibitors")
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["expo", "organization"],
                condition=Q(state__in=LIVE),
                name="exhibitor_once",
                violation_error_message=_("Your organization has applied for this expo already."),
            ),
            models.CheckConstraint(condition=Q(booths_wanted__gte=1), name="exhibitor_wants_booths"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(submitted_at__isnull=False), name="exhibitor_sent_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "cancelled"]) | Q(order__isnull=False), name="exhibitor_accepted_has_order"
            ),
        ]

    def __str__(self) -> str:
        return self.sign

    @property
    def reference(self) -> str:
        """How letters, orders and logs name this application."""
        return f"exhibitor:{self.public_id}"

    @property
    def sign(self) -> str:
        """As it stands on the booth; before that is known, the organization's name."""
        return self.sign_ja or str(self.organization)

    @property
    def public_sign(self) -> str:
        """As visitors read it in their language."""
        return (self.sign_ja if (get_language() or "ja").startswith("ja") else self.sign_en) or self.sign

    @property
    def together(self) -> str:
        """Who shows something on its booth, too."""
        return ", ".join(row.name_ja for row in self.co_exhibitors.all())

    @property
    def booth_codes(self) -> str:
        """The numbers of its booths."""
        return ", ".join(sorted(booth.code for booth in self.booths.all()))

    @property
    def tone(self) -> str:
        """How its state is colored."""
        return TONES[self.state]

    @property
    def size(self) -> Size:
        """What its fee may depend on."""
        return SIZES[self.organization.kind]

    @property
    def wish_words(self) -> str:
        """What it wishes for besides a booth."""
        return ", ".join(str(Wish(wish).label) for wish in self.wishes)

    def applicant(self, on: Any) -> fees.Applicant:
        """Who asks, as the fee rules read it, on a day."""
        joint = Joint.GROUP if self.pk and self.co_exhibitors.exists() else Joint.ALONE
        values = {"region": self.region, "size": str(self.size), "joint": str(joint)}
        return fees.Applicant(values, self.booths_wanted, on, {code: int(number) for code, number in self.options.items()})


class CoExhibitor(models.Model):
    """Who shows something on another exhibitor's booth."""

    exhibitor = models.ForeignKey(Exhibitor, on_delete=models.CASCADE, related_name="co_exhibitors")
    organization = models.ForeignKey(ORGANIZATION, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name_ja = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=160, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("co-exhibitor")
        verbose_name_plural = _("co-exhibitors")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name_ja


class ExhibitorHistory(History):
    """What happened to an exhibitor's application."""

    WORDS = {
        "exhibitor.begin": _("begun"),
        "exhibitor.save": _("saved"),
        "exhibitor.submit": _("submitted"),
        "exhibitor.return": _("returned to be changed"),
        "exhibitor.waitlist": _("put on the waiting list"),
        "exhibitor.accept": pgettext_lazy("exhibitor", "accepted"),
        "exhibitor.decline": _("declined"),
        "exhibitor.withdraw": _("withdrawn"),
        "exhibitor.cut": _("booths given back"),
        "exhibitor.cancel": _("cancelled after acceptance"),
        "exhibitor.give_booths": _("booths given"),
        "exhibitor.take_booths": _("booths taken back"),
    }

    record = models.ForeignKey(Exhibitor, on_delete=models.PROTECT, related_name="history")

    class Meta(History.Meta):
        verbose_name = _("event of an exhibitor")
