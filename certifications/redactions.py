"""What is left out of a dossier: names taken out of every text, people named by what they are, and a list of it all."""

from collections import Counter
from typing import Any

from django.utils.translation import gettext

from certifications import masking
from certifications.blind_reading import names_of, signs
from certifications.dossier_states import DossierPart
from certifications.masking import Kind, Name
from certifications.models import Application, ApplicationVersion, Decision, Review
from certifications.permissions import is_applicant
from certifications.states import IdentityClass
from organizations.models import Organization


class Pen:
    """Writes words down, without what is left out, and counts what it took away."""

    def __init__(self, application: Application, left_out: frozenset[str]) -> None:
        self.left_out = left_out
        self.judges = {a.judge_id: a.judge for a in application.assignments.select_related("judge").order_by("order", "pk")}
        self.numbers = {pk: number for number, pk in enumerate(self.judges, start=1)}
        roles = application.round.program.roles.select_related("user")
        self.officers = {role.user_id for role in roles} | _deciders(application)
        self.application, self.applicants = application, dict[int, bool]()
        self.taken: Counter[str] = Counter()
        self.names: dict[str, list[Name]] = {
            DossierPart.IDENTITY: [*names_of(application), *_answered_names(application)],
            DossierPart.JUDGES: [Name(str(judge), Kind.PERSON) for judge in self.judges.values()],
            DossierPart.COMPANIES: _other_companies(application),
        }
        self.private_notes = Review.objects.filter(assignment__application=application).exclude(private_note="").count()

    def text(self, words: Any) -> str:
        """The words without any name that is left out."""
        text = str(words or "")
        for part, names in self.names.items():
            if part in self.left_out:
                places = masking.spans(text, names)
                self.taken[part] += len(places)
                text = masking.masked(text, places, signs())
        return text

    def person(self, user: Any) -> str:
        """Who did it: officers by name, judges and the applicant's side by name or by what they are."""
        if user is None:
            return gettext("the system")
        if user.pk in self.numbers and DossierPart.JUDGES in self.left_out:
            self.drop(DossierPart.JUDGES)
            return gettext("Judge %(number)d") % {"number": self.numbers[user.pk]}
        if user.pk not in self.officers and user.pk not in self.numbers and DossierPart.IDENTITY in self.left_out:
            self.drop(DossierPart.IDENTITY)
            return gettext("the applicant's side") if self._applies(user) else gettext("another person")
        return str(user)

    def _applies(self, user: Any) -> bool:
        if user.pk not in self.applicants:
            self.applicants[user.pk] = is_applicant(user, self.application)
        return self.applicants[user.pk]

    def drop(self, part: str, count: int = 1) -> None:
        self.taken[part] += count

    def omissions(self) -> list[dict[str, str]]:
        """What was left out, with why: each class that the officer chose, and what is in no dossier."""
        why = {
            DossierPart.IDENTITY: gettext("It tells who applies."),
            DossierPart.JUDGES: gettext("Judges must be able to judge without being approached."),
            DossierPart.COMPANIES: gettext("It belongs to others who are not asked about."),
            DossierPart.FILES: gettext("Files cannot be gone through word by word here; look at each before giving it out."),
        }
        rows = []
        for part in DossierPart:
            if part in self.left_out:
                places = gettext("%(label)s (places: %(count)d)") % {"label": part.label, "count": self.taken[part]}
                rows.append({"part": str(part), "what": places, "why": str(why[part])})
        if self.private_notes:
            what = gettext("Notes that judges wrote to themselves (number: %(count)d)") % {"count": self.private_notes}
            rows.append({"part": "private_notes", "what": what, "why": gettext("They are in no dossier.")})
        return rows


def _answered_names(application: Application) -> list[Name]:
    """Whatever the form asked for as identity, so that it is found in other texts, too."""
    version = application.versions.last()
    if version is None:
        return []
    keys = identity_keys(version)
    texts = [value for key, value in version.answers.items() if key in keys and isinstance(value, str)]
    return [Name(text, Kind.OTHER) for text in texts if len(text.strip()) > 1]


def _deciders(application: Application) -> set[int]:
    """Who drafted or signed, whatever became of their roles since."""
    decisions = Decision.objects.filter(application=application)
    signed = decisions.filter(steps__signed_by__isnull=False).values_list("steps__signed_by", flat=True)
    return {*decisions.values_list("drafted_by", flat=True), *signed}


def identity_keys(version: ApplicationVersion) -> set[str]:
    """The questions whose answers tell who applies, outright or nearly."""
    rows = version.form_version.questions.filter(identity_class__in=[IdentityClass.IDENTITY, IdentityClass.QUASI])
    return {str(key) for key in rows.values_list("key", flat=True)}


def _other_companies(application: Application) -> list[Name]:
    others = Organization.objects.filter(applications__round=application.round_id).exclude(pk=application.organization_id or 0)
    rows = others.distinct().values_list("name_ja", "name_kana", "name_en", "name_zh")
    return [Name(words, Kind.ORGANIZATION) for row in rows for words in row if words.strip()]
