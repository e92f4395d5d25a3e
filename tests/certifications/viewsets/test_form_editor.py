"""The desk of forms: begin, write, preview, publish, take up."""

import re

import pytest
from django.urls import reverse

from certifications.actions import form_versions
from certifications.models import FormVersion
from tests.certifications import making

pytestmark = pytest.mark.django_db

LINES = """# 会社について
会社名 | 80字 | 必須
業種 | 選択：製造、販売、その他 | 必須
海外拠点 | はい・いいえ
拠点の国 | 短文 | もし：海外拠点＝はい
# 製品
写真 | 写真 | 3点まで
"""


def address(name, *args):
    return reverse(f"form-versions:{name}", args=args)


@pytest.fixture
def edition(program, secretary):
    """An empty edition that is being written."""
    return form_versions.begin(program, empty=True, by=secretary)


def written(edition, secretary, text=LINES):
    """The edition with pasted lines."""
    form_versions.add_lines(edition, "", text, row_version=edition.row_version, by=secretary)
    edition.refresh_from_db()
    return edition


def arrange(client, edition, **data):
    edition.refresh_from_db()
    return client.post(address("arrange", edition.pk), {"row_version": edition.row_version} | data, follow=True)


def labels(edition):
    return [question.label_ja for question in edition.questions.order_by("section__order", "order")]


def test_an_edition_is_begun_as_a_copy_written_and_published(at_desk, program, secretary):
    client = at_desk(secretary)

    client.post(address("add"), {"program": program.pk, "source": "last"})
    edition = FormVersion.objects.get(program=program, published_at=None)
    before = labels(edition)
    section = edition.sections.last().code
    arrange(client, edition, verb="add", section=section, kind="long_text", label="今後の展望", required="on")
    edition.refresh_from_db()
    client.post(address("publish", edition.pk), {"row_version": edition.row_version})
    edition.refresh_from_db()

    assert labels(edition) == [*before, "今後の展望"]
    assert edition.published_by == secretary


def test_questions_are_pasted_as_lines(at_desk, edition, secretary):
    client = at_desk(secretary)

    response = client.post(address("lines", edition.pk), {"row_version": 1, "section": "", "text": LINES})

    assert response.status_code == 302
    rows = list(edition.questions.order_by("section__order", "order").values_list("label_ja", "kind", "required", "max_chars"))
    assert rows == [
        ("会社名", "short_text", True, 80),
        ("業種", "choice", True, None),
        ("海外拠点", "choice", False, None),
        ("拠点の国", "short_text", False, None),
        ("写真", "picture", False, None),
    ]


def test_buttons_move_duplicate_take_out_and_undo(at_desk, edition, secretary):
    client, edition = at_desk(secretary), written(edition, secretary)
    keys = {question.label_ja: str(question.key) for question in edition.questions.all()}

    arrange(client, edition, verb=f"down:{keys['会社名']}")
    moved = labels(edition)
    arrange(client, edition, verb=f"duplicate:{keys['写真']}")
    doubled = labels(edition)
    arrange(client, edition, verb=f"remove:{keys['業種']}")
    without = labels(edition)
    arrange(client, edition, verb="undo")

    assert moved == ["業種", "会社名", "海外拠点", "拠点の国", "写真"]
    assert doubled == [*moved, "写真"]
    assert without == doubled[1:]
    assert labels(edition) == doubled
    assert str(edition.questions.get(label_ja="業種").key) == keys["業種"]


def test_a_question_is_dragged_into_another_section(at_desk, edition, secretary):
    client, edition = at_desk(secretary), written(edition, secretary)
    target = edition.sections.order_by("order")[1].code
    key = str(edition.questions.get(label_ja="会社名").key)

    arrange(client, edition, verb="put", question=key, section=target, place="0")

    assert labels(edition) == ["業種", "海外拠点", "拠点の国", "会社名", "写真"]


def test_whoever_read_an_older_state_changes_nothing(at_desk, edition, secretary):
    client, edition = at_desk(secretary), written(edition, secretary)
    key = str(edition.questions.get(label_ja="会社名").key)
    before = labels(edition)

    response = client.post(address("arrange", edition.pk), {"row_version": 1, "verb": f"remove:{key}"}, follow=True)

    assert labels(edition) == before
    assert "ほかの方" in response.content.decode() or "別の" in response.content.decode()


def question_data(client, edition, key, **changes):
    """What the question's page would send, with changes."""
    page = client.get(address("question", edition.pk, key))
    form = page.context["form"]
    data = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in (data | changes).items() if value not in (None, False)}


def test_a_question_is_edited_with_a_condition_in_three_languages(at_desk, edition, secretary):
    client, edition = at_desk(secretary), written(edition, secretary)
    other = edition.questions.get(label_ja="業種")
    key = str(edition.questions.get(label_ja="写真").key)
    wanted = [f"{other.key}={choice['value']}" for choice in other.choices[:2]]
    data = question_data(
        client, edition, key, label_en="Picture", label_zh="照片", condition_question=str(other.key), condition_values=wanted
    )

    response = client.post(address("question", edition.pk, key), data)

    question = edition.questions.get(key=key)
    assert response.status_code == 302
    assert (question.label_en, question.label_zh) == ("Picture", "照片")
    assert question.condition == {"question": str(other.key), "one_of": ["c1", "c2"]}


