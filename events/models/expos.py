"""An expo's frame: when exhibitors apply, what booths cost, where they lie. Plain records that only actions change."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events import fees
from events.expo_querysets import BoothQuerySet, ExpoQuerySet
from events.expo_states import FeeKind
from events.floor_plans import Place
from events.models.events import Event
from home.languages import Localized
from home.models import History

MOST_BOOTHS = 50
MOST_SQUARES = 400  # of a hall's side
ACCENTS = ("teal", "steel", "violet", "magenta", "orange", "green")


class Expo(models.Model):
    """What an event of exhibitors has besides an event: its call, limits and terms."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="expo", verbose_name=_("event"))
    applications_open_at = models.DateTimeField(_("exhibitors apply from"))
    applications_close_at = models.DateTimeField(_("exhibitors apply until"))
    most_booths = models.PositiveSmallIntegerField(
        _("most booths of one exhibitor"), default=6, validators=[MinValueValidator(1), MaxValueValidator(MOST_BOOTHS)]
    )
    most_power_kw = models.PositiveSmallIntegerField(_("most electricity (kW)"), null=True, blank=True)
    most_weight_kg = models.PositiveIntegerField(_("heaviest exhibit (kg)"), null=True, blank=True)
    most_height_cm = models.PositiveSmallIntegerField(_("highest exhibit (cm)"), null=True, blank=True)
    payment_days = models.PositiveSmallIntegerField(
        _("days to pay after acceptance"), default=30, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    terms_ja = models.TextField(_("terms for exhibitors"), max_length=4_000, blank=True)
    terms_en = models.TextField(_("terms for exhibitors (English)"), max_length=8_000, blank=True)
    terms_zh = models.TextField(_("terms for exhibitors (Chinese)"), max_length=4_000, blank=True)
    shown_at = models.DateTimeField(_("exhibitors and plan public from"), null=True, blank=True, editable=False)
    row_version = models.PositiveIntegerField(default=1, editable=False)

    terms = Localized("terms")
    objects = ExpoQuerySet.as_manager()

    class Meta:
        verbose_name = _("expo")
        verbose_name_plural = _("expos")
        ordering = ["-event__starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(applications_open_at__lt=F("applications_close_at")),
                name="expo_call_has_time",
                violation_error_message=_("Exhibitors could apply until before they can apply."),
            )
        ]

    def __str__(self) -> str:
        return str(self.event)

    @property
    def rules(self) -> fees.Rules:
        """The fee rules as values; asks `fee_rules` once."""
        rows = list(self.fee_rules.all())
        return fees.Rules(
            prices=tuple(fees.BasePrice(row.code, row.amount, row.condition) for row in rows if row.kind == FeeKind.PRICE),
            adjustments=tuple(
                fees.Adjustment(row.code, row.percent, row.amount, row.condition, row.instead_of)
                for row in rows
                if row.kind == FeeKind.ADJUSTMENT
            ),
            options=tuple(fees.Option(row.code, row.amount, row.largest) for row in rows if row.kind == FeeKind.OPTION),
        )

    @property
    def scale(self) -> list[fees.Step]:
        """What cancelling costs, by day."""
        return [fees.Step(row.since, row.percent) for row in self.cancellation_steps.all()]


class Zone(models.Model):
    """A part of the expo by subject; its color stands on the plan beside its name."""

    expo = models.ForeignKey(Expo, on_delete=models.CASCADE, related_name="zones")
    code = models.SlugField(_("code"), max_length=40)
    name_ja = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name (English)"), max_length=80, blank=True)
    name_zh = models.CharField(_("name (Chinese)"), max_length=60, blank=True)
    accent = models.CharField(_("color"), max_length=10, choices=[(name, name) for name in ACCENTS], default=ACCENTS[0])
    order = models.PositiveSmallIntegerField(default=0)

    name = Localized("name")

    class Meta:
        verbose_name = _("zone")
        verbose_name_plural = _("zones")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["expo", "code"], name="zone_once")]

    def __str__(self) -> str:
        return str(self.name)


