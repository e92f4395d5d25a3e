"""What the tests of stages do with a round of several stages."""

from certifications.actions import judging
from certifications.models import Assignment, Stage, StageEntry
from tests.replays import replayed

NAMES = {"ja": "段階", "en": "Stage", "zh": "阶段"}
TWO_SCORED = [
    {"code": "screening", "kind": "screening", "name": NAMES},
    {"code": "paper", "kind": "scoring", "name": NAMES, "promotes": "top", "promotion_value": 2, "hides": ["identity"]},
    {"code": "visit", "kind": "site_visit", "name": NAMES},
    {"code": "final", "kind": "final", "name": NAMES, "rubric": "final", "reviews": 1, "sections": ["product"]},
    {"code": "approval", "kind": "approval", "name": NAMES},
]


@replayed
def score(assignment, values):
    """A whole sheet, handed in."""
    assignment = Assignment.objects.select_related("application__round", "application__subject", "stage").get(pk=assignment.pk)
    judge = assignment.judge
    judging.pledge(assignment.application.round, by=judge)
    review = judging.open_sheet(assignment, by=judge)
    for criterion in review.rubric_version.criteria.all():
        judging.score(assignment, criterion, values, by=judge)
    judging.submit(assignment, by=judge)


def stage_of(round_, kind):
    return Stage.objects.select_related("round__program").get(round=round_, kind=kind)


def states(round_):
    return list(round_.stages.values_list("kind", "state"))


def by_case(stage):
    return dict(StageEntry.objects.filter(stage=stage).values_list("application__subject__name_ja", "state"))
