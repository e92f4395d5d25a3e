"""The main job while no script runs in anybody's window: what is lost is comfort, never a step."""

import pytest

from certifications.models import Application, Certificate
from tests.journeys import main_job
from tests.journeys.actors import Officer, Person
from tests.journeys.plain_actors import PlainApplicant, PlainJudge

pytestmark = [pytest.mark.journey, pytest.mark.postgresql]
STORY = main_job.Story("kis", "kis", "片手で開く傘「ひらり」", "ひらり生活用品株式会社", "new@hirari.example", number=91)


@pytest.fixture
def plain(people):
    """A window in which no script runs."""
    return lambda user=None: people(user, java_script_enabled=False)


def test_main_job_runs_to_its_end_without_scripts(city, plain):
    main_job.arrange(STORY)
    secretary, approver = (Officer(plain(city.user(f"{role}.kis@city.example")), city) for role in ("secretary", "approver"))
    judges = [PlainJudge(plain(user), city) for user in main_job.new_judges(STORY)]
    applicant, visitor = PlainApplicant(plain(), city), Person(plain(), city)

    round_ = main_job.open_call(secretary, STORY)
    main_job.sign_up(applicant, city, STORY)
    receipt = main_job.apply(applicant, STORY, city, plain)
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
    main_job.read_result(applicant, visitor, STORY, application)
    main_job.hold_ceremony(secretary, visitor, STORY, city)
    assert (before, Certificate.objects.filter(subject=application.subject).count()) == (0, 1)