class FeeRule(models.Model):
    """A price, a discount or surcharge, or an option, and for whom it is. Amounts in yen, with tax."""

    expo = models.ForeignKey(Expo, on_delete=models.CASCADE, related_name="fee_rules")
    kind = models.CharField(_("kind"), max_length=10, choices=FeeKind)
    code = models.SlugField(_("code"), max_length=40)
    name_ja = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("name (English)"), max_length=120, blank=True)
    name_zh = models.CharField(_("name (Chinese)"), max_length=80, blank=True)
    amount = models.IntegerField(_("yen"), default=0)
    percent = models.SmallIntegerField(_("percent of the booths' price"), default=0)
    values = models.JSONField(_("for whom"), default=dict, blank=True, help_text="{attribute: [value]}; none: everybody")
    since = models.DateField(_("from"), null=True, blank=True)
    until = models.DateField(_("until (that day included)"), null=True, blank=True)
    booths_from = models.PositiveSmallIntegerField(_("from how many booths"), default=1)
    booths_to = models.PositiveSmallIntegerField(_("to how many booths"), null=True, blank=True)
    instead_of = models.SlugField(_("only the best of"), max_length=40, blank=True)
    largest = models.PositiveSmallIntegerField(_("at most"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    name = Localized("name")

    class Meta:
        verbose_name = _("fee rule")
        verbose_name_plural = _("fee rules")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["expo", "code"], name="fee_rule_once"),
            models.CheckConstraint(condition=Q(amount=0) | Q(percent=0), name="fee_rule_yen_or_percent"),
            models.CheckConstraint(
                condition=Q(kind=FeeKind.ADJUSTMENT) | Q(amount__gte=0, percent=0), name="fee_rule_price_not_negative"
            ),
            models.CheckConstraint(condition=Q(percent__gte=-100) & Q(percent__lte=100), name="fee_rule_percent"),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def condition(self) -> fees.Condition:
        """For whom it is, as a value."""
        accepted = {name: frozenset(values) for name, values in self.values.items() if values}
        return fees.Condition(accepted, self.since, self.until, self.booths_from, self.booths_to)


class CancellationStep(models.Model):
    """From this day on, cancelling costs this share."""

    expo = models.ForeignKey(Expo, on_delete=models.CASCADE, related_name="cancellation_steps")
    since = models.DateField(_("from"))
    percent = models.PositiveSmallIntegerField(_("percent"), validators=[MaxValueValidator(100)])

    class Meta:
        verbose_name = _("cancellation step")
        verbose_name_plural = _("cancellation steps")
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(fields=["expo", "since"], name="cancellation_step_once"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="cancellation_step_percent"),
        ]

    def __str__(self) -> str:
        return f"{self.since:%Y-%m-%d} {self.percent} %"


class Hall(models.Model):
    """A floor on which booths lie: a grid of squares."""

    expo = models.ForeignKey(Expo, on_delete=models.CASCADE, related_name="halls")
    code = models.SlugField(_("code"), max_length=20)
    name_ja = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name (English)"), max_length=80, blank=True)
    name_zh = models.CharField(_("name (Chinese)"), max_length=60, blank=True)
    columns = models.PositiveSmallIntegerField(
        _("squares across"), validators=[MinValueValidator(1), MaxValueValidator(MOST_SQUARES)]
    )
    rows = models.PositiveSmallIntegerField(_("squares down"), validators=[MinValueValidator(1), MaxValueValidator(MOST_SQUARES)])
    square_cm = models.PositiveSmallIntegerField(
        _("side of a square (cm)"), default=100, validators=[MinValueValidator(10), MaxValueValidator(1_000)]
    )
    order = models.PositiveSmallIntegerField(default=0)

    name = Localized("name")

    class Meta:
        verbose_name = _("hall")
        verbose_name_plural = _("halls")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["expo", "code"], name="hall_once"),
            models.CheckConstraint(condition=Q(columns__gte=1, rows__gte=1, square_cm__gte=1), name="hall_has_size"),
        ]

    def __str__(self) -> str:
        return str(self.name)


class Booth(models.Model):
    """A place that one exhibitor can have. Who has it is written in the row itself: nobody else can have it as well."""

    hall = models.ForeignKey(Hall, on_delete=models.CASCADE, related_name="booths")
    expo = models.ForeignKey(Expo, on_delete=models.CASCADE, related_name="booths")
    code = models.CharField(_("number"), max_length=10)
    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, null=True, blank=True, related_name="booths", verbose_name=_("zone"))
    column = models.PositiveSmallIntegerField(_("column"))
    row = models.PositiveSmallIntegerField(_("row"))
    columns = models.PositiveSmallIntegerField(_("squares across"))
    rows = models.PositiveSmallIntegerField(_("squares down"))
    exhibitor = models.ForeignKey(
        "events.Exhibitor", on_delete=models.PROTECT, null=True, blank=True, related_name="booths", verbose_name=_("exhibitor")
    )

    objects = BoothQuerySet.as_manager()

    class Meta:
        verbose_name = _("booth")
        verbose_name_plural = _("booths")
        ordering = ["hall__order", "row", "column", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["expo", "code"], name="booth_once"),
            models.CheckConstraint(condition=Q(columns__gte=1, rows__gte=1), name="booth_has_size"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def place(self) -> Place:
        return Place(self.column, self.row, self.columns, self.rows)


class BoothSquare(models.Model):
    """One square that a booth covers: no square of a hall belongs to two."""

    hall = models.ForeignKey(Hall, on_delete=models.CASCADE, related_name="squares")
    booth = models.ForeignKey(Booth, on_delete=models.CASCADE, related_name="squares")
    column = models.PositiveSmallIntegerField()
    row = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hall", "column", "row"], name="square_once")]

    def __str__(self) -> str:
        return f"{self.column},{self.row}"


class ExpoHistory(History):
    """What was changed about an expo, and by whom."""

    WORDS = {
        "expo.set_up": _("set up"),
        "expo.change": _("changed"),
        "expo.write_rules": _("fees written"),
        "expo.draw": _("plan drawn"),
        "expo.show": _("exhibitors and plan made public"),
        "expo.hide": _("exhibitors and plan hidden"),
    }

    record = models.ForeignKey(Expo, on_delete=models.PROTECT, related_name="history")

    class Meta(History.Meta):
        verbose_name = _("event of an expo")


def rows_of(place: Place) -> list[dict[str, Any]]:
    """The squares of a place, as rows."""
    return [{"column": column, "row": row} for column, row in sorted(place.squares)]
