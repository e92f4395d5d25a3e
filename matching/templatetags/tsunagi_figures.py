"""Published figures in templates."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from home import clock, freshness
from matching import engagement_counts as held
from matching.engagement_states import EngagementKind, Origin
from matching.models import PublishedFigure
from matching.register_counts import by_program as count_register
from matching.register_counts import total
from matching.series import by_program

register = template.Library()


@register.simple_tag(takes_context=True)
def published_figures(context: dict[str, Any]) -> SafeString:
    """All programs with their series, kept until a figure is added or amended."""
    request = context["request"]

    def make() -> str:
        return render_to_string("matching/figures.html", {"programs": by_program(PublishedFigure.objects.in_order())})

    known: dict[str, str] = getattr(request, "fresh_tokens", None) or freshness.tokens()
    request.fresh_tokens = known
    return mark_safe(freshness.kept(f"figures:{get_language()}", ["figures"], known, make))  # noqa: S308  rendered by a template


@register.simple_tag(takes_context=True)
def register_counts(context: dict[str, Any]) -> SafeString:
    """Ever and now from the certificates, kept until one changes."""

    def make() -> str:
        counts = count_register()
        ever, now = total(counts)
        return render_to_string(
            "matching/register_counts.html", {"counts": counts, "ever": ever, "now": now, "today": clock.today()}
        )

    name = f"register-counts:{get_language()}:{clock.today()}"
    known = freshness.tokens_for(context["request"])
    return mark_safe(freshness.kept(name, ["register", "programs"], known, make))  # noqa: S308  rendered by a template


@register.inclusion_tag("matching/engagement_counts.html")
def engagement_counts() -> dict[str, Any]:
    """Shows, lectures, classes and tours by fiscal year; one question."""
    return {"years": held.by_year(), "kinds": EngagementKind.labels, "origins": Origin.labels}
