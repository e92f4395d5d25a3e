"""Why somebody is suspected, in words: the way from the judge to the case, step by step."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certifications.conflict_states import ConflictSource, TieKind
from certifications.models import Conflict

RELATIONS: dict[str, Any] = {
    "child": _("subsidiary"),
    "parent": _("parent company"),
    "email": _("mail domain"),
    "domain_of": _("organization whose people use it"),
}


def relation_words(relation: str) -> str:
    """What leads from one step to the next."""
    if relation in RELATIONS:
        return str(RELATIONS[relation])
    if relation.startswith("relative_"):
        return gettext("%(kind)s (a relative)") % {"kind": TieKind(relation.removeprefix("relative_")).label}
    return str(TieKind(relation).label)


def step_words(step: Mapping[str, str]) -> str:
    """「雇用: 橘精機（2020-04-01～2024-03-31）」."""
    words = gettext("%(relation)s: %(name)s") % {"relation": relation_words(step["relation"]), "name": step["name"]}
    if step.get("since") or step.get("until"):
        words += gettext(" (%(since)s – %(until)s)") % {"since": step["since"], "until": step["until"]}
    return words


def why(conflict: Conflict) -> list[dict[str, Any]]:
    """Each ground with its source and its way in words, ending with what the conflict is about."""
    found = []
    for ground in conflict.grounds:
        steps = [step_words(step) for step in ground.get("path", [])]
        if ground.get("said"):
            steps = [ground["said"]]
        found.append(
            {
                "source": ConflictSource(ground["source"]).label,
                "steps": [str(conflict.person), *steps, gettext("applies in this round")] if steps else [],
                "unverified": ground.get("unverified", False),
                "until": ground.get("until", ""),
            }
        )
    return found
