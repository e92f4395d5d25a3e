"""What applicants see of their own deadline: the same everywhere, also in the countdown."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from certifications.actions import answering, extensions
from certifications.models import Application, prospectus
from certifications.refusals import NotOpenForChange
from home import clock
from home.dates import exact_time, machine_time
from tests.certifications import making
from tests.home import samples

pytestmark = pytest.mark.django_db
UNTIL = r"(?:deadline|closes?_at|offer_until|change_until|due_on|answer_until|extension\.(?:until|before)|offer\.until)"
WITHOUT_ZONE = re.compile(UNTIL + r"\|(?:moment|day|date|clock_time)\b")
LATER = making.CLOSES + timedelta(days=7)


@pytest.fixture
def extended(open_round, filled, secretary):
    extensions.grant(open_round, application=filled, until=LATER, reason="入院のため", by=secretary)
    return filled


@pytest.mark.parametrize("name", ["application", "check"])
def test_pages_count_down_to_the_applications_own_deadline(extended, owner, as_user, to, name):
    with clock.at(making.CLOSES + timedelta(days=1)):
        page = as_user(owner).get(to(name, extended)).content.decode()

    assert f'data-until="{exact_time(LATER)}"' in page
    assert machine_time(making.CLOSES) not in page


def test_who_comes_too_late_reads_by_which_instant_it_was_judged(filled, owner, as_user, to):
    with clock.at(making.CLOSES + timedelta(milliseconds=482)):
        response = as_user(owner).post(to("check", filled))

    assert response.status_code == 409
    assert "2026年12月1日(火) 17:00:00.482</time>" in response.content.decode()


def test_my_page_names_it(extended, owner, as_user):
    with clock.at(making.CLOSES + timedelta(days=1)):
        page = as_user(owner).get("/my/").content.decode()

    assert machine_time(LATER) in page
    assert "期限を過ぎました" not in page


def test_history_tells_that_the_office_gave_time(extended, owner, as_user, to):
    page = as_user(owner).get(to("application", extended)).content.decode()

    assert "事務局が提出期限を延ばしました" in page


def test_a_draft_with_more_time_is_submitted_after_the_rounds_close(extended, owner, as_user, to):
    with clock.at(LATER - timedelta(minutes=1)):
        response = as_user(owner).post(to("check", extended))

    assert response.url == to("receipt", extended)


def test_public_page_shows_the_rounds_new_deadline(open_round, program, secretary):
    extensions.grant(open_round, until=LATER, reason="大雪のため", by=secretary)

    with clock.at(making.CLOSES + timedelta(days=1)):
        page = prospectus.compiled(program, clock.now())

    assert (page.phase, page.round.closes_at) == ("open", LATER)
    assert page.schedule.bars[0].end == LATER.astimezone(clock.TOKYO).date()


def test_the_transaction_of_a_submission_begins_before_anything_else_is_asked(client, filled, owner):
    client.force_login(owner)

    with CaptureQueriesContext(connection) as asked:
        client.post(reverse("certifications:check", args=[filled.public_id]))

    begins = [number for number, query in enumerate(asked.captured_queries) if query["sql"].startswith("SAVEPOINT")]
    assert begins[0] == 0
    assert Application.objects.get(pk=filled.pk).state == "submitted"


def told_without_zone(path):
    """Lines of a page or a letter that name a deadline without its zone. A subject has no room for it: the letter names it."""
    return [
        line for line in path.read_text(encoding="utf-8").splitlines() if "Subject:" not in line and WITHOUT_ZONE.search(line)
    ]


def test_no_page_or_letter_names_a_deadline_without_japan_time():
    root = Path(__file__).parents[3] / "templates"
    # Officers sit in Japan, and so does who is written to by post.
    told = [path for path in root.rglob("*.*") if not {"desk", "wagtailadmin"} & set(path.parts) and "_by_post" not in path.name]

    assert [str(path.relative_to(root)) for path in told if told_without_zone(path)] == []


@pytest.mark.parametrize(("language", "zone"), [("ja", "（日本時間）"), ("en", " (Japan time)"), ("zh-hans", "（日本时间）")])
@pytest.mark.parametrize("page", ["/my/", "application", "check", "/programs/kis/apply/"])
def test_every_deadline_on_a_page_stands_with_japan_time(filled, owner, as_user, to, page, language, zone):
    address = page if page.startswith("/") else to(page, filled)
    prefix = "" if language == "ja" else f"/{language}"

    shown = as_user(owner).get(prefix + address).content.decode()

    deadlines = re.findall(r'<span class="deadline".*?<time[^>]*>(.*?)</time>', shown)
    assert (len(deadlines) > 0, [each for each in deadlines if not each.endswith(zone)]) == (True, [])


def test_file_sent_whole_counts_by_the_instant_at_which_its_request_began(filled, owner):
    question = filled.form_version.questions.filter(kind="file").first()
    before = set(filled.attachments.present())

    with clock.at(making.CLOSES + timedelta(seconds=10)):
        with pytest.raises(NotOpenForChange):
            answering.attach(filled, question.key, SimpleUploadedFile("資料.pdf", samples.pdf()), by=owner)
        added = answering.attach(
            filled,
            question.key,
            SimpleUploadedFile("資料.pdf", samples.pdf()),
            by=owner,
            began=making.CLOSES - timedelta(seconds=1),
        )

    assert set(filled.attachments.present()) - before == {added}


@pytest.fixture
def slow_check(monkeypatch):
    """The clock stands at the last second until a file has been looked at; then the close has passed."""
    moment = [making.CLOSES - timedelta(seconds=1)]
    store = answering.files.store

    def look(*args, **kwargs):
        moment[0] = making.CLOSES + timedelta(seconds=20)
        return store(*args, **kwargs)

    monkeypatch.setattr(clock, "transaction_now", lambda: moment[0])
    monkeypatch.setattr(answering.files, "store", look)


@pytest.mark.parametrize("way", ["page", "script"])
def test_files_that_are_looked_at_for_long_count_by_when_their_request_began(filled, owner, as_user, to, slow_check, way):
    question = filled.form_version.questions.filter(kind="file").first()
    before = set(filled.attachments.present())
    papers = [SimpleUploadedFile(f"{number}.pdf", samples.pdf()) for number in range(2 if way == "page" else 1)]
    page = to("section", filled, question.section.code)
    address, field = (page, f"f-{question.key}") if way == "page" else (to("attach", filled, question.key), "file")

    response = as_user(owner).post(address, {field: papers})
    after = as_user(owner).post(address, {field: SimpleUploadedFile("遅.pdf", samples.pdf())})

    added = set(filled.attachments.present()) - before
    assert (response.status_code, sorted(each.name for each in added)) == (
        302 if way == "page" else 200,
        [each.name for each in papers],
    )
    assert after.status_code in {403, 409}
