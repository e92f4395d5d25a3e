"""Figures that were published: each as it stood in its source, totals included. None of them is computed here."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from home import clock
from home.languages import suffix
from matching import figure_labels, periods
from matching.querysets import PublishedFigureQuerySet
from matching.states import FigureKind, FigurePeriod


class PublishedFigure(models.Model):
    """One number from one source. A total is a total that somebody published; adding up our rows may give another."""

    program = models.CharField(_("program"), max_length=80)
    indicator = models.CharField(_("indicator"), max_length=80)
    as_of = models.CharField(_("as of"), max_length=40)
    as_of_on = models.DateField(editable=False)
    period = models.CharField(_("period"), max_length=20, choices=FigurePeriod)
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2)
    unit = models.CharField(_("unit"), max_length=20)
    kind = models.CharField(_("kind"), max_length=20, choices=FigureKind)
    definition = models.CharField(_("definition"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=300)
    note = models.CharField(_("note"), max_length=300, blank=True)
    order = models.PositiveIntegerField(editable=False)
    series_order = models.PositiveIntegerField(editable=False)
    updated_at = models.DateTimeField(default=clock.now, editable=False)

    objects = PublishedFigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("published figure")
        verbose_name_plural = _("published figures")
        ordering = ["series_order", "as_of_on", "order"]
        constraints = [
            models.UniqueConstraint(fields=["program", "indicator", "as_of"], name="published_figure_once"),
            models.CheckConstraint(
                condition=~models.Q(source=""),
                name="published_figure_has_source",
                violation_error_message=_("A published figure names its source."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.program} {self.indicator} {self.as_of}"

    @property
    def program_name(self) -> str:
        return figure_labels.words("programs", self.program, suffix())

    @property
    def indicator_name(self) -> str:
        return figure_labels.words("indicators", self.indicator, suffix())

    @property
    def unit_name(self) -> str:
        return figure_labels.words("units", self.unit, suffix())

    @property
    def definition_words(self) -> str:
        return figure_labels.words("definitions", self.definition, suffix())

    @property
    def note_words(self) -> str:
        return figure_labels.words("notes", self.note, suffix())

    @property
    def source_words(self) -> str:
        """The source's name; of an address in the net only the host, since it is shown as a link."""
        if self.is_linked:
            return self.source.split("/")[2].removeprefix("www.")
        return figure_labels.words("sources", self.source, suffix())

    @property
    def is_linked(self) -> bool:
        """Whether the source is an address in the net."""
        return self.source.startswith(("https://", "http://"))

    @property
    def as_of_words(self) -> str:
        """2009年2月, Feb 2009; with the group when it counts only one."""
        period = periods.read(self.as_of)
        words = period.words(suffix())
        return f"{words} ({figure_labels.words('groups', period.group, suffix())})" if period.group else words

    @property
    def number(self) -> str:
        """8,000; decimals only where there are any."""
        return f"{self.value.normalize():,f}"

    @property
    def break_words(self) -> str:
        """Why it cannot be compared with the others of its series; empty when it can."""
        return figure_labels.break_words(self.program, self.indicator, self.as_of, suffix())
