"""A running round takes up a newer edition; drafts move with their answers."""

import pytest
from django.core.exceptions import PermissionDenied

from certifications import tasks
from certifications.actions import answering, applications, form_adoptions, form_versions
from certifications.models import Answer, Application, SetAside
from certifications.refusals import PlanChanged, VersionUnfit, WrongStage
from home import clock
from home.models import Letter
from tests.certifications import making
from tests.home import samples

pytestmark = pytest.mark.django_db
ADOPTION_QUERIES = 13


def again(record):
    return type(record).objects.get(pk=record.pk)


def edition(program, by, *edits):
    """A published edition: the newest one, changed by each of `edits(version, row_version)`."""
    version = form_versions.begin(program, by=by)
    for edit in edits:
        edit(version, {"row_version": again(version).row_version, "by": by})
    return form_versions.publish(version, row_version=again(version).row_version, by=by)


def adding(label, **facts):
    row = {"kind": "short_text", "label": {"ja": label}} | facts
    return lambda version, who: form_versions.add_questions(version, version.sections.first().code, [row], **who)


def without(key):
    return lambda version, who: form_versions.remove_question(version, key, **who)


def changing(key, **facts):
    return lambda version, who: form_versions.change_question(version, key, facts, **who)


def adopt(round_, version, by):
    form_adoptions.adopt(round_, version, seen_as=form_adoptions.seen(again(round_), version), by=by)


def question(draft, kind, number=0):
    return draft.form_version.questions.filter(kind=kind).order_by("order")[number]


def test_a_draft_of_the_first_edition_survives_the_second_and_third(open_round, program, secretary, draft, owner):
    text, long = question(draft, "short_text"), question(draft, "long_text")
    price = question(draft, "yen")
    answering.save(draft, text.key, "ORU", read_version=0, by=owner)
    answering.save(draft, long.key, "特長です", read_version=0, by=owner)
    answering.save(draft, price.key, 128000, read_version=0, by=owner)
    second = edition(program, secretary, adding("新しい問い", required=True), without(str(long.key)))
    adopt(open_round, second, secretary)
    third = edition(program, secretary, changing(str(price.key), kind="short_text"), adding("もう一つ"))
    adopt(open_round, third, secretary)

    draft = again(draft)
    values = {str(answer.key): answer.value for answer in draft.answers.all()}
    assert draft.form_version == third
    assert draft.round.form_version == third
    assert values == {str(text.key): "ORU", str(long.key): "特長です", str(price.key): "128000"}
    assert list(draft.set_aside.values_list("key", "value")) == [(price.key, 128000)]


def test_an_answer_comes_back_with_its_question(open_round, program, secretary, draft, owner):
    first, long = draft.form_version, question(draft, "long_text")
    answering.save(draft, long.key, "特長です", read_version=0, by=owner)
    adopt(open_round, edition(program, secretary, changing(str(long.key), kind="date")), secretary)
    aside = again(draft).answers.get(key=long.key).value
    adopt(open_round, edition(program, secretary, changing(str(long.key), kind="long_text")), secretary)

    assert aside is None
    assert again(draft).answers.get(key=long.key).value == "特長です"
    assert first.questions.get(key=long.key).kind == "long_text"


def test_a_submitted_application_stays_on_its_edition(open_round, program, secretary, submitted):
    first = submitted.form_version

    adopt(open_round, edition(program, secretary, adding("新しい問い")), secretary)

    assert again(submitted).form_version == first
    assert again(submitted).state == "submitted"


def test_writers_get_a_letter_only_when_something_new_is_required(open_round, program, secretary, draft, editor, viewer):
    adopt(open_round, edition(program, secretary, adding("任意の問い")), secretary)
    quiet = Letter.objects.filter(kind="certifications/form_changed").count()
    adopt(open_round, edition(program, secretary, adding("必須の問い", required=True)), secretary)
    letters = Letter.objects.filter(kind="certifications/form_changed")

    assert quiet == 0
    assert sorted(letter.address for letter in letters) == ["editor@people.example", "owner@people.example"]
    assert all("必須の問い" in letter.text and "任意の問い" not in letter.text for letter in letters)


def test_the_plan_counts_drafts_and_writes_nothing(open_round, program, secretary, draft, owner, submitted):
    text = question(draft, "short_text")
    answering.save(draft, text.key, "ORU", read_version=0, by=owner)
    version = edition(program, secretary, without(str(text.key)))

    plan = form_adoptions.preview(again(open_round), version)

    removed = [(row.change, count) for row, count in plan.rows if row.key == str(text.key)]
    assert (plan.drafts, plan.staying, removed) == (1, 1, [("removed", 1)])
    assert again(draft).form_version != version


def test_new_facts_on_record_are_filled_in_when_a_draft_moves(open_round, program, secretary, draft, company):
    version = edition(program, secretary, adding("申請者名", prefill="organization.name"))

    adopt(open_round, version, secretary)

    key = version.questions.get(label_ja="申請者名").key
    assert again(draft).answers.get(key=key).value == company.name_ja


