"""The holder's pages: nothing typed is lost, another's entry is not there, the desk compares and settles."""

import pytest
from django.urls import reverse
from django.utils import translation

from brands.actions import entries, manuscripts
from brands.models import Entry, Manuscript, ManuscriptPicture, RegisterPage
from brands.models.words import Said
from certifications.models import Certificate
from organizations.models import Membership
from tests.brands import manuscripting
from tests.certifications import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(released):
    return Entry.objects.get()


def at(name, entry, *args):
    return reverse(f"brands:{name}", args=[entry.public_id, *args])


@pytest.fixture
def mine(client, owner):
    client.force_login(owner)
    return client


def sent(client, url, **changes):
    """The form as it stands on the page, with changes."""
    form = client.get(url).context["form"]
    data = {form.add_prefix(name): form[name].value() or "" for name in form.fields if name != "specifications"}
    return {**data, **{f"text-{name}": value for name, value in changes.items()}}


def test_a_text_is_begun_written_and_handed_in_page_by_page(mine, entry, registers):
    listed = mine.get(reverse("brands:entries"))
    mine.post(at("entry", entry))
    words = sent(mine, at("text", entry, "ja"), tagline="ひと折り", story="物語です。")
    rows = {"text-specifications:0:label": "重さ", "text-specifications:0:value": "8.4kg"}

    saved = mine.post(at("text", entry, "ja"), words | rows)
    given = mine.post(at("hand_in", entry), follow=True)

    text = Manuscript.objects.get().texts.get(language="ja")
    assert entry.certificate.name in listed.content.decode()
    assert (saved.status_code, given.status_code, Manuscript.objects.get().state) == (302, 200, "handed_in")
    assert (text.tagline, text.specifications) == ("ひと折り", [{"label": "重さ", "value": "8.4kg"}])


def test_of_two_windows_the_second_reads_the_first_and_keeps_what_it_typed(mine, entry, owner):
    manuscripting.begun(entry, owner)
    url = at("text", entry, "ja")
    first, second = sent(mine, url, tagline="こちらの窓"), sent(mine, url, tagline="あちらの窓")
    mine.post(url, first)

    refused = mine.post(url, second)
    page = refused.content.decode()
    again = mine.post(url, sent_again(refused))

    assert (refused.status_code, "こちらの窓" in page, "あちらの窓" in page) == (409, True, True)
    assert (again.status_code, Manuscript.objects.get().texts.get(language="ja").tagline) == (302, "あちらの窓")


def sent_again(response):
    form = response.context["form"]
    return {form.add_prefix(name): form[name].value() or "" for name in form.fields if name != "specifications"}


def test_errors_keep_what_was_typed(mine, entry, owner):
    manuscripting.begun(entry, owner)
    url = at("text", entry, "ja")

    answer = mine.post(url, sent(mine, url, tagline="あ" * 61, story="消えてはならない物語"))

    assert (answer.status_code, "消えてはならない物語" in answer.content.decode()) == (422, True)


def test_links_are_kept_and_a_wrong_one_is_refused(mine, entry, owner):
    manuscripting.begun(entry, owner)
    url = at("facts", entry)
    wrong = mine.post(url, sent(mine, url, website="javascript:alert(1)"))

    right = mine.post(url, sent(mine, url, website="https://maker.example/", video="https://video.example/v/1"))

    kept = Manuscript.objects.get()
    assert (wrong.status_code, right.status_code) == (422, 302)
    assert (kept.website, kept.video) == ("https://maker.example/", "https://video.example/v/1")


def test_a_picture_is_sent_described_and_seen_by_its_holder_only(mine, client, settings, entry, owner, secretary):
    settings.SECOND_FACTOR_REQUIRED = False
    manuscript = manuscripting.begun(entry, owner)
    sent_ = mine.post(at("add_picture", entry), {"file": manuscripting.photograph()})
    row = ManuscriptPicture.objects.exclude(file=None).get()
    picture = reverse("brands:waiting_picture", args=[row.public_id])
    own = mine.get(picture)
    page = mine.get(at("pictures", entry))
    words = {"row_version": page.context["manuscript"].row_version}
    for form in page.context["forms"]:
        words |= {form.add_prefix(name): form[name].value() or "" for name in form.fields if name != "removed"}
        words[form.add_prefix("alt_ja")] = "畳んだ車いす"
    described = mine.post(at("pictures", entry), words)
    answers = {}
    for name, person in {"stranger": making.member(making.organization("別"), "stranger"), "office": secretary}.items():
        client.force_login(person)
        answers[name] = client.get(picture).status_code
    manuscripting.wrote(manuscript, owner, tagline="一行", story="物語")
    manuscripts.hand_in(manuscripting.fresh(manuscript), by=owner)
    client.force_login(secretary)

    answers["office, once handed in"] = client.get(picture).status_code

    row.refresh_from_db()
    assert (sent_.status_code, own.status_code, "no-store" in own["Cache-Control"], described.status_code, row.alt_ja) == (
        302, 200, True, 302, "畳んだ車いす",
    )  # fmt: skip
    assert answers == {"stranger": 404, "office": 404, "office, once handed in": 200}


def test_a_file_that_is_no_picture_and_the_same_picture_twice_are_refused(mine, entry, owner):
    manuscripting.begun(entry, owner)
    mine.post(at("add_picture", entry), {"file": manuscripting.photograph()})

    again = mine.post(at("add_picture", entry), {"file": manuscripting.photograph()})
    other = mine.post(at("add_picture", entry), {"file": manuscripting.photograph("写真.pdf")})

    assert (again.status_code, other.status_code, ManuscriptPicture.objects.exclude(file=None).count()) == (422, 422, 1)


