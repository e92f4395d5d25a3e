"""Companies' themes of a contest: written until the call closes, offered while published, kept in the words of each entry."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from certifications import basics, declarations
from certifications.actions import applications, basic_facts, themes
from certifications.models import Round, Theme, prospectus
from certifications.refusals import (
    BasicWrong,
    NoThemesHere,
    NotOfThisRound,
    ReasonMissing,
    RoundCancelled,
    ThemeChosen,
    ThemeCodeTaken,
    ThemeRetired,
    ThemesUnsorted,
    TooManyFiles,
    WrongStage,
)
from home import clock
from home.models import Letter, Picture
from home.states import IllegalTransition
from home.versions import StaleRecord
from tests.certifications import making
from tests.certifications.deciding import again
from tests.home import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest(db):
    return making.program("design-competition")


@pytest.fixture
def office(contest):
    return making.office(contest, "contest-office")


@pytest.fixture
def round_(contest, office):
    return making.published_round(contest, office)


@pytest.fixture
def theme(round_, office, company):
    return making.theme(round_, office, company, title_en="Wind", brief_ja="風をかたちに。")


@pytest.fixture
def designer(db):
    return making.person("designer")


def draft_of(round_, designer, theme):
    category = round_.program.categories.first()
    return making.fill(making.draft(round_, designer, person=designer, theme=theme, category=category), designer)


def photograph(color=(10, 90, 160)):
    return SimpleUploadedFile("IMG.JPG", samples.picture(color=color), "image/jpeg")


def test_a_theme_comes_once_as_a_draft(round_, office, company):
    theme = themes.add(round_, code=" A", organization=company, title_ja="風", by=office)
    with pytest.raises(ThemeCodeTaken):
        themes.add(round_, code="A ", organization=company, title_ja="水", by=office)

    assert (list(round_.themes.all()), list(round_.themes.offered())) == ([theme], [])
    assert (theme.code, theme.state, theme.order) == ("A", "draft", 1)
    assert round_.history.last().facts == {"theme": "A", "title": "風"}
    assert theme.history.get().action == "theme.add"


def test_a_program_without_themes_takes_none(open_round, secretary, company):
    with pytest.raises(NoThemesHere):
        themes.add(open_round, code="A", organization=company, title_ja="風", by=secretary)


VERBS = {
    "add": lambda theme, by: themes.add(theme.round, code="Z", organization=theme.organization, title_ja="水", by=by),
    "change": lambda theme, by: themes.change(theme, row_version=theme.row_version, code="A", title_ja="水", by=by),
    "publish": lambda theme, by: themes.publish(theme, by=by),
    "retire": lambda theme, by: themes.retire(theme, reason="撤回", by=by),
    "discard": lambda theme, by: themes.discard(theme, by=by),
    "order": lambda theme, by: themes.order(theme.round, themes=[theme.pk], by=by),
    "add_picture": lambda theme, by: themes.add_picture(theme, photograph(), description_ja="板", by=by),
}


@pytest.mark.parametrize("verb", VERBS)
def test_themes_stand_still_once_the_call_is_closed(theme, office, verb):
    before = Theme.objects.values().get(pk=theme.pk)
    with clock.at(making.CLOSES), pytest.raises(WrongStage):
        VERBS[verb](again(theme), office)
    for state, refusal in (("judging", WrongStage), ("cancelled", RoundCancelled)):
        Round.objects.filter(pk=theme.round_id).update(state=state)
        with pytest.raises(refusal):
            VERBS[verb](again(theme), office)

    assert Theme.objects.values().get() == before
    assert theme.pictures.count() == 0


@pytest.mark.parametrize("verb", VERBS)
def test_themes_are_the_secretariats_of_their_program(theme, contest, secretary, verb):
    for stranger in (making.office(contest, "boss", "approver"), secretary, making.member(theme.organization, "host"), None):
        with pytest.raises(PermissionDenied):
            VERBS[verb](again(theme), stranger)

    assert Theme.objects.count() == 1


def test_a_change_is_written_over_what_was_read(theme, office):
    read = again(theme).row_version

    themes.change(theme, row_version=read, code="A", title_ja="水", target_price_yen=900, by=office)
    with pytest.raises(StaleRecord):
        themes.change(again(theme), row_version=read, code="A", title_ja="火", by=office)

    event = theme.history.last()
    assert (again(theme).title_ja, event.action) == ("水", "theme.change")
    assert event.facts == {
        "from": {"title_ja": "風", "target_price_yen": None},
        "to": {"title_ja": "水", "target_price_yen": 900},
    }


def test_a_code_changes_only_before_the_theme_is_offered(round_, theme, office, company):
    later = themes.add(round_, code="B", organization=company, title_ja="水", by=office)

    themes.change(theme, row_version=theme.row_version, code="X", title_ja="風", by=office)
    with pytest.raises(ThemeCodeTaken):
        themes.change(later, row_version=later.row_version, code="A", title_ja="水", by=office)
    themes.change(later, row_version=later.row_version, code="C", title_ja="水", by=office)

    assert [again(each).code for each in (theme, later)] == ["A", "C"]


def test_what_was_submitted_keeps_its_words(round_, theme, office, designer):
    draft = draft_of(round_, designer, theme)
    sent = applications.submit(draft, by=designer)

    themes.change(theme, row_version=theme.row_version, code="A", title_ja="水", title_en="Water", by=office)

    assert declarations.theme_of(again(draft)) == "A 風"
    assert again(sent).declared["theme"]["label"] == {"ja": "A 風", "en": "A Wind"}


def test_a_draft_follows_the_theme_until_it_is_submitted(round_, theme, office, designer):
    draft = draft_of(round_, designer, theme)

    themes.change(theme, row_version=theme.row_version, code="A", title_ja="水", by=office)

    assert declarations.theme_of(again(draft)) == "A 水"


def test_nobody_begins_with_a_theme_that_is_not_offered(round_, office, company, designer):
    hidden = themes.add(round_, code="A", organization=company, title_ja="風", by=office)

    with pytest.raises(NotOfThisRound):
        making.draft(round_, designer, person=designer, theme=hidden)


def test_a_retired_theme_is_chosen_anew_before_the_submission(round_, theme, office, company, designer):
    other = making.theme(round_, office, company, code="B", title_ja="水")
    draft = draft_of(round_, designer, theme)

    themes.retire(theme, reason="会社の都合", by=office)
    with pytest.raises(ThemeRetired):
        applications.submit(draft, by=designer)
    letter = Letter.objects.get(kind="certifications/theme_retired")
    facts = basics.facts_of(draft)
    basic_facts.change(again(draft), {"theme": "B"}, read=basics.fingerprint(facts, ""), by=designer)
    sent = applications.submit(draft, by=designer)

    assert (letter.recipient, "会社の都合" in letter.text) == (designer, True)
    assert sent.declared["theme"]["value"] == other.code
    assert (again(theme).state, theme.history.last().note) == ("retired", "会社の都合")


def test_a_retired_theme_cannot_be_chosen_and_can_be_offered_again(round_, theme, office, company, designer):
    making.theme(round_, office, company, code="B", title_ja="水")
    draft = draft_of(round_, designer, round_.themes.get(code="B"))
    themes.retire(theme, reason="会社の都合", by=office)
    read = basics.fingerprint(basics.facts_of(draft), "")

    with pytest.raises(BasicWrong):
        basic_facts.change(draft, {"theme": "A"}, read=read, by=designer)
    themes.publish(again(theme), by=office)
    basic_facts.change(again(draft), {"theme": "A"}, read=read, by=designer)

    assert (again(draft).theme, theme.history.last().action) == (theme, "theme.offer_again")


def test_retiring_needs_a_reason_and_what_was_submitted_stays(round_, theme, office, designer):
    draft = draft_of(round_, designer, theme)
    applications.submit(draft, by=designer)

    with pytest.raises(ReasonMissing):
        themes.retire(theme, reason=" ", by=office)
    themes.retire(theme, reason="会社の都合", by=office)

    assert (again(draft).theme, declarations.theme_of(draft)) == (theme, "A 風")
    assert not Letter.objects.filter(kind="certifications/theme_retired").exists()


def test_only_a_draft_that_nobody_chose_is_thrown_away(round_, theme, office, company, designer):
    draft = draft_of(round_, designer, theme)
    mistaken = themes.add(round_, code="B", organization=company, title_ja="まちがい", by=office)

    themes.discard(mistaken, by=office)
    with pytest.raises(IllegalTransition):
        themes.discard(theme, by=office)
    Theme.objects.filter(pk=theme.pk).update(state="draft")
    with pytest.raises(ThemeChosen):
        themes.discard(theme, by=office)

    assert (list(round_.themes.all()), again(draft).theme) == ([theme], theme)
    assert round_.history.filter(action="round.discard_theme").get().facts == {"theme": "B", "title": "まちがい"}


def test_the_order_is_that_of_the_office(round_, theme, office, company):
    second = making.theme(round_, office, company, code="B", title_ja="水")

    with pytest.raises(ThemesUnsorted):
        themes.order(round_, themes=[second.pk], by=office)
    themes.order(round_, themes=[second.pk, theme.pk], by=office)

    assert [each.code for each in round_.themes.all()] == ["B", "A"]
    assert round_.history.last().facts == {"themes": ["B", "A"]}


def test_pictures_become_public_with_their_theme_and_leave_with_it(round_, office, company):
    theme = themes.add(round_, code="A", organization=company, title_ja="風", by=office)
    themes.add_picture(theme, photograph(), description_ja="ステンレスの板", by=office)
    assert (themes.show_pictures(theme), Picture.objects.count()) == (0, 0)

    themes.publish(theme, by=office)
    shown = [themes.show_pictures(theme), themes.show_pictures(theme)]
    row = theme.pictures.get()
    public = again(theme).shown_pictures
    name = row.picture.file.name
    themes.retire(theme, reason="会社の都合", by=office)

    assert (shown, public, row.picture.description) == ([1, 0], [row], "ステンレスの板")
    assert (again(row).picture, Picture.objects.count()) == (None, 0)
    assert name.endswith(f"theme-{row.public_id}.jpg")


def test_a_theme_has_six_pictures_at_most_and_each_once(theme, office):
    rows = [themes.add_picture(theme, photograph((number * 30, 0, 0)), description_ja="板", by=office) for number in range(6)]
    same = themes.add_picture(theme, photograph((0, 0, 0)), description_ja="板", by=office)
    with pytest.raises(TooManyFiles):
        themes.add_picture(theme, photograph((250, 250, 250)), description_ja="板", by=office)

    themes.show_pictures(theme)
    themes.remove_picture(again(rows[0]), by=office)

    assert (same, theme.pictures.count(), Picture.objects.count()) == (rows[0], 5, 5)
    assert theme.history.last().action == "theme.remove_picture"


def test_the_public_reads_what_is_offered_in_order(round_, theme, contest, office, company):
    themes.add(round_, code="C", organization=company, title_ja="まだ", by=office)
    gone = making.theme(round_, office, company, code="B", title_ja="水")
    themes.retire(gone, reason="会社の都合", by=office)

    with clock.at(making.DURING + timedelta(minutes=2)):
        shown = prospectus.of(contest).themes

    assert shown == [theme]
