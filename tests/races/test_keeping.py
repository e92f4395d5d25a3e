"""Typing against folding, a hold against a disposal, putting back against letting go, a download against the disposal."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from certifications.actions import answering, disposals, holds, removed_files, sittings
from certifications.models import Answer, AnswerRevision, Attachment, Round
from certifications.refusals import FileLetGo
from home import clock
from home.actions import files
from tests.certifications import disposing, making
from tests.races.cities import ROUNDS, again
from tests.races.crowd import refusals, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
TEXT = "立ち上がりが不安な方が、座ったまま片手で折りたためます。"
WEEK = making.DURING + timedelta(days=7)


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_typing_against_two_folders_loses_nothing_that_stays(city, _round):
    draft = making.draft(city.round(), city.owner, organization=city.company)
    key = draft.form_version.questions.filter(kind="long_text").first().key
    for number in range(1, 20):
        with clock.at(making.DURING + timedelta(seconds=4 * number)):
            answering.save(draft, key, TEXT[:number], read_version=number - 1, by=city.owner)

    with clock.at(WEEK):
        outcomes = together(
            sittings.fold_due,
            sittings.fold_due,
            lambda: answering.save(again(draft), key, TEXT, read_version=19, by=city.owner),
        )

    kept = AnswerRevision.objects.filter(application=draft, key=key).order_by("version").values_list("version", flat=True)
    answer = Answer.objects.get(application=draft, key=key)
    assert (refusals(outcomes), sorted(outcomes[:2]), list(kept)) == ([], [0, 17], [1, 19, 20])
    assert (answer.value, answer.version) == (TEXT, 20)


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_a_file_is_put_back_or_let_go_and_never_both(city, _round):
    draft = making.draft(city.round(), city.owner, organization=city.company)
    question = next(each for each in draft.form_version.questions.order_by("order") if each.takes_files)
    attachment = making.put_file(draft, question, city.owner)
    answering.detach(attachment, by=city.owner)
    later = making.DURING + timedelta(days=31)
    with clock.at(later):
        times = {"closes_at": later + timedelta(days=1), "announces_at": later + timedelta(days=90)}
        Round.objects.filter(pk=draft.round_id).update(**times)
        outcomes = together(
            lambda: answering.put_back(Attachment.objects.get(pk=attachment.pk), by=city.owner),
            removed_files.let_go_due,
            lambda: files.sweep_unnamed(clock.now() - timedelta(days=1)),
        )

    present = list(draft.attachments.present().select_related("file"))
    if isinstance(outcomes[0], FileLetGo):
        assert present == []
    else:
        assert (refusals(outcomes), [each.file.read() != b"" for each in present]) == ([], [True])


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_a_hold_comes_before_a_case_or_after_it(city, _round):
    case = disposing.over(city.submitted(), city.secretary, city.owner)
    disposing.confirmed(case, city.secretary, city.approver)
    with clock.at(disposing.DAY_AFTER):
        outcomes = together(
            disposals.carry_out_due,
            disposals.carry_out_due,
            lambda: holds.place(case.round, case, kind="appeal", reason="審査請求", by=city.secretary),
        )

    gone = case.disposed.count()
    assert ([each for each in refusals(outcomes) if each not in {"IllegalTransition", "StaleState"}], gone in {0, 1}) == (
        [],
        True,
    )
    assert case.messages.exists() == (gone == 0)
    assert case.versions.get().emptied.count() == gone


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_a_download_against_the_disposal_gets_the_file_or_is_told_that_it_is_gone(city, _round):
    case = disposing.over(city.submitted(), city.secretary, city.owner)
    attachment = case.attachments.present().first()
    disposing.confirmed(case, city.secretary, city.approver)
    client = Client()
    client.force_login(city.owner)
    address = reverse("certifications:file", args=[case.public_id, attachment.public_id])

    def download():
        response = client.get(address)
        return response.status_code, b"".join(response.streaming_content) if response.streaming else b""

    with clock.at(disposing.DAY_AFTER):
        outcomes = together(download, disposals.carry_out_due)
        files.sweep_unnamed(clock.now())
        afterwards = client.get(address).status_code

    status, content = outcomes[0]
    assert (status, content != b"") in {(200, True), (410, False), (404, False)}
    assert afterwards == 410