def test_choices_keep_their_values_when_words_change(at_desk, edition, secretary):
    client, edition = at_desk(secretary), written(edition, secretary)
    question = edition.questions.get(label_ja="業種")
    data = question_data(
        client, edition, question.key, choices_ja="製造業\n卸売・小売\nその他", choices_en="Making\nTrade\nOther"
    )

    client.post(address("question", edition.pk, question.key), data)

    question.refresh_from_db()
    assert [(row["value"], row["label"]["ja"], row["label"]["en"]) for row in question.choices] == [
        ("c1", "製造業", "Making"),
        ("c2", "卸売・小売", "Trade"),
        ("c3", "その他", "Other"),
    ]


def test_the_question_is_shown_while_it_is_written_without_being_saved(at_desk, edition, secretary):
    client, edition = at_desk(secretary), written(edition, secretary)
    question = edition.questions.get(label_ja="会社名")
    data = question_data(client, edition, question.key, label_ja="貴社の名称", label_en="Your company")

    ja = client.post(address("try", edition.pk, question.key), data | {"language": "ja"})
    en = client.post(address("try", edition.pk, question.key), data | {"language": "en"})

    question.refresh_from_db()
    assert "貴社の名称" in ja.content.decode()
    assert "Your company" in en.content.decode()
    assert question.label_ja == "会社名"


def test_the_preview_is_the_applicants_page_in_a_frame(at_desk, edition, secretary):
    client, edition = at_desk(secretary), written(edition, secretary)

    outer = client.get(address("preview", edition.pk), {"language": "en", "width": "390"})
    page = client.get(address("preview_page", edition.pk))
    text = page.content.decode()

    assert outer.status_code == 200
    assert page["X-Frame-Options"] == "SAMEORIGIN"
    assert all(label in text for label in labels(edition))
    assert "data-condition=" in text
    assert not re.search(r"<script(?![^>]*src=)|\sstyle=|\son\w+=", text)


def test_what_is_to_be_mended_stands_on_the_page_with_links(at_desk, edition, secretary):
    client = at_desk(secretary)
    edition = written(edition, secretary, "# 一\n分野 | 選択：一つだけ\n")
    question = edition.questions.get()

    page = client.get(address("detail", edition.pk)).content.decode()
    response = client.post(address("publish", edition.pk), {"row_version": edition.row_version})
    edition.refresh_from_db()

    assert f'href="#q-{question.key}"' in page
    assert address("question", edition.pk, question.key) in response.content.decode()
    assert edition.published_at is None


def test_another_programs_secretariat_finds_no_edition(at_desk, edition, program):
    stranger = making.office(making.program("meister"), "meister-secretary")
    client = at_desk(stranger)

    assert [client.get(address(name, edition.pk)).status_code for name in ("detail", "lines", "publish", "export")] == [404] * 4


def test_the_approver_reads_but_does_not_write(at_desk, edition, secretary, approver):
    client, edition = at_desk(approver), written(edition, secretary)
    key = edition.questions.first().key

    page = client.get(address("detail", edition.pk))
    refused = [
        client.post(address("arrange", edition.pk), {"row_version": edition.row_version, "verb": f"remove:{key}"}),
        client.get(address("question", edition.pk, key)),
        client.get(address("publish", edition.pk)),
    ]

    assert page.status_code == 200
    assert "data-handle" not in page.content.decode()
    assert [response.status_code for response in refused] == [302, 302, 302]
    assert edition.questions.count() == 5


def test_a_published_edition_is_read_only(at_desk, program, secretary):
    client, published = at_desk(secretary), program.form_versions.get()
    key = published.questions.first().key

    page = client.get(address("detail", published.pk)).content.decode()
    response = arrange(client, published, verb=f"remove:{key}")

    assert "data-handle" not in page
    assert response.status_code == 200
    assert published.questions.filter(key=key).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_listing_asks_as_often_for_one_edition_as_for_three(at_desk, program, secretary, count, django_assert_num_queries):
    client = at_desk(secretary)
    for _number in range(count - 1):
        edition = form_versions.begin(program, by=secretary)
        form_versions.publish(edition, row_version=1, by=secretary)
    client.get(address("index"))

    with django_assert_num_queries(LISTING):
        response = client.get(address("index"))

    assert len(response.context["object_list"]) == count


LISTING = 13


def test_a_section_is_edited_in_three_languages(at_desk, edition, secretary):
    client, edition = at_desk(secretary), written(edition, secretary)
    code = edition.sections.order_by("order")[0].code
    data = {
        "row_version": edition.row_version,
        "title_ja": "貴社",
        "title_en": "Your company",
        "title_zh": "贵公司",
        "help_ja": "短く",
    }

    client.post(address("section", edition.pk, code), data)

    section = edition.sections.get(code=code)
    assert (section.title_ja, section.title_en, section.title_zh, section.help_ja) == ("貴社", "Your company", "贵公司", "短く")
