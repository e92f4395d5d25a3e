"""What a draft took over from an earlier application, in words for its own side."""

from dataclasses import dataclass

from certifications.models import Application


@dataclass(frozen=True)
class TakenOver:
    """How many answers came along; which are to be written anew; which no longer fit the form."""

    count: int
    renew: list[str]
    left: list[str]


def copied_in_words(application: Application) -> TakenOver | None:
    """None when nothing was taken over."""
    row = application.history.filter(action="application.copy").order_by("-seq").first()
    if row is None:
        return None
    labels = {str(question.key): str(question.label) for question in application.form_version.questions.all()}
    answered = {str(key) for key in application.answers.values_list("key", flat=True)}
    renew = [labels[key] for key in row.facts["renew"] if key in labels and key not in answered]
    left = [labels[key] for key in row.facts["left"] if key in labels and key not in answered]
    return TakenOver(len(row.facts["copied"]), renew, left)
