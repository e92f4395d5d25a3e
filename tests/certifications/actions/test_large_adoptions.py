"""An edition that many drafts take up: the click stays short, a job does the rest."""

import pytest

from certifications import form_shapes
from certifications.actions import answering, applications, form_adoptions
from certifications.models import Application
from tests.certifications import making
from tests.certifications.actions.test_form_adoptions import adding, adopt, again, edition, question
from tests.certifications.jobs import work_off

pytestmark = pytest.mark.django_db
ADOPTION_QUERIES = 13


def drafts_of(round_, number):
    for each in range(number):
        company = making.organization(f"試作{each}株式会社")
        yield making.draft(round_, making.member(company, f"owner{each}"), organization=company)


def test_more_than_twenty_drafts_leave_the_click_and_the_desk_counts_them(open_round, program, secretary):
    drafts = list(drafts_of(open_round, 21))
    adopt(open_round, edition(program, secretary, adding("新しい問い")), secretary)

    before = [(each.moved, each.drafts) for each in form_adoptions.moving([open_round])]
    moved = work_off("certifications.tasks.move_drafts")

    assert (before, moved, form_adoptions.moving([open_round])) == ([(0, 21)], 1, [])
    assert {again(draft).form_version for draft in drafts} == {again(open_round).form_version}


def test_a_draft_that_has_not_moved_yet_is_written_and_submitted_on_its_old_edition(
    open_round, program, secretary, filled, owner, monkeypatch
):
    monkeypatch.setattr(form_adoptions, "MOST_AT_ONCE", 0)
    former, text = filled.form_version, question(filled, "short_text")
    adopt(open_round, edition(program, secretary, adding("新しい問い", required=True)), secretary)

    waiting = Application.objects.select_related("round__program", "subject").get(pk=filled.pk)
    answering.save(waiting, text.key, "ORU-3", read_version=1, by=owner)
    version = applications.submit(waiting, by=owner)
    work_off("certifications.tasks.move_drafts")

    assert (version.form_version, version.answers[str(text.key)]) == (former, "ORU-3")
    assert again(filled).form_version == former


@pytest.mark.parametrize("drafts", [1, 3])
def test_the_click_asks_the_same_however_many_drafts_there_are(
    open_round, program, secretary, drafts, monkeypatch, django_assert_num_queries
):
    list(drafts_of(open_round, drafts))
    version = edition(program, secretary, adding("新しい問い"))
    seen_as = form_adoptions.seen(again(open_round), version)
    monkeypatch.setattr(form_adoptions, "MOST_AT_ONCE", 0)

    with django_assert_num_queries(ADOPTION_QUERIES):
        form_adoptions.adopt(again(open_round), version, seen_as=seen_as, by=secretary)


def test_the_editions_are_read_once_for_all_drafts(open_round, program, secretary, monkeypatch):
    list(drafts_of(open_round, 3))
    read, as_data = [], form_shapes.as_data
    version = edition(program, secretary, adding("新しい問い"))
    monkeypatch.setattr(form_shapes, "as_data", lambda edition: read.append(edition.number) or as_data(edition))

    adopt(open_round, version, secretary)

    assert sorted(read) == [1, 2]
