"""The screening queue, the corrected points, several cases at once, and versions at the desk."""

from datetime import timedelta

import pytest
from django.urls import reverse

from certifications import clocks, next_steps
from certifications.actions import corrections, handling, messages, rechecks, screening
from certifications.models import Round
from certifications.viewsets import screening as screening_desk
from certifications.viewsets.dashboard import due_of
from home import clock
from tests.certifications import making
from tests.certifications.deciding import again

pytestmark = pytest.mark.django_db
QUEUE, SEVERAL = "/admin/cases/screening/", "/admin/cases/screening/several/"


def address(case, verb="detail"):
    return reverse(f"cases:{verb}", args=[case.public_id])


@pytest.fixture
def question(submitted):
    return submitted.form_version.questions.filter(kind="long_text").order_by("section__order", "order").first()


@pytest.fixture
def corrected(submitted, question, secretary, owner):
    """One point, answered, handed in again."""
    request = corrections.request(submitted, {str(question.key): "詳しく"}, due_on=making.DUE, by=secretary)
    corrections.reply(request.items.get(), text="このままです。", by=owner)
    corrections.resubmit(submitted, by=owner)
    return submitted


def test_queue_shows_own_programs_only_and_who_has_how_much(at_desk, submitted, owner, program, secretary):
    messages.post(submitted, body="質問です。", by=owner)
    handling.hand_over(submitted, secretary, by=secretary)
    elsewhere = making.office(making.program("meister"), "elsewhere")

    mine = at_desk(secretary).get(QUEUE).context
    theirs = at_desk(elsewhere).get(QUEUE).context

    assert [(row.application, row.unread, row.answered) for row in mine["rows"]] == [(submitted, 1, 0)]
    assert [(load.person, load.count) for load in mine["loads"]] == [(secretary, 1)]
    assert (theirs["rows"], theirs["loads"]) == ([], [])


def test_queue_is_filtered_by_who_handles_it(at_desk, submitted, secretary):
    client = at_desk(secretary)

    before = [len(client.get(QUEUE, {"who": who}).context["rows"]) for who in ("mine", "nobody", "all", "strange")]
    client.post(QUEUE, {"take": str(submitted.public_id)})
    after = [len(client.get(QUEUE, {"who": who}).context["rows"]) for who in ("mine", "nobody", "all")]

    assert (before, after, again(submitted).handler) == ([0, 1, 1, 1], [1, 0, 1], secretary)


def test_queue_and_bulk_are_closed_to_approvers_and_takers_of_other_programs(at_desk, submitted, approver):
    elsewhere = making.office(making.program("meister"), "elsewhere")

    refused = [at_desk(approver).get(path).status_code for path in (QUEUE, SEVERAL)]
    hidden = at_desk(elsewhere).post(QUEUE, {"take": str(submitted.public_id)}).status_code

    assert (refused, hidden, again(submitted).handler) == ([302, 302], 404, None)


@pytest.mark.parametrize("count", [1, 3])
def test_queue_asks_the_same_number_of_questions_for_one_and_for_three(
    at_desk, open_round, owner, company, secretary, count, django_assert_max_num_queries
):
    for number in range(count):
        making.submitted(open_round, owner, organization=company, name=f"製品{number}")
    client = at_desk(secretary)
    client.get(QUEUE)

    with django_assert_max_num_queries(34):
        response = client.get(QUEUE)

    assert len(response.context["rows"]) == count


def test_queue_shows_fifty_cases_a_page_and_counts_the_loads_of_all(at_desk, open_round, owner, company, secretary, monkeypatch):
    monkeypatch.setattr(screening_desk, "ROWS_A_PAGE", 2)
    for number in range(3):
        making.submitted(open_round, owner, organization=company, name=f"製品{number}")
    client = at_desk(secretary)

    first, second, beyond = (client.get(QUEUE, {"p": page}) for page in ("1", "2", "99"))

    assert [len(each.context["rows"]) for each in (first, second, beyond)] == [2, 1, 1]
    assert [load.count for load in second.context["loads"]] == [3]
    assert 'aria-current="page">2<' in second.content.decode()


