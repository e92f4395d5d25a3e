"""Words of an entry in one language: the same parts whether they are shown or still a manuscript."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from brands.parts import EMPTY, PARTS, digest_of


@dataclass(frozen=True)
class Said:
    """Words, and the language that they are in."""

    text: str
    language: str

    @property
    def lines(self) -> list[str]:
        """Line by line, without empty ones."""
        return [line.strip() for line in self.text.splitlines() if line.strip()]

    @property
    def questions(self) -> list[tuple[str, str]]:
        """An interview as (question, answer): lines "Q: ..." and "A: ..."; without them one answer without a question."""
        pairs: list[list[str]] = []
        for line in self.text.splitlines():
            if line.startswith("Q: "):
                pairs.append([line[3:], ""])
            elif line.strip():
                if not pairs:
                    pairs.append(["", ""])
                pairs[-1][1] = (pairs[-1][1] + "\n" + line.removeprefix("A: ")).strip()
        return [(question, answer) for question, answer in pairs]


@dataclass(frozen=True)
class Table:
    """Specifications row by row, and the language that they are in."""

    rows: list[dict[str, str]]
    language: str


class Words(models.Model):
    """What an entry says of itself in one language. `digest` tells whether two rows say the same."""

    name = models.CharField(
        _("name"), max_length=160, blank=True, help_text=_("Left empty, the name of the certificate is shown.")
    )
    tagline = models.CharField(_("one line"), max_length=200, blank=True)
    story = models.TextField(_("story"), blank=True)
    features = models.TextField(_("features"), blank=True, help_text=_("One per line."))
    target_users = models.TextField(_("for whom"), blank=True)
    price = models.CharField(_("price"), max_length=200, blank=True)
    price_note = models.CharField(_("note on the price"), max_length=400, blank=True)
    where_to_buy = models.TextField(_("where to buy"), blank=True)
    where_to_try = models.TextField(_("where to see or try"), blank=True)
    interview = models.TextField(_("interview"), blank=True)
    specifications = models.JSONField(_("specifications"), default=list, blank=True)
    digest = models.CharField(max_length=64, default=EMPTY, editable=False)

    class Meta:
        abstract = True

    def save(self, **options: Any) -> None:
        """The digest goes along with whatever words are written."""
        self.digest = digest_of(self.parts)
        if (names := options.get("update_fields")) is not None:
            options["update_fields"] = {*names, "digest"}
        super().save(**options)

    @property
    def parts(self) -> dict[str, Any]:
        """Every part by name, also the empty ones."""
        return {name: getattr(self, name) for name in PARTS}

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said."""
        return self.digest == EMPTY
