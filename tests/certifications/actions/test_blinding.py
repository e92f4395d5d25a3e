"""Copies for blind judging: proposed by the machine, looked through by a person, carried over to the next version."""

import pytest
from django.core.exceptions import PermissionDenied

from certifications import blind_reading
from certifications.actions import applications, blinding, conflicts
from certifications.actions.blinding import MOST_WORDS
from certifications.models import Answer, BlindCopy
from certifications.refusals import BlindCopyUnfinished, PlaceOutside
from home import clock
from home.states import IllegalTransition
from home.versions import StaleRecord
from tests.certifications import making

pytestmark = pytest.mark.django_db
SECRET = "橘精機は、タチバナセイキ(株)として044-123-4567で承ります。"


@pytest.fixture
def version(open_round, owner, company):
    """A submitted version whose long text names its maker."""
    application = making.fill(making.draft(open_round, owner, organization=company), owner)
    question = open_round.form_version.questions.filter(kind="long_text", identity_class="content").first()
    Answer.objects.filter(application=application, key=question.key).update(value=SECRET)
    with clock.at(making.DURING):
        return applications.submit(application, by=owner)


@pytest.fixture
def copy(version):
    return blinding.propose(version, by=None)


@pytest.fixture
def drawn(copy):
    blinding.draw(copy)
    copy.refresh_from_db()
    return copy


def shown(copy):
    """Everything that a judge reads in texts."""
    return "\n".join(passage.text for chapter in blind_reading.chapters(copy) for passage in chapter.passages)


def test_propose_hides_the_maker_in_every_text(copy):
    text = next(line for line in shown(copy).split("\n") if "承ります" in line)

    assert text == "［企業名］は、［企業名］として［連絡先］で承ります。"


def test_propose_makes_one_copy_of_a_version(copy, version):
    assert blinding.propose(version, by=None) == copy
    assert BlindCopy.objects.count() == 1


def test_draw_makes_pictures_of_all_files_once(drawn, version):
    when = drawn.drawn_at
    blinding.draw(drawn)
    drawn.refresh_from_db()

    assert (drawn.drawn_at, drawn.undrawn) == (when, {})
    papers = [paper for chapter in blind_reading.chapters(drawn) for passage in chapter.passages for paper in passage.files]
    assert [paper.sheets for paper in papers] == [(1,)] * len(papers)
    assert len(papers) == len({row["attachment"] for row in version.files}) > 0
    assert [paper.name for paper in papers] == [f"資料{number}" for number in range(1, len(papers) + 1)]
    assert not any(passage.pictures for chapter in blind_reading.chapters(drawn) for passage in chapter.passages)


def test_check_lets_judges_read_it(drawn, secretary):
    blinding.check(drawn, row_version=drawn.row_version, by=secretary)

    drawn.refresh_from_db()
    assert (drawn.is_checked, drawn.checked_by) == (True, secretary)
    assert drawn.history.last().action == "blind_copy.check"


def test_check_waits_for_the_pictures(copy, secretary):
    with pytest.raises(BlindCopyUnfinished):
        blinding.check(copy, row_version=copy.row_version, by=secretary)

    copy.refresh_from_db()
    assert not copy.is_checked


def test_check_asks_that_what_cannot_be_drawn_is_left_out(drawn, version, secretary):
    attachment = version.files[0]["attachment"]
    BlindCopy.objects.update(undrawn={attachment: "no_converter"})

    with pytest.raises(BlindCopyUnfinished):
        blinding.check(drawn, row_version=drawn.row_version, by=secretary)
    drawn.refresh_from_db()
    blinding.hide(drawn, places={}, papers={attachment: {"left_out": True}}, row_version=drawn.row_version, by=secretary)
    blinding.check(drawn, row_version=drawn.row_version, by=secretary)

    assert drawn.is_checked
    papers = [paper for chapter in blind_reading.chapters(drawn) for passage in chapter.passages for paper in passage.files]
    assert attachment not in {paper.attachment for paper in papers}


def test_search_hides_words_of_the_office_and_forgets_those_that_are_gone(copy, secretary):
    blinding.search(copy, [{"text": "座った", "kind": "contact"}], row_version=copy.row_version, by=secretary)
    with_words = shown(copy)
    blinding.search(copy, [], row_version=copy.row_version, by=secretary)

    assert "［連絡先］まま" in with_words
    assert "座ったまま" in shown(copy)
    assert "橘精機" not in shown(copy)


