"""What approving shows, what is refused, and what stays when two write at once."""

import pytest
from django.core.exceptions import PermissionDenied
from django_tasks_db.models import DBTaskResult

from brands.actions import entries, manuscripts
from brands.models import Entry, Manuscript, ManuscriptText
from brands.refusals import ChangedSinceSeen, DescriptionMissing, LineMissing, NothingNew, WordsMissing
from home.models import Letter
from home.states import IllegalTransition, StaleState
from home.versions import StaleRecord
from tests.brands import manuscripting
from tests.certifications import issuing

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(released):
    return Entry.objects.get()


def test_nothing_is_shown_before_it_is_approved(entry, owner, secretary):
    before = entry.texts.get(language="ja").parts
    manuscript = manuscripting.handed_in(entry, owner, tagline="ひと折りで車へ")
    between = entry.texts.get(language="ja").parts

    manuscripts.approve(manuscript, seen=manuscript.mark, by=secretary)

    after = entry.texts.get(language="ja")
    assert (before == between, after.tagline, after.story) == (True, "ひと折りで車へ", "新しい物語です。")
    assert DBTaskResult.objects.filter(task_path="brands.tasks.arrange_pictures").count() == 1
    assert entry.certificate.history.filter(action="entry.take_over").get().by == secretary


def test_only_languages_that_the_holder_changed_are_taken_over(entry, owner, secretary):
    manuscript = manuscripting.handed_in(entry, owner)
    entries.write(entry, "en", by=secretary, tagline="Written by the office meanwhile")
    current = manuscripting.fresh(manuscript)

    manuscripts.approve(current, seen=current.mark, by=secretary)

    assert entry.texts.get(language="en").tagline == "Written by the office meanwhile"


def test_new_japanese_makes_the_translations_outdated_that_were_left_as_they_were(entry, owner, secretary):
    entries.write(entry, "en", by=secretary, tagline="Folds in one motion")
    entries.write(entry, "zh-hans", by=secretary, tagline="一折即走")
    manuscript = manuscripting.begun(entry, owner)
    manuscripting.wrote(manuscript, owner, tagline="ひと折り", story="物語")
    manuscripting.wrote(manuscript, owner, "zh-hans", tagline="新的一句")
    manuscripts.hand_in(manuscript, by=owner)
    current = manuscripting.fresh(manuscript)

    manuscripts.approve(current, seen=current.mark, by=secretary)

    found = Entry.objects.with_translations().get()
    assert (found.in_en, found.in_zh) == ("outdated", "current")


def test_approval_is_of_what_was_looked_at(entry, owner, secretary):
    manuscript = manuscripting.handed_in(entry, owner)
    seen = manuscript.mark
    entries.write(entry, "ja", by=secretary, tagline="事務局が先に直した一行")

    with pytest.raises(ChangedSinceSeen):
        manuscripts.approve(manuscript, seen=seen, by=secretary)

    assert (Manuscript.objects.get().state, entry.texts.get(language="ja").tagline) == ("handed_in", "事務局が先に直した一行")


def test_of_two_who_settle_at_once_the_second_is_refused(entry, owner, secretary):
    manuscript = manuscripting.handed_in(entry, owner)
    other = manuscripting.fresh(manuscript)
    manuscripts.send_back(manuscript, words="直してください。", by=secretary)

    with pytest.raises((StaleState, ChangedSinceSeen)):
        manuscripts.approve(other, seen=other.mark, by=secretary)

    assert Manuscript.objects.get().state == "returned"


def test_words_written_in_two_windows_do_not_overwrite_each_other(entry, owner):
    manuscript = manuscripting.begun(entry, owner)
    here, there = (ManuscriptText.objects.get(manuscript=manuscript, language="ja") for _window in range(2))
    manuscripts.write(here, row_version=here.row_version, by=owner, tagline="こちらの窓")

    with pytest.raises(StaleRecord):
        manuscripts.write(there, row_version=1, by=owner, tagline="あちらの窓")

    assert ManuscriptText.objects.get(pk=here.pk).tagline == "こちらの窓"


def test_two_languages_are_written_at_once(entry, owner):
    manuscript = manuscripting.begun(entry, owner)
    japanese, english = (manuscript.texts.get(language=language) for language in ("ja", "en"))

    manuscripts.write(japanese, row_version=japanese.row_version, by=owner, tagline="日本語")
    manuscripts.write(english, row_version=english.row_version, by=owner, tagline="English")

    assert manuscripting.fresh(manuscript).touched == ["ja", "en"]


def test_what_lies_with_the_office_is_not_written(entry, owner):
    manuscript = manuscripting.handed_in(entry, owner)

    with pytest.raises(IllegalTransition):
        manuscripting.wrote(manuscript, owner, tagline="まだ直したい")


def test_nothing_new_and_half_a_text_are_not_handed_in(entry, owner):
    manuscript = manuscripting.begun(entry, owner)
    with pytest.raises(NothingNew):
        manuscripts.hand_in(manuscript, by=owner)
    manuscripting.wrote(manuscript, owner, tagline="", story="物語だけ")

    with pytest.raises(LineMissing):
        manuscripts.hand_in(manuscript, by=owner)


def test_a_picture_without_words_is_not_handed_in(entry, owner):
    manuscript = manuscripting.begun(entry, owner)
    manuscripting.wrote(manuscript, owner, tagline="一行", story="物語")
    manuscripting.with_picture(manuscript, owner, alt="")

    with pytest.raises(DescriptionMissing):
        manuscripts.hand_in(manuscripting.fresh(manuscript), by=owner)


def test_returning_needs_words(entry, owner, secretary):
    manuscript = manuscripting.handed_in(entry, owner)

    with pytest.raises(WordsMissing):
        manuscripts.send_back(manuscript, words="  \n", by=secretary)


def test_letters_tell_each_side_and_carry_no_words_of_the_text(entry, owner, secretary):
    manuscript = manuscripting.handed_in(entry, owner, tagline="秘密の一行")
    manuscripts.send_back(manuscript, words="価格を税込みで。", by=secretary)
    again = manuscripting.fresh(manuscript)
    manuscripts.hand_in(again, by=owner)
    current = manuscripting.fresh(manuscript)

    manuscripts.approve(current, seen=current.mark, by=secretary)

    letters = Letter.objects.filter(kind__startswith="brands/").order_by("pk")
    assert [(letter.kind, letter.recipient) for letter in letters] == [
        ("brands/manuscript_handed_in", secretary),
        ("brands/manuscript_returned", owner),
        ("brands/manuscript_handed_in", secretary),
        ("brands/manuscript_approved", owner),
    ]
    assert not any("秘密の一行" in letter.text or "税込み" in letter.text for letter in letters)


def test_a_withdrawn_certificate_lets_nothing_new_be_written(entry, owner, released, approver):
    issuing.withdrawn(released, reason={"ja": "製造を終えたため"}, by=approver)

    with pytest.raises(PermissionDenied):
        manuscripts.begin(Entry.objects.get(), by=owner)


def test_dropping_keeps_the_register_and_opens_the_way_for_the_next(entry, owner):
    before = entry.texts.get(language="ja").parts
    manuscripting.dropped(entry, owner)

    again = manuscripts.begin(entry, by=owner)

    assert (entry.texts.get(language="ja").parts == before, again.state) == (True, "draft")


def test_a_release_that_is_called_back_takes_its_manuscripts_along(entry, owner, released):
    manuscripting.begun(entry, owner)

    entries.retract(released)

    assert (Entry.objects.count(), Manuscript.objects.count()) == (0, 0)
