"""What is wrong with an answer, in words that say how to mend it."""

from typing import Any

from django.utils.translation import gettext as _

from certifications.answers import Problem
from certifications.models import Question
from certifications.states import QuestionKind
from home.characters import count_characters

MISSING = {
    QuestionKind.CHOICE: lambda: _("Please choose one."),
    QuestionKind.MANY: lambda: _("Please choose at least one."),
    QuestionKind.FILE: lambda: _("Please add a file."),
    QuestionKind.PICTURE: lambda: _("Please add a picture."),
    QuestionKind.TABLE: lambda: _("Please fill in at least one row."),
    QuestionKind.CONSENT: lambda: _("Please read this and, if you agree, tick the box."),
}


def words(problem: Problem, question: Question, value: Any) -> str:
    """One sentence for the person who fills in the form; of a table with the place."""
    if problem.row is not None:
        column = next(column for column in question.columns_in_words if column["code"] == problem.column)
        place = _("Row %(row)d, “%(column)s”:") % {"row": problem.row, "column": column["label"]}
        return f"{place} {_sentence(problem, question, value)}"
    return _sentence(problem, question, value)


def _sentence(problem: Problem, question: Question, value: Any) -> str:
    match problem.code:
        case "missing":
            return MISSING.get(QuestionKind(question.kind), lambda: _("Please answer this question."))()
        case "cell_missing":
            return _("Please fill in this cell.")
        case "too_few_rows":
            return _("Please fill in at least %(limit)d rows.") % {"limit": problem.limit}
        case "too_many_rows":
            return _("Please fill in at most %(limit)d rows.") % {"limit": problem.limit}
        case "not_a_table":
            return _("This table could not be read. Please reload the page.")
        case "too_long" if problem.row is not None:
            return _("Please shorten this to at most %(limit)d characters.") % {"limit": problem.limit}
        case "too_long":
            facts = {"limit": problem.limit, "count": count_characters(str(value))}
            return _("Please shorten the text to at most %(limit)d characters (it has %(count)d).") % facts
        case "too_small":
            return _("Please enter a number of %(limit)d or more.") % {"limit": problem.limit}
        case "too_large":
            return _("Please enter a number of %(limit)d or less.") % {"limit": problem.limit}
        case "not_a_url":
            return _("Please enter the whole address, beginning with https://.")
        case "not_a_date":
            return _("Please enter the date like 2026/4/1 or 令和8年4月1日.")
        case "not_a_number":
            return _("Please enter a whole number.")
    return _("Please choose one of the answers offered.")