def test_queue_looks_at_every_clock_once(at_desk, open_round, owner, company, secretary, monkeypatch):
    for number in range(3):
        making.submitted(open_round, owner, organization=company, name=f"製品{number}")
    looked, clock_of = [], clocks.clock_of
    monkeypatch.setattr(clocks, "clock_of", lambda case, closed: looked.append(case.pk) or clock_of(case, closed))

    at_desk(secretary).get(QUEUE)

    assert len(looked) == len(set(looked)) == 3


def test_marked_answers_open_with_reasons_and_a_proposal(at_desk, submitted, question, secretary):
    client, key = at_desk(secretary), str(question.key)
    page = client.get(address(submitted)).content.decode()
    form = client.get(address(submitted, "ask_corrections"), {"mark": key}).context["form"]
    sent = {"mark": key, "due_on": "2026-11-30", f"{key}-code": "unclear", f"{key}-proposal": "事務局の案です。"}

    client.post(address(submitted, "ask_corrections"), sent)

    item = again(submitted).correction_requests.get().items.get()
    assert f'name="mark" value="{key}"' in page
    assert ([point.key for point in form.points], item.code, item.proposed_value) == ([key], "unclear", "事務局の案です。")


def test_an_untouched_proposal_proposes_nothing(at_desk, submitted, question, secretary):
    client, key = at_desk(secretary), str(question.key)
    value = submitted.answers.get(key=question.key).value
    sent = {"mark": key, "due_on": "2026-11-30", key: "詳しく", f"{key}-proposal": value}

    client.post(address(submitted, "ask_corrections"), sent)

    assert again(submitted).correction_requests.get().items.get().proposed_value is None


def test_corrected_points_are_looked_at_one_by_one(at_desk, corrected, secretary):
    client = at_desk(secretary)
    item = rechecks.waiting(corrected).items.get()

    page = client.get(address(corrected, "recheck")).content.decode()
    unsaid = client.post(address(corrected, "recheck"), {})
    wordless = client.post(address(corrected, "recheck"), {f"verdict-{item.pk}": "again"})
    waits = again(item).verdict
    done = client.post(address(corrected, "recheck"), {f"verdict-{item.pk}": "accepted"})

    assert ("このままです。" in page, unsaid.status_code, wordless.status_code, waits) == (True, 200, 200, "")
    assert (done.status_code, again(item).verdict, rechecks.waiting(corrected)) == (302, "accepted", None)
    assert client.get(address(corrected)).context["step"].verb == "checklist"


def test_asking_again_sends_the_case_back_with_that_point(at_desk, corrected, secretary):
    item = rechecks.waiting(corrected).items.get()
    sent = {f"verdict-{item.pk}": "again", f"words-{item.pk}": "数値も", "due_on": "2026-11-29"}

    at_desk(secretary).post(address(corrected, "recheck"), sent)

    assert (again(corrected).state, corrected.correction_requests.get(state="open").items.get().message) == (
        "correction",
        "数値も",
    )


def test_several_cases_need_a_summary_and_tell_what_came_of_it(at_desk, open_round, owner, company, secretary):
    ready, failing = (making.submitted(open_round, owner, organization=company, name=name) for name in ("甲", "乙"))
    lines = [row["code"] for row in open_round.rules["checklist"]]
    for case, passed in ((ready, True), (failing, False)):
        for code in lines:
            screening.check(case, code, passed=passed or code != lines[0], by=secretary)
    client, ids = at_desk(secretary), [str(ready.public_id), str(failing.public_id)]
    sent = {"case": ids, f"verb-{ids[0]}": "accept", f"verb-{ids[1]}": "not_met"}

    wordless = client.post(SEVERAL, sent | {"go": "do"})
    summary = client.post(SEVERAL, sent | {"go": "summary", f"note-{ids[1]}": "市外です。"})
    states = [again(case).state for case in (ready, failing)]
    done = client.post(SEVERAL, sent | {"go": "do", f"note-{ids[1]}": "市外です。"})

    assert (wordless.status_code, states) == (400, ["submitted", "submitted"])
    assert [count for _words, count in summary.context["summary"]] == [1, 1, 0]
    assert [row["settled"].done for row in done.context["results"]] == [True, True]
    assert (again(ready).state, again(failing).decision.outcome) == ("in_review", "ineligible")