@pytest.mark.parametrize("version", ["", "x", "9" * 5_000, "-1", "9" * 30])
def test_a_version_that_cannot_be_is_refused_with_the_page(mine, entry, owner, version):
    manuscripting.begun(entry, owner)

    answer = mine.post(at("pictures", entry), {"row_version": version})

    assert answer.status_code in {409, 422}


ADDRESSES = {
    "entry": "get", "text": "get", "facts": "get", "pictures": "get",
    "add_picture": "post", "hand_in": "post", "take_back": "post", "drop": "post",
}  # fmt: skip


@pytest.mark.parametrize("name", ADDRESSES)
def test_anothers_entry_answers_as_one_that_does_not_exist(client, entry, owner, name):
    manuscripting.begun(entry, owner)
    client.force_login(making.member(making.organization("別の会社"), "stranger"))
    rest = ["ja"] if name == "text" else []
    missing = "00000000-0000-4000-8000-000000000000"

    theirs = getattr(client, ADDRESSES[name])(at(name, entry, *rest))
    nobodys = getattr(client, ADDRESSES[name])(reverse(f"brands:{name}", args=[missing, *rest]))

    assert (theirs.status_code, nobodys.status_code) == (404, 404)
    assert theirs.content.decode().replace(str(entry.public_id), "x") == nobodys.content.decode().replace(missing, "x")


def test_a_reader_of_the_company_reads_and_does_not_write(client, entry, owner, company):
    manuscripting.begun(entry, owner)
    client.force_login(making.member(company, "viewer", "viewer"))

    answers = [client.get(at("entry", entry)).status_code, client.get(at("text", entry, "ja")).status_code]

    assert answers == [200, 403]


def test_whose_membership_has_ended_sees_nothing(client, entry, owner):
    manuscripting.begun(entry, owner)
    Membership.objects.filter(user=owner).update(ended_at=entry.created_at)
    client.force_login(owner)

    assert client.get(at("entry", entry)).status_code == 404


def test_the_words_of_a_returned_text_are_read_on_its_page(mine, entry, owner, secretary):
    manuscripting.returned(entry, owner, secretary)

    assert "価格を税込みで書いてください。" in mine.get(at("entry", entry)).content.decode()


def test_what_moved_on_in_the_meantime_leads_back(mine, entry, owner):
    manuscripting.handed_in(entry, owner)

    answer = mine.get(at("text", entry, "ja"))

    assert (answer.status_code, at("entry", entry) in answer.content.decode()) == (409, True)


def test_preview_shows_the_draft_as_its_page_and_only_to_its_side(mine, entry, owner, registers):
    manuscript = manuscripting.begun(entry, owner)
    waiting = manuscripting.with_picture(manuscript, owner, alt="まだ公開していない写真")
    manuscripting.wrote(manuscript, owner, tagline="まだ公開していない一行")
    manuscripting.wrote(manuscript, owner, "en", tagline="A line that waits")
    public = f"{RegisterPage.paths()['ja']}{entry.slug}/"

    page, english = mine.get(at("preview", entry)), mine.get(at("preview", entry) + "?language=en")

    text = page.content.decode()
    picture = reverse("brands:waiting_picture", args=[waiting.public_id])
    assert [words in text for words in ("まだ公開していない一行", "まだ公開していない写真", picture)] == [True, True, True]
    assert ("A line that waits" in english.content.decode(), "noindex" in text) == (True, True)
    assert (page.headers["Cache-Control"], page.headers["X-Robots-Tag"]) == (
        "max-age=0, no-cache, no-store, must-revalidate, private",
        "noindex",
    )
    mine.force_login(making.person("somebody-else"))
    assert mine.get(at("preview", entry)).status_code == 404
    mine.logout()
    shown = mine.get(public)
    assert (shown.status_code, "まだ公開していない一行" in shown.content.decode()) == (200, False)


def test_preview_at_the_desk_begins_when_the_text_was_handed_in(client, settings, entry, owner, secretary, registers):
    settings.SECOND_FACTOR_REQUIRED = False
    manuscript = manuscripting.begun(entry, owner)
    manuscripting.wrote(manuscript, owner, tagline="新しい一行", story="物語です。")
    client.force_login(secretary)
    address = reverse("manuscripts:preview", args=[manuscript.public_id])
    early = client.get(address).status_code
    manuscripts.hand_in(manuscripting.fresh(manuscript), by=owner)

    page = client.get(address)

    assert (early, page.status_code, "新しい一行" in page.content.decode()) == (404, 200, True)
    client.force_login(making.office(making.program("meister"), "elsewhere"))
    assert client.get(address).status_code == 404


def test_own_name_stands_on_the_card_and_falls_back_by_language(client, entry, secretary, registers):
    entries.write(entry, "ja", by=secretary, name="ひと折り車いす")
    public = RegisterPage.paths()
    Certificate.objects.filter(pk=entry.certificate_id).update(name_en="")

    japanese, english = (client.get(public[code]).content.decode() for code in ("ja", "en"))

    assert (">ひと折り車いす</a>" in japanese, 'lang="ja">ひと折り車いす</a>' in english) == (True, True)
    entries.write(entry, "en", by=secretary, name="One-Fold Chair")
    with translation.override("en"):
        asked = [rows.get().shown_name for rows in (Entry.objects.for_cards(), Entry.objects.prefetch_related("texts"))]
    assert asked == [Said("One-Fold Chair", "en")] * 2
