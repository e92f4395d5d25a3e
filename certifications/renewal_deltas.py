"""What a renewal says otherwise than what the certificate was issued upon, section by section."""

from collections.abc import Sequence
from dataclasses import dataclass

from certifications import reading, versions
from certifications.comparing import SAME
from certifications.contents import content_of
from certifications.models import Application, ApplicationVersion, Stage
from certifications.renewal_states import Rejudged
from certifications.states import QuestionKind
from certifications.versions import ComparedQuestion


@dataclass(frozen=True)
class Delta:
    """One section: what differs, and whether the applicant has said that nothing does."""

    code: str
    title: str
    rows: Sequence[ComparedQuestion]
    is_confirmed: bool

    @property
    def is_same(self) -> bool:
        return not self.different

    @property
    def different(self) -> list[ComparedQuestion]:
        return [row for row in self.rows if row.difference.state != SAME]

    @property
    def is_unsaid(self) -> bool:
        """Nothing has changed, and the applicant has not said so yet."""
        return self.is_same and not self.is_confirmed


def base_of(application: Application) -> ApplicationVersion | None:
    """What the certificate was issued upon; None where a list tells of it, somebody else had applied, or it is disposed of."""
    before = application.renews.application if application.renews else None
    if before is None or _party(before) != _party(application):
        return None
    version = before.versions.select_related("form_version").order_by("-seq").first()
    return None if version is None or version.emptied.exists() else version


def _party(application: Application) -> tuple[int | None, int | None, int | None]:
    return (application.organization_id, application.person_id, application.team_id)


def between(before: ApplicationVersion, now: ApplicationVersion, confirmed: frozenset[str] = frozenset()) -> list[Delta]:
    """The present form's sections, in order. Questions that only the earlier form asked are not shown: nobody can answer them."""
    compared = versions.compare(before, now)
    found = []
    for section in now.form_version.sections.order_by("order"):
        rows = [row for row in compared if row.question.section_id == section.pk]
        if rows:
            found.append(Delta(section.code, str(section.title), rows, section.code in confirmed))
    return found


def of_application(application: Application) -> list[Delta]:
    """What stands in it at this moment, as it would be submitted."""
    content = content_of(application)
    now = ApplicationVersion(
        application=application, form_version=application.form_version, answers=content.answers, files=content.files
    )
    return of_version(application, now)


def for_judges(application: Application, version: ApplicationVersion, stage: Stage) -> list[Delta]:
    """What judges of the stage see of the difference; nothing in a blind stage: what was certified before tells who applies."""
    if application.renews_id is None or stage.blind:
        return []
    sight, found = reading.of_stage(stage), []
    for delta in of_version(application, version):
        rows = [row for row in delta.rows if sight.shows(row.question) and row.question.kind != QuestionKind.CONSENT]
        if rows:
            found.append(Delta(delta.code, delta.title, rows, delta.is_confirmed))
    return found


def folded(application: Application, deltas: Sequence[Delta]) -> set[str]:
    """The sections that judges find folded, where the round's data says that only what has changed is read anew."""
    said = application.round.rules.get("renewals", {})
    return {delta.code for delta in deltas if delta.is_same} if said.get("judge") == Rejudged.CHANGED else set()


def of_version(application: Application, now: ApplicationVersion) -> list[Delta]:
    """A version, or a draft in the shape of one, against what the certificate was issued upon; empty without that."""
    before = base_of(application)
    if before is None:
        return []
    return between(before, now, frozenset(application.unchanged_sections.values_list("code", flat=True)))
