"""What the catalog shows: the holder's words with fallback, pictures with their descriptions, companies, stories."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from brands.actions import entries, pictures
from brands.models import Entry, EntryPicture, StoryEntry, StoryIndexPage, StoryPage
from home.actions import files
from tests.brands import manuscripting
from tests.certifications import making
from tests.home import samples

pytestmark = pytest.mark.django_db
JAPANESE = {
    "tagline": "片手で畳める", "story": "物語です。", "price": "12,000円", "price_note": "送料は当社負担です。",
    "where_to_buy": "通信販売", "where_to_try": "展示室", "specifications": [{"label": "重さ", "value": "8.4kg"}],
}  # fmt: skip


def page(client, path):
    response = client.get(path)
    return response.status_code, response.content.decode()


def test_every_part_of_the_text_is_shown(client, registers, enter):
    enter(words={"ja": JAPANESE})

    status, body = page(client, "/brands/kis-2026-001/")

    wanted = ["片手で畳める", "物語です。", "12,000円", "送料は当社負担です。", "通信販売", "展示室", "重さ", "8.4kg"]
    assert (status, [words for words in wanted if words not in body]) == (200, [])
    assert "entry__only" not in body


def test_what_is_not_translated_stands_in_japanese_with_a_quiet_note(client, registers, enter):
    enter(words={"ja": JAPANESE, "en": {"tagline": "Folds with one hand"}}, name_en="Folding wheelchair")

    _status, body = page(client, "/en/brands/kis-2026-001/")

    assert "Folds with one hand" in body
    assert '<div class="entry__prose" lang="ja"><p>物語です。' in body
    assert body.count(">Japanese only<") == 2  # the story and the specifications


def test_a_name_of_the_holders_own_stands_beside_the_certified_one(client, registers, enter):
    enter("ひとつ折り車いす", words={"ja": {**JAPANESE, "name": "オルクル"}})

    _status, body = page(client, "/brands/kis-2026-001/")

    assert re.search(r"<h1>オルクル</h1><p class=\"quiet\">.*?<span>ひとつ折り車いす</span></p>", body)


def test_the_leading_picture_is_asked_for_first_and_others_later(client, registers, enter):
    entry = enter(words={"ja": JAPANESE})
    for number in range(2):
        file = files.store_bytes(samples.picture(color=(number, 9, 9)), media_type="image/jpeg")
        pictures.add_picture(entry, file, order=number, description=f"{number}枚目")
    pictures.lighten(entry)
    EntryPicture.objects.filter(order=1).update(alt_en="The second one")

    body = page(client, "/brands/kis-2026-001/")[1]
    english = page(client, "/en/brands/kis-2026-001/")[1]

    found = re.findall(r'<picture>(<source type="image/avif"[^>]*>)?<img [^>]*alt="([^"]*)" loading="(\w+)"', body)
    assert [(bool(light), alt, loading) for light, alt, loading in found[:2]] == [
        (True, "0枚目", "eager"),
        (False, "1枚目", "lazy"),
    ]
    assert body.count('fetchpriority="high"') == 1
    assert 'alt="The second one"' in english
    assert not re.search(r"<img (?![^>]*width=)", body)


def test_a_company_has_all_that_it_holds_and_what_is_over_apart(client, registers, enter, company):
    enter("いま有効")
    days = {"issued_on": date(2026, 1, 1), "valid_from": date(2026, 1, 1), "valid_until": date(2026, 12, 31)}
    enter("終わったもの", **days)
    enter("別の会社のもの", maker=making.organization("別の会社"))

    status, body = page(client, f"/brands/companies/{company.public_id}/")

    assert (status, "いま有効" in body, "別の会社のもの" in body) == (200, True, False)
    assert body.index("いま有効") < body.index('id="past"') < body.index("終わったもの")
    assert f'href="/brands/companies/{company.public_id}/"' in page(client, "/brands/kis-2026-001/")[1]


def test_a_company_of_which_nothing_is_public_is_not_there(client, registers, enter):
    other = making.organization("登録だけの会社")
    hidden = enter("隠したもの", maker=making.organization("隠した会社"))
    entries._changed(hidden, hidden_at=hidden.created_at)
    missing = "00000000-0000-4000-8000-000000000000"

    of = [other.public_id, hidden.certificate.organization.public_id, missing]

    assert [client.get(f"/brands/companies/{one}/").status_code for one in of] == [404, 404, 404]


def test_the_sitemap_names_companies_with_something_to_show(client, registers, enter, company):
    enter()
    making.organization("登録だけの会社")

    body = client.get("/sitemap-companies.xml").content.decode()

    assert body.count("<loc>") == 3
    assert f"/en/brands/companies/{company.public_id}/" in body


@pytest.fixture
def story(registers, enter):
    enter("こだま")
    front = registers["ja"].get_parent().specific
    index = front.add_child(instance=StoryIndexPage(title="物語", slug="stories", locale=front.locale))
    page = index.add_child(instance=StoryPage(title="出会い", slug="kodama", date=date(2026, 11, 1), locale=front.locale))
    StoryEntry.objects.create(story=page, number="KIS-2026-001")
    return page


def test_a_story_and_its_entry_lead_to_each_other(client, story):
    told = page(client, "/stories/kodama/")[1]
    entry = page(client, "/brands/kis-2026-001/")[1]

    assert ('href="/brands/kis-2026-001/"' in told, "/stories/kodama/" in entry) == (True, True)
    assert "出会い" in page(client, "/stories/")[1]


def test_a_draft_of_a_story_is_not_told_on_the_entry(client, story):
    story.unpublish()

    assert "/stories/kodama/" not in page(client, "/brands/kis-2026-001/")[1]


def test_only_what_the_register_shows_is_linked(story):
    Entry.objects.update(hidden_at=story.first_published_at or Entry.objects.get().created_at)

    with pytest.raises(ValidationError):
        StoryEntry(story=story, number="KIS-2026-001").clean()


def test_approved_pictures_become_public_described_and_others_go(client, registers, released, owner, secretary):
    entry = Entry.objects.get()
    pictures.take_pictures(entry)
    manuscript = manuscripting.begun(entry, owner)
    manuscripting.wrote(manuscript, owner, tagline="一行", story="物語")
    added = manuscripting.with_picture(manuscript, owner, alt="畳んだ車いす")
    before = entry.pictures.count()
    first = manuscript.pictures.order_by("order").first()
    current = manuscripting.fresh(manuscript)
    gone = {"alt_ja": "x", "alt_en": "", "alt_zh": "", "focus": "center", "order": 0, "removed": True}
    kept = {"alt_ja": "畳んだ車いす", "alt_en": "Folded", "alt_zh": "", "focus": "top_left", "order": 1, "removed": False}
    pictures.describe(current, row_version=current.row_version, rows={first.pk: gone, added.pk: kept}, by=owner)
    pictures_before = list(entry.pictures.values_list("alt_ja", flat=True))
    manuscripting.manuscripts.hand_in(manuscripting.fresh(manuscript), by=owner)
    waiting = manuscripting.fresh(manuscript)
    manuscripting.manuscripts.approve(waiting, seen=waiting.mark, by=secretary)

    pictures.arrange(waiting)
    pictures.arrange(manuscripting.fresh(manuscript))

    shown = entry.pictures.get()
    assert (before, len(pictures_before), shown.alt_en, shown.focus) == (1, 1, "Folded", "top_left")
    assert (shown.picture.focal_point_x, shown.picture.focal_point_width) == (round(80 / 6), round(80 / 3))
