"""The basic facts of an application, asked before its form: the names of its subject, its field, its theme.

They stand in columns of their own. Here each of them is a question like those of the form, so that it can be compared,
proposed and corrected like one; such a question is never saved.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID, uuid5

from django.utils import translation
from django.utils.translation import gettext, gettext_lazy

from certifications import reading
from certifications.models import Application, Category, Question, Subject, Team, Theme
from certifications.states import QuestionKind, SubjectKind
from home.languages import SUFFIXES

SPACE = UUID("b1c92a2f-6f0b-4c0e-9d0c-0f8a4be0a7d1")
NAMES = ("name_ja", "name_kana", "name_en")
FIELDS = ("team_name", *NAMES, "category", "theme")
KEYS = {field: uuid5(SPACE, field) for field in FIELDS}
FIELD_OF = {key: field for field, key in KEYS.items()}
SUBJECT_LABELS = {
    SubjectKind.PRODUCT: gettext_lazy("Name of the product"),
    SubjectKind.TECHNOLOGY: gettext_lazy("Name of the product or technology"),
    SubjectKind.PERSON: gettext_lazy("Name of the candidate"),
    SubjectKind.WORK: gettext_lazy("Title of the work"),
}
LABELS: dict[str, Callable[[], str]] = {
    "team_name": lambda: gettext("Name of the team"),
    "name_kana": lambda: gettext("Reading in kana"),
    "name_en": lambda: gettext("Name in English"),
    "category": lambda: gettext("Field"),
    "theme": lambda: gettext("Theme"),
}


def field_of(key: UUID | str) -> str | None:
    """Which basic fact a point of a correction is about; None when it is about a question of the form."""
    return FIELD_OF.get(UUID(str(key)))


def facts_of(application: Application) -> dict[str, str]:
    """The facts as they stand in the database now, the field and the theme by their codes; empty where there is none."""
    # Read anew: an application that was locked may carry a subject that was read before the lock.
    subject = Subject.objects.get(pk=application.subject_id)
    category, theme = place_of(application)
    codes = {"category": category.code if category else "", "theme": theme.code if theme else ""}
    team = {"team_name": Team.objects.get(pk=application.team_id).name} if application.team_id else {}
    return team | {name: str(getattr(subject, name)) for name in NAMES} | codes


def place_of(application: Application) -> tuple[Category | None, Theme | None]:
    """The field and the theme, read anew."""
    category = Category.objects.get(pk=application.category_id) if application.category_id else None
    return category, Theme.objects.get(pk=application.theme_id) if application.theme_id else None


def fingerprint(facts: Mapping[str, str], candidate: str) -> str:
    """Tells whether the facts and the candidate's address still are those that a page was drawn with."""
    plain = json.dumps([dict(facts), candidate], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def questions(application: Application) -> dict[str, Question]:
    """The facts that this application has, by field, as questions; the choices are those of its program and round.

    A team's name is one of them as long as nothing else goes by it: another application has it in its versions.
    """
    round_ = application.round
    kind = SubjectKind(round_.program.subject_kind)
    found = {"team_name": team_named()} if _has_team_of_its_own(application) else {}
    found |= {name: named(name, kind) for name in NAMES}
    if categories := list(round_.program.categories.all()):
        found["category"] = chosen("category", [choice_of(each) for each in categories])
    if round_.program.themes and (themes := list(round_.themes.offered(besides=application.theme_id))):
        found["theme"] = chosen("theme", [choice_of(each) for each in themes])
    return found


def _has_team_of_its_own(application: Application) -> bool:
    others = Application.objects.filter(team=application.team_id).exclude(pk=application.pk)
    return application.team_id is not None and not others.exists()


def by_key(application: Application) -> dict[UUID, Question]:
    """The same, by the key that a point of a correction has."""
    return {question.key: question for question in questions(application).values()}


def in_words(application: Application, before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """What changed, old and new, in Japanese as the office keeps its records: a line for each fact."""
    with translation.override("ja"):
        known = questions(application)
        return "\n".join(
            f"{known[field].label}: {reading.words(known[field], before[field]) or '–'}"
            f" → {reading.words(known[field], value) or '–'}"
            for field, value in after.items()
        )


def named(field: str, kind: SubjectKind) -> Question:
    """A name of the subject as a question."""
    words = LABELS.get(field, lambda: str(SUBJECT_LABELS[kind]))
    limits = {each.name: getattr(each, "max_length", None) for each in Subject._meta.get_fields()}
    return _question(field, QuestionKind.SHORT_TEXT, words, max_chars=limits[field], required=field == "name_ja")


def team_named() -> Question:
    """The name of the team as a question."""
    limit = Team._meta.get_field("name").max_length
    return _question("team_name", QuestionKind.SHORT_TEXT, LABELS["team_name"], max_chars=limit, required=True)


def chosen(field: str, choices: list[dict[str, Any]]) -> Question:
    """The field or the theme as a question."""
    return _question(field, QuestionKind.CHOICE, LABELS[field], choices=choices, required=True)


def choice_of(row: Category | Theme) -> dict[str, Any]:
    """A field or a theme as a choice, with its words in all languages."""
    stem, before = ("name", "") if isinstance(row, Category) else ("title", f"{row.code} ")
    texts = {suffix: getattr(row, f"{stem}_{suffix}") for suffix in SUFFIXES.values()}
    return {"value": row.code, "label": {suffix: f"{before}{text}" for suffix, text in texts.items() if text}}


def labels(words: Callable[[], str]) -> dict[str, str]:
    """A label in every language, as a question has it."""
    found = {}
    for language, suffix in SUFFIXES.items():
        with translation.override(language):
            found[f"label_{suffix}"] = words()
    return found


def _question(field: str, kind: QuestionKind, words: Callable[[], str], **facts: Any) -> Question:
    return Question(key=KEYS[field], kind=kind, **labels(words), **facts)
