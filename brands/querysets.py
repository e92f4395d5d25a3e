"""Questions that the public asks of the register."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from brands.languages import Translated
from brands.parts import EMPTY
from certifications.certificate_querysets import status_case

COLUMNS = {
    "program": "certificate__program__slug",
    "field": "certificate__category__code",
    "year": "certificate__fiscal_year",
    "ward": "certificate__area__code",
    "status": "status",
}


class EntryQuerySet(models.QuerySet[Any]):
    def public(self) -> "EntryQuerySet":
        """Entries that the public sees: all that were ever released and not hidden at the holder's wish."""
        return self.filter(hidden_at__isnull=True)

    def of_company(self, organization: Any) -> "EntryQuerySet":
        """What it holds, and the masters who work there."""
        return self.filter(Q(certificate__organization=organization) | Q(certificate__subject__organization=organization))

    def visible_to(self, user: Any) -> "EntryQuerySet":
        """The desk's list: entries of the certificates that the person may see there, hidden ones too."""
        certificates = self.model._meta.get_field("certificate").related_model.objects
        return self.filter(certificate__in=certificates.visible_to(user).values("pk"))

    def held_by(self, user: Any) -> "EntryQuerySet":
        """The entries of what the person holds: her organization's, her team's, her own; hidden ones too."""
        certificates = self.model._meta.get_field("certificate").related_model.objects
        return self.filter(certificate__in=certificates.held_by(user).values("pk"))

    def with_translations(self) -> "EntryQuerySet":
        """Adds `in_en` and `in_zh`: whether the translation is missing, outdated or up to date."""
        texts = self.model._meta.get_field("texts").related_model._default_manager.filter(entry=OuterRef("pk"))
        said = texts.exclude(digest=EMPTY)
        rows = self.annotate(ja_digest=Coalesce(Subquery(texts.filter(language="ja").values("digest")[:1]), Value("")))
        states = {
            f"in_{suffix}": Case(
                When(~Exists(said.filter(language=language)), then=Value(Translated.MISSING)),
                When(
                    Exists(said.filter(language=language).exclude(translates=OuterRef("ja_digest"))),
                    then=Value(Translated.OUTDATED),
                ),
                default=Value(Translated.CURRENT),
                output_field=TextField(),
            )
            for language, suffix in (("en", "en"), ("zh-hans", "zh"))
        }
        return rows.annotate(**states)

    def translation_counts(self) -> list[dict[str, Any]]:
        """By program: how many entries the public sees, and of how many a translation is missing or outdated. One question."""
        public = self.public().with_translations().order_by()
        wanted = {
            f"{name}_{state}": Count("pk", filter=Q(**{name: state}))
            for name in ("in_en", "in_zh")
            for state in (Translated.MISSING, Translated.OUTDATED)
        }
        rows = public.values("certificate__program").annotate(entries=Count("pk"), **wanted)
        return list(rows.order_by("certificate__program__order", "certificate__program__slug"))

    def with_status(self, on: date) -> "EntryQuerySet":
        """Adds `status` as of the day, any day: of days before a certificate's last change its events are asked."""
        events = self.model._meta.get_field("certificate").related_model._meta.get_field("history").related_model
        return self.annotate(status=status_case(on, events._default_manager.all(), "certificate__"))

    def begun_by(self, on: date) -> "EntryQuerySet":
        """Without renewals that have been earned and have not begun by the day: until then what they renew stands for them."""
        return self.exclude(certificate__predecessor__isnull=False, certificate__valid_from__gt=on)

    def as_of(self, on: date) -> "EntryQuerySet":
        """Entries of what had been issued by the day, each with the `status` that it had then."""
        return self.filter(certificate__issued_on__lte=on).with_status(on)

    def filtered(self, filters: Mapping[str, str]) -> "EntryQuerySet":
        """Those that pass the filters of a wish; the year may be "2019-". Needs `with_status`."""
        conditions: dict[str, Any] = {COLUMNS[name]: value for name, value in filters.items()}
        if year := filters.get("year"):
            conditions.pop(COLUMNS["year"])
            conditions[COLUMNS["year"] + ("__gte" if year.endswith("-") else "")] = int(year.removesuffix("-"))
        return self.filter(**conditions)

    def newest(self) -> "EntryQuerySet":
        """Newest first, in an order that an index gives."""
        return self.order_by("-certificate__issued_on", "-certificate__pk")

    def named_first(self, words: str) -> "EntryQuerySet":
        """Those whose name or holder holds the words first, then the newest."""
        names = [f"certificate__{stem}_{suffix}__icontains" for stem in ("name", "holder") for suffix in ("ja", "en", "zh")]
        said = Q()
        for name in names:
            said |= Q(**{name: words})
        rank = Case(When(said, then=Value(0)), default=Value(1))
        return self.order_by(rank, "-certificate__issued_on", "-certificate__pk")

    def for_cards(self) -> "EntryQuerySet":
        """With all that a card shows, in a fixed number of queries: of the words, the one line only."""
        related = ("certificate__program", "certificate__level", "certificate__area", "certificate__category")
        return self.select_related(*related).with_levels().with_line().with_pictures()

    def with_line(self) -> "EntryQuerySet":
        """Adds `line`, the one line of the words in the active language or else in Japanese, and its own name in both."""
        texts = self.model._meta.get_field("texts").related_model._default_manager.filter(entry=OuterRef("pk"))
        here = get_language() or "ja"

        def said(part: str, language: str) -> Subquery:
            return Subquery(texts.exclude(**{part: ""}).filter(language=language).values(part)[:1])

        return self.annotate(
            line=Coalesce(said("tagline", here), said("tagline", "ja"), Value("")),
            own_name=Coalesce(said("name", here), Value("")),
            own_name_ja=Coalesce(said("name", "ja"), Value("")),
        )

    def with_pictures(self) -> "EntryQuerySet":
        """With the pictures in order and their renditions, by two queries."""
        pictures = self.model._meta.get_field("pictures").related_model._default_manager.select_related("picture")
        return self.prefetch_related(Prefetch("pictures", pictures.prefetch_related("picture__renditions")))

    def with_levels(self) -> "EntryQuerySet":
        """Adds `has_levels`: whether the program knows more than one level, so that the level tells something."""
        levels = self.model._meta.get_field("certificate").related_model._meta.get_field("level").related_model._default_manager
        others = levels.filter(program=OuterRef("certificate__program")).exclude(pk=OuterRef("certificate__level"))
        return self.annotate(has_levels=Exists(others))

    def with_comment(self) -> "EntryQuerySet":
        """Adds `comment`: what the judges say in public. Of the sealed decision nothing else is read."""
        released = When(certificate__decision__state="released", then=F("certificate__decision__public_comment"))
        return self.annotate(comment=Case(released, default=Value(""), output_field=TextField()))

    def tallied(self) -> Any:
        """Rows of (program, field, year, ward, status, count). Needs `with_status`."""
        return self.order_by().values_list(*COLUMNS.values()).annotate(n=Count("pk"))
