"""The main job in each of the four programs, in Japanese and by browser: from the call to the certificate that all can see."""

import pytest

from certifications.models import Application, Certificate
from tests.journeys.actors import Applicant, Judge, Officer, Person
from tests.journeys.main_job import (
    Story,
    apply,
    arrange,
    days_pass,
    decide,
    hold_ceremony,
    judge,
    new_judges,
    open_call,
    read_result,
    screen,
    sign_up,
)

pytestmark = [pytest.mark.journey, pytest.mark.postgresql]
STORIES = [
    Story("kis", "kis", "歩行を助ける杖「そえて」", "そえて福祉機器株式会社", "new@soete.example"),
    Story("monozukuri-brand", "brand", "刃を替えない切断機「ひと息」", "菅生工具", "owner@sugao-tools.example"),
    Story(
        "meister",
        "meister",
        "白鳥 研二（金属研磨）",
        "個人として",
        "nominator@takumi.example",
        {"nominates": "other", "candidate_email": "designer6@designers.example"},
    ),
    Story(
        "design-competition",
        "design",
        "風の通り道",
        "複数の方によるチーム",
        "designer2@designers.example",
        {"team_name": "みなと意匠", "team_members": "designer3@designers.example"},
    ),
]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.slug)
def test_main_job_runs_from_the_call_to_the_register(city, people, story):
    arrange(story)
    secretary = Officer(people(city.user(f"secretary.{story.office}@city.example")), city)
    approver = Officer(people(city.user(f"approver.{story.office}@city.example")), city)
    visitor, rival = Person(people(), city), Person(people(city.user("owner@minato-lift.example")), city)
    judges = [Judge(people(user), city) for user in new_judges(story)]
    applicant = Applicant(people(), city)

    round_ = open_call(secretary, story)
    sign_up(applicant, city, story) if story.slug == "kis" else city.enter(applicant.page.context, city.user(story.signs_in))
    receipt = apply(applicant, story, city, people)
    screen(secretary, applicant, receipt, city)
    days_pass(round_, closes_at=-1)
    judge(secretary, judges, round_, city)
    application = Application.objects.get(receipt_number=receipt)
    secret = [applicant.address, f"{applicant.address}receipt/", "/my/"]
    public = [f"/programs/{story.slug}/", f"/brands/?q={story.subject}", f"/search/?q={story.subject}", "/"]
    before = applicant.seen(secret), visitor.seen(public), rival.seen([applicant.address])
    decide(secretary, approver, round_)
    after = applicant.seen(secret), visitor.seen(public), rival.seen([applicant.address])

    assert after == before
    assert rival.go(applicant.address).status == 404
    assert visitor.page.context.request.get(city.url + applicant.address, max_redirects=0).status == 302
    assert story.subject not in "".join(words for _status, words in after[1].values()).replace(f"「{story.subject}」", "")
    assert not Certificate.objects.filter(subject=application.subject).exists()

    days_pass(round_, announces_at=-1)
    approver.go(f"/admin/rounds/{round_.public_id}/")
    approver.verb("結果を発表する", check=["[name=seen]"])
    city.work()
    read_result(applicant, visitor, story, application)
    hold_ceremony(secretary, visitor, story, city)
