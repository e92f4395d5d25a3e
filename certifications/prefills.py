"""Facts that stand on record already, by code: a question that names one is answered when a draft is begun."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from certifications.answers import KEPT_IN_DRAFTS, is_empty, problem_of
from certifications.models import Application, Question
from certifications.states import QuestionKind
from organizations.models import Organization, User

TEXTS = frozenset({QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT})
NUMBERS = TEXTS | {QuestionKind.NUMBER}


@dataclass(frozen=True)
class Fact:
    """What it is called, which kinds of questions can hold it, and where it is read."""

    label: Any
    kinds: frozenset[str]
    read: Callable[[Application], Any]


def _of_organization(read: Callable[[Organization], Any]) -> Callable[[Application], Any]:
    return lambda application: read(application.organization) if application.organization else None


def _of_person(read: Callable[[User], Any]) -> Callable[[Application], Any]:
    """The person who applies; where a company or team applies, who began the application, unless that was the office."""

    def fact(application: Application) -> Any:
        person = application.person or (None if application.is_by_proxy else application.created_by)
        return read(person) if person else None

    return fact


FACTS: Mapping[str, Fact] = {
    "organization.name": Fact(_("organization: name"), TEXTS, _of_organization(lambda row: row.name_ja)),
    "organization.name_kana": Fact(_("organization: name in kana"), TEXTS, _of_organization(lambda row: row.name_kana)),
    "organization.name_en": Fact(_("organization: name in English"), TEXTS, _of_organization(lambda row: row.name_en)),
    "organization.name_zh": Fact(_("organization: name in Chinese"), TEXTS, _of_organization(lambda row: row.name_zh)),
    "organization.corporate_number": Fact(
        _("organization: corporate number"), TEXTS, _of_organization(lambda row: row.corporate_number)
    ),
    "organization.representative": Fact(
        _("organization: representative"), TEXTS, _of_organization(lambda row: row.representative)
    ),
    "organization.postal_code": Fact(_("organization: postal code"), TEXTS, _of_organization(lambda row: row.postal_code_shown)),
    "organization.address": Fact(_("organization: address"), TEXTS, _of_organization(lambda row: row.address)),
    "organization.telephone": Fact(_("organization: telephone"), TEXTS, _of_organization(lambda row: row.telephone)),
    "organization.website": Fact(
        _("organization: website"), TEXTS | {QuestionKind.URL}, _of_organization(lambda row: row.website)
    ),
    "organization.capital": Fact(
        _("organization: capital"), NUMBERS | {QuestionKind.YEN}, _of_organization(lambda row: row.capital)
    ),
    "organization.employees": Fact(_("organization: staff"), NUMBERS, _of_organization(lambda row: row.employees)),
    "person.name": Fact(_("person: name"), TEXTS, _of_person(lambda row: row.name)),
    "person.name_kana": Fact(_("person: name in kana"), TEXTS, _of_person(lambda row: row.name_kana)),
    "person.email": Fact(_("person: e-mail address"), TEXTS, _of_person(lambda row: row.email if row.has_address else None)),
}


def value_of(question: Question, application: Application) -> Any:
    """The fact as an answer to the question; None when there is none on record, or it does not fit."""
    fact = FACTS.get(question.prefill)
    if fact is None or question.kind not in fact.kinds:
        return None
    value = fact.read(application)
    if value is not None and question.kind in TEXTS:
        value = str(value)
    problem = problem_of(question.rule, value)
    return None if is_empty(value) or (problem and problem.code not in KEPT_IN_DRAFTS) else value