def test_search_keeps_no_more_words_than_anybody_looks_through(copy, secretary):
    words = [{"text": f"語{number}", "kind": "person"} for number in range(MOST_WORDS + 5)]

    blinding.search(copy, words, row_version=copy.row_version, by=secretary)

    assert len(copy.words) == MOST_WORDS


def test_hide_shows_again_what_was_hidden_by_mistake(copy, secretary):
    path = next(path for path, places in copy.hidden.items() if len(places) == 3)

    blinding.hide(copy, places={path: copy.hidden[path][1:]}, papers={}, row_version=copy.row_version, by=secretary)

    assert "橘精機は、［企業名］として" in shown(copy)


@pytest.mark.parametrize("place", [(0, 10_000, "person"), (5, 5, "person"), (-1, 3, "person")])
def test_hide_refuses_places_outside_the_text(copy, secretary, place):
    path = next(iter(copy.hidden))

    with pytest.raises(PlaceOutside):
        blinding.hide(copy, places={path: [place]}, papers={}, row_version=copy.row_version, by=secretary)


def test_hide_keeps_areas_on_the_page_and_files_of_the_case_only(copy, version, secretary):
    attachment = version.files[0]["attachment"]
    papers = {attachment: {"areas": {"1": [[900, -5, 100, 2000]]}}, "elsewhere": {"left_out": True}}

    blinding.hide(copy, places={}, papers=papers, row_version=copy.row_version, by=secretary)

    assert copy.papers == {attachment: {"left_out": False, "areas": {"1": [[100, 0, 900, 1000]]}}}
    assert copy.areas(attachment, 1) == [[100, 0, 900, 1000]]


def test_two_officers_do_not_overwrite_each_other(copy, secretary):
    read = copy.row_version
    blinding.search(copy, [{"text": "座った", "kind": "person"}], row_version=read, by=secretary)

    for change in (
        lambda: blinding.search(copy, [], row_version=read, by=secretary),
        lambda: blinding.hide(copy, places={}, papers={}, row_version=read, by=secretary),
        lambda: blinding.check(copy, row_version=read, by=secretary),
    ):
        with pytest.raises(StaleRecord):
            change()


def test_a_new_version_keeps_what_the_office_has_covered(copy, version, secretary, owner):
    attachment = version.files[0]["attachment"]
    papers = {attachment: {"areas": {"1": [[0, 0, 500, 100]]}}}
    blinding.search(copy, [{"text": "座った", "kind": "person"}], row_version=copy.row_version, by=secretary)
    blinding.hide(copy, places=copy.hidden, papers=papers, row_version=copy.row_version, by=secretary)
    version.pk, version.seq, version._state.adding = None, 2, True
    version.save()

    following = blinding.propose(version, by=None)

    assert following != copy
    assert (following.words, following.papers, following.state) == (copy.words, copy.papers, "proposed")
    assert "座った" not in shown(following)
    newest = BlindCopy.objects.of_newest(type(version.application).objects.all())
    assert list(newest) == [following]


def test_reopen_takes_the_copy_from_the_judges(drawn, secretary):
    blinding.check(drawn, row_version=drawn.row_version, by=secretary)

    blinding.reopen(drawn, by=secretary, reason="2頁に社名")

    assert not drawn.is_checked
    with pytest.raises(IllegalTransition):
        blinding.reopen(drawn, by=secretary, reason="もう一度")


@pytest.mark.parametrize("who", ["owner", "approver", "stranger", "in_conflict"])
def test_only_the_secretariat_without_an_interest_prepares_copies(copy, who, secretary, approver, owner):
    people = {"owner": owner, "approver": approver, "stranger": making.person("stranger"), "in_conflict": secretary}
    user = people[who]
    if who == "in_conflict":
        other = making.office(copy.version.application.round.program, "second")
        case = copy.version.application
        conflicts.record(secretary, program=case.round.program, application=case, reason="義弟の会社", by=other)

    for verb in (
        lambda: blinding.search(copy, [], row_version=copy.row_version, by=user),
        lambda: blinding.hide(copy, places={}, papers={}, row_version=copy.row_version, by=user),
        lambda: blinding.check(copy, row_version=copy.row_version, by=user),
        lambda: blinding.reopen(copy, by=user, reason="x"),
    ):
        with pytest.raises(PermissionDenied):
            verb()
