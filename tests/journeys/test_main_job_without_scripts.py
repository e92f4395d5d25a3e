"""The main job while no script runs in anybody's window: what is lost is comfort, never a step."""

from dataclasses import replace

import pytest

from certifications.models import Application, Certificate
from organizations.models import User
from tests import selection
from tests.journeys import main_job
from tests.journeys.actors import Officer, Person
from tests.journeys.plain_actors import PlainApplicant, PlainJudge
from tests.journeys.test_main_job import STORIES as WITH_SCRIPTS

# A company's technology, a nomination, a team with a theme: the long run walks through them, too.
OTHERS = [story for story in WITH_SCRIPTS if story.slug != "kis"] if selection.SOAK else []
SUBJECTS = ["音を立てない裁断機「しずか」", "黒瀬 治（板金）", "雨を聴く庭"][: len(OTHERS)]
pytestmark = [pytest.mark.journey, pytest.mark.postgresql]
STORIES = [
    main_job.Story("kis", "kis", "片手で開く傘「ひらり」", "ひらり生活用品株式会社", "new@hirari.example", number=91),
    *(replace(story, subject=subject, number=91) for story, subject in zip(OTHERS, SUBJECTS, strict=True)),
]


@pytest.fixture
def plain(people):
    """A window in which no script runs."""
    return lambda user=None: people(user, java_script_enabled=False)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.slug)
def test_main_job_runs_to_its_end_without_scripts(city, plain, story):
    main_job.arrange(story)
    secretary, approver = (
        Officer(plain(city.user(f"{role}.{story.office}@city.example")), city) for role in ("secretary", "approver")
    )
    judges = [PlainJudge(plain(user), city) for user in main_job.new_judges(story)]
    applicant, visitor = PlainApplicant(plain(), city), Person(plain(), city)

    round_ = main_job.open_call(secretary, story)
    if User.objects.filter(email=story.signs_in).exists():
        applicant = PlainApplicant(plain(city.user(story.signs_in)), city)
    else:
        main_job.sign_up(applicant, city, story)
    receipt = main_job.apply(applicant, story, city, plain)
    main_job.screen(secretary, applicant, receipt, city)
    main_job.days_pass(round_, closes_at=-1)
    main_job.judge(secretary, judges, round_, city)
    application = Application.objects.get(receipt_number=receipt)
    main_job.decide(secretary, approver, round_)
    main_job.days_pass(round_, announces_at=-1)
    before = Certificate.objects.filter(subject=application.subject).count()
    approver.go(f"/admin/rounds/{round_.public_id}/")
    approver.verb("結果を発表する", check=["[name=seen]"])

    city.work()
    main_job.read_result(applicant, visitor, story, application)
    main_job.hold_ceremony(secretary, visitor, story, city)
    assert (before, Certificate.objects.filter(subject=application.subject).count()) == (0, 1)