def test_foreign_cases_are_not_among_the_chosen(at_desk, submitted):
    elsewhere = making.office(making.program("meister"), "elsewhere")

    response = at_desk(elsewhere).post(SEVERAL, {"case": str(submitted.public_id), "go": "do"})

    assert (response.context["results"], again(submitted).state) == ([], "submitted")


def test_versions_are_compared_and_the_chain_is_told(at_desk, corrected, secretary, approver):
    shown = [at_desk(user).get(address(corrected, "compare")) for user in (secretary, approver)]

    assert [(page.context["pair"].old.seq, page.context["chain"].unbroken) for page in shown] == [(1, True), (1, True)]
    assert "改変なし" in shown[0].content.decode()


def test_handler_is_chosen_among_colleagues(at_desk, submitted, program, secretary, owner):
    colleague = making.office(program, "colleague")
    client = at_desk(secretary)

    client.post(address(submitted, "hand_over"), {"handler": str(colleague.public_id)})
    first = again(submitted).handler
    refused = client.post(address(submitted, "hand_over"), {"handler": str(owner.public_id)})

    assert (first, refused.status_code, again(submitted).handler) == (colleague, 200, colleague)


def test_message_is_begun_from_a_template_previewed_kept_and_sent(at_desk, submitted, secretary):
    client, url = at_desk(secretary), address(submitted, "write_message")

    client.post(url, {"template": "papers", "go": "take"})
    kept = submitted.message_drafts.get().body
    preview = client.post(url, {"body": kept, "go": "preview"})
    unsent = submitted.messages.count()
    client.post(url, {"body": kept})

    assert "{receipt}" in kept
    assert "受付番号 KIS2026-0001" in preview.context["preview"]
    assert (unsent, submitted.messages.get().body.count("KIS2026-0001"), submitted.message_drafts.count()) == (0, 1, 0)


def test_message_with_nothing_to_fill_in_is_not_sent(at_desk, submitted, secretary):
    response = at_desk(secretary).post(address(submitted, "write_message"), {"body": "{due}まで"})

    assert (response.status_code, submitted.messages.count()) == (200, 0)
    assert "{due}" in response.context["form"].non_field_errors()[0]


def test_file_of_a_foreign_draft_is_not_there(at_desk, submitted, program, secretary):
    colleague = making.office(program, "colleague")
    stored = making.put_file(submitted, submitted.form_version.questions.filter(kind="file").first(), secretary).file
    row = messages.keep_draft(submitted, body="x", by=secretary).files.create(file=stored, name="a.pdf")

    url = f"{address(submitted, 'message_file')}?id={row.public_id}"
    found = [at_desk(user).get(url).status_code for user in (secretary, colleague)]

    assert found == [200, 404]


def test_an_overdue_correction_stands_among_what_is_due(at_desk, submitted, question, secretary):
    corrections.request(submitted, {str(question.key): "詳しく"}, due_on=making.DURING.date() + timedelta(days=2), by=secretary)
    found = {}
    for days in (2, 3):
        with clock.at(making.DURING + timedelta(days=days)):
            running = Round.objects.running()
            steps = [(round_, next_steps.of_round(round_, secretary)) for round_ in running]
            found[days] = [due.url for due in due_of(secretary, steps) if due.url == address(submitted)]

    assert found == {2: [], 3: [address(submitted)]}