def test_many_drafts_move_by_a_job(open_round, program, secretary, draft, monkeypatch):
    monkeypatch.setattr(form_adoptions, "MOST_AT_ONCE", 0)
    version = edition(program, secretary, adding("新しい問い"))
    adopt(open_round, version, secretary)
    waiting = list(form_adoptions.waiting(again(open_round)))

    tasks.move_drafts.func(str(open_round.public_id))
    tasks.move_drafts.func(str(open_round.public_id))

    assert waiting == [draft]
    assert again(draft).form_version == version
    assert again(draft).history.filter(action="application.move_form", by=secretary).count() == 1


def test_drafts_whose_job_was_lost_move_when_the_worker_comes_round(open_round, program, secretary, draft, monkeypatch):
    monkeypatch.setattr(form_adoptions, "MOST_AT_ONCE", 0)
    version = edition(program, secretary, adding("新しい問い"))
    adopt(open_round, version, secretary)

    tasks.move_waiting_drafts.func()
    moved = again(draft).form_version
    again_moved = form_adoptions.move_all_waiting()

    assert (moved, again_moved) == (version, 0)


def test_moving_keeps_what_the_applicant_saves_afterwards(open_round, program, secretary, draft, owner):
    text = question(draft, "short_text")
    answer = answering.save(draft, text.key, "旧", read_version=0, by=owner)
    adopt(
        open_round,
        edition(program, secretary, changing(str(text.key), label={"ja": "製品の名前", "en": "", "zh": ""})),
        secretary,
    )

    answering.save(again(draft), text.key, "新", read_version=answer.version, by=owner)

    assert again(draft).answers.get(key=text.key).value == "新"


def test_a_plan_that_has_changed_is_not_carried_out(open_round, program, secretary, draft):
    seen_as = form_adoptions.seen(open_round, edition(program, secretary, adding("一")))
    newer = edition(program, secretary, adding("二"))

    with pytest.raises(PlanChanged):
        form_adoptions.adopt(open_round, newer, seen_as=seen_as, by=secretary)


def test_only_a_published_edition_of_the_same_program_is_taken_up(open_round, program, secretary):
    unpublished = form_versions.begin(program, by=secretary)
    other = making.program("meister").form_versions.get()

    for version in (unpublished, other, open_round.form_version):
        with pytest.raises(VersionUnfit):
            adopt(open_round, version, secretary)


def test_a_round_in_judging_keeps_its_form(in_judging, open_round, program, secretary):
    with clock.at(making.JUDGING):
        version = edition(program, secretary, adding("遅い問い"))

        with pytest.raises(WrongStage):
            adopt(open_round, version, secretary)


@pytest.mark.parametrize("who", ["approver", "owner", "stranger", None])
def test_only_the_secretariat_has_a_round_take_up_an_edition(open_round, program, secretary, who, request):
    version = edition(program, secretary, adding("新しい問い"))
    by = request.getfixturevalue(who) if who else None

    with pytest.raises(PermissionDenied):
        adopt(open_round, version, by)


def test_a_new_draft_begins_on_the_edition_that_was_taken_up(open_round, program, secretary, company, owner):
    version = edition(program, secretary, adding("新しい問い"))
    adopt(open_round, version, secretary)

    begun = applications.begin(again(open_round), names={"name_ja": "製品二"}, by=owner, organization=company)

    assert begun.form_version == version
    assert Application.objects.get(pk=begun.pk).answers.count() == Answer.objects.count() == 0
    assert SetAside.objects.count() == 0


def taking_over(key, **facts):
    """A question of its own in the place of the one with this key, which goes."""

    def edit(version, who):
        row = {"kind": "picture", "label": {"ja": "外観の写真"}, "made_from": [key]} | facts
        form_versions.add_questions(version, version.sections.first().code, [row], **who)
        form_versions.remove_question(version, key, row_version=again(version).row_version, by=who["by"])

    return edit


def test_files_follow_the_question_that_takes_the_place_of_theirs(open_round, program, secretary, draft, owner):
    picture = question(draft, "picture")
    making.put_file(draft, picture, owner, name="写真.jpg", data=samples.picture())
    newer = edition(program, secretary, taking_over(str(picture.key), accept=picture.accept))
    key = newer.questions.get(label_ja="外観の写真").key

    adopt(open_round, newer, secretary)

    files = draft.attachments.filter(key=key, removed_at=None)
    assert [(file.name, file.added_by) for file in files] == [("写真.jpg", owner)]


def test_what_was_taken_out_on_purpose_does_not_come_back(open_round, program, secretary, draft, owner):
    long = question(draft, "long_text")
    answering.save(draft, long.key, "特長です", read_version=0, by=owner)
    adopt(open_round, edition(program, secretary, changing(str(long.key), kind="date")), secretary)
    adopt(open_round, edition(program, secretary, changing(str(long.key), kind="long_text")), secretary)
    answer = again(draft).answers.get(key=long.key)
    answering.save(again(draft), long.key, "", read_version=answer.version, by=owner)

    adopt(open_round, edition(program, secretary, adding("別の問い")), secretary)

    assert again(draft).answers.get(key=long.key).value in (None, "")
    assert not again(draft).set_aside.exists()


def test_the_office_moves_a_draft_without_a_name(open_round, program, secretary, draft, owner):
    long = question(draft, "long_text")
    answering.save(draft, long.key, "特長です", read_version=0, by=owner)

    adopt(open_round, edition(program, secretary, changing(str(long.key), kind="date")), secretary)

    assert again(draft).answers.get(key=long.key).changed_by is None
    assert again(draft).history.get(action="application.move_form").by == secretary
