"""Whether an answer may stand at its question, before it is kept."""

from typing import Any

from certifications import answers as calculation
from certifications.models import Question
from certifications.refusals import AnswerWrong, TermsChanged
from certifications.states import QuestionKind


def fits(question: Question, value: Any) -> bool:
    """Whether a draft may hold the answer: what can still become right is kept."""
    return _unfit(question, value) is None


def must_fit(question: Question, value: Any) -> None:
    """Raises AnswerWrong for what can never be right."""
    if (problem := _unfit(question, value)) is not None:
        raise AnswerWrong(problem)


def must_have_read(question: Question, value: Any, terms: str | None) -> None:
    """Raises TermsChanged when somebody agrees to other words than stand there now; `terms` as in `answering.Change`."""
    if question.kind == QuestionKind.CONSENT and value is True and terms not in (None, question.terms):
        raise TermsChanged


def _unfit(question: Question, value: Any) -> calculation.Problem | None:
    problem = calculation.problem_of(question.rule, value)
    if problem and (problem.code not in calculation.KEPT_IN_DRAFTS or (isinstance(value, str) and len(value) > calculation.MOST)):
        return problem
    return None
