import pytest
from django.core.exceptions import PermissionDenied
from django_tasks_db.models import DBTaskResult

from brands.actions import entries, pictures
from brands.models import Entry, EntryPicture
from home import clock, freshness
from home.actions import files
from home.models import Picture
from home.search import match
from tests.certifications import issuing, making
from tests.home import samples

pytestmark = pytest.mark.django_db


def found(query):
    return list(match(Entry.objects.all(), query))


def test_a_release_makes_the_entry_with_the_words_for_the_public(released):
    entry = Entry.objects.get()

    assert (entry.certificate, entry.slug) == (released, "kis-2026-001")
    assert (entry.words["tagline"].text, entry.words["tagline"].language) == (making.SAMPLE_ANSWERS["short_text"], "ja")
    assert DBTaskResult.objects.filter(task_path="brands.tasks.take_pictures").count() == 1


def test_publishing_twice_makes_one_entry(released):
    entry = Entry.objects.get()

    assert entries.publish(released) == entry
    assert entry.texts.count() == 1


def test_pictures_come_into_the_public_plane_once(released):
    entry = Entry.objects.get()

    made = pictures.take_pictures(entry), pictures.take_pictures(entry)

    assert made == (1, 0)
    assert entry.first_picture == Picture.objects.get()
    specs = set(entry.first_picture.renditions.values_list("filter_spec", flat=True))
    assert specs == {*pictures.PLACES, *pictures.AVIF}


def test_an_entry_is_found_by_everything_it_says(enter, secretary):
    entry = enter("ひとつ折り車いす ORU", name_en="Oru folding wheelchair", name_zh="折叠轮椅", kana="ヒトツオリクルマイス")

    entries.write(entry, "ja", by=secretary, tagline="金沢市認定ブランド制度でも選ばれたｶｰﾎﾞﾝの枠")
    entries.write(entry, "en", by=secretary, story="Folds in one motion.")

    queries = [
        "認定",
        "認",
        "車い",
        "車いす",
        "くるまいす",
        "クルマイス",
        "ｸﾙﾏｲｽ",
        "ＯＲＵ",
        "oru",
        "wheelchairs",
        "折叠轮椅",
        "カーボン",
    ]
    queries += ["橘精機", "タチバナセイキ", "たちばな", "KIS-2026-001", "ＫＩＳ－２０２６－００１", "motion", "KIS"]
    assert {query: found(query) for query in queries} == {query: [entry] for query in queries}
    assert found("飛行機") == []


def test_rewritten_words_are_found_and_the_old_ones_are_not(enter, secretary):
    entry = enter(words={"ja": {"tagline": "木の枠"}})

    entries.write(entry, "ja", by=secretary, tagline="竹の枠")

    assert (found("竹の枠"), found("木の枠")) == ([entry], [])


def test_words_written_by_one_who_read_long_ago_do_not_bring_a_hidden_entry_back(enter, secretary):
    entry = enter()
    held_for_long = Entry.objects.prefetch_related("texts").get(pk=entry.pk)
    entries.hide(entry, by=secretary)

    entries.write(held_for_long, "ja", by=secretary, tagline="絹の枠")

    assert Entry.objects.get().hidden_at == clock.now()
    assert found("絹の枠") == [entry]


def test_hiding_and_showing_renew_the_register(enter, secretary, django_capture_on_commit_callbacks):
    entry = enter()
    before = freshness.tokens()["register"]

    with django_capture_on_commit_callbacks(execute=True):
        entries.hide(entry, by=secretary)
    hidden = freshness.tokens()["register"]
    with django_capture_on_commit_callbacks(execute=True):
        entries.show(entry, by=secretary)

    assert Entry.objects.public().get() == entry
    assert len({before, hidden, freshness.tokens()["register"]}) == 3


@pytest.mark.parametrize("verb", ["hide", "show"])
def test_only_the_programs_office_hides_and_shows(enter, owner, verb):
    entry = enter()

    with pytest.raises(PermissionDenied):
        getattr(entries, verb)(entry, by=owner)


def test_only_the_programs_office_writes(enter, owner):
    entry = enter()

    with pytest.raises(PermissionDenied):
        entries.write(entry, "ja", by=owner, tagline="勝手な言葉")

    assert entry.texts.get().tagline == "片手で畳める"


def test_numbers_that_look_the_same_in_an_address_get_their_code_too(enter, released):
    Entry.objects.all().delete()
    other = enter(number="KIS 2026 001")
    Entry.objects.filter(pk=other.pk).update(slug="kis-2026-001")

    entry = entries.publish(released)

    assert entry.slug == f"kis-2026-001-{released.code.lower()}"


def test_a_number_without_latin_characters_has_its_code_as_address(enter):
    entry = enter(number="第一号")

    assert entries.free_slug(entry.certificate) == entry.certificate.code.lower()


def test_a_withdrawn_certificate_keeps_its_entry(released, approver):
    issuing.withdrawn(released, reason={"ja": "製造を終えたため"}, by=approver)

    entry = Entry.objects.public().with_status(clock.today()).get()
    assert (entry.certificate, entry.status) == (released, "withdrawn")


def test_one_file_is_one_picture_of_an_entry(enter):
    entry = enter()
    file = files.store_bytes(samples.picture(), media_type="image/jpeg")

    row = pictures.add_picture(entry, file, order=0, description="畳んだ車いす")

    assert EntryPicture.objects.get() == row
    assert (row.picture.description, row.source) == ("畳んだ車いす", file.sha256)


def test_words_longer_than_their_column_are_cut_and_stop_no_release(released):
    Entry.objects.all().delete()
    version = released.decision.application.versions.last()
    keys = {row.catalog_slot: str(row.key) for row in version.form_version.questions.exclude(catalog_slot="")}
    long = {keys["price"]: "円" * 500, keys["website"]: "https://maker.example/" + "a" * 300}
    version.pk, version.seq, version.answers = None, version.seq + 1, version.answers | long
    version.save(force_insert=True)

    entry = entries.publish(released)

    assert (entry.texts.get().price, entry.website) == ("円" * 200, "")
