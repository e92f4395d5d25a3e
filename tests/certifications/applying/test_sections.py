"""A section saved as a whole."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from certifications.actions import answering, applications, corrections
from certifications.applying_forms import fingerprint
from certifications.models import Answer, Application
from home import clock
from home.dates import moment
from tests.certifications import making
from tests.home import samples

pytestmark = pytest.mark.django_db


def question(application, kind, number=0):
    return application.round.form_version.questions.filter(kind=kind).order_by("order")[number]


def values(application):
    return dict(application.answers.values_list("key", "value"))


def drawn(*rows):
    """What the page sends: typed text beside the version and the fingerprint with which it was drawn."""
    sent = {}
    for row, typed, kept, version in rows:
        sent |= {f"a-{row.key}": typed, f"v-{row.key}": version, f"h-{row.key}": fingerprint(kept)}
    return sent


def save(client, to, application, row, value, read_version=0):
    body = json.dumps({"value": value, "read_version": read_version})
    return client.post(to("answer", application, row.key), body, content_type="application/json")


def test_section_saves_what_people_type(draft, owner, as_user, to):
    name, price, site = question(draft, "short_text"), question(draft, "yen"), question(draft, "url")
    sent = drawn((name, "ORU\r\n", None, 0), (price, "１２８，０００円", None, 0), (site, "www.tachibana.example", None, 0))

    response = as_user(owner).post(to("section", draft, "product"), sent | {"go": "next"})

    assert response.url == to("section", draft, "principles")
    assert values(draft) == {name.key: "ORU", price.key: 128000, site.key: "https://www.tachibana.example"}


def test_section_keeps_what_cannot_be_read_in_its_field(draft, owner, as_user, to):
    name, price = question(draft, "short_text"), question(draft, "yen")

    response = as_user(owner).post(to("section", draft, "product"), drawn((name, "ORU", None, 0), (price, "安い", None, 0)))

    text = response.content.decode()
    assert (response.status_code, values(draft)) == (400, {name.key: "ORU"})
    assert "<title>エラー: " in text
    assert 'value="安い"' in text
    assert f'href="#id_a-{price.key}"' in text


def test_section_leaves_untouched_fields_to_whoever_changed_them(draft, owner, editor, as_user, to):
    name, price = question(draft, "short_text"), question(draft, "yen")
    answering.save(draft, price.key, 1000, read_version=0, by=owner)
    answering.save(draft, price.key, 2000, read_version=1, by=editor)

    response = as_user(owner).post(to("section", draft, "product"), drawn((name, "ORU", None, 0), (price, "1000", 1000, 1)))

    assert (response.status_code, values(draft)) == (302, {name.key: "ORU", price.key: 2000})


def test_section_shows_both_answers_when_two_people_wrote(draft, owner, editor, as_user, to):
    price = question(draft, "yen")
    answering.save(draft, price.key, 1000, read_version=0, by=owner)
    answering.save(draft, price.key, 2000, read_version=1, by=editor)
    client = as_user(owner)
    sent = drawn((price, "3000", 1000, 1))

    response = client.post(to("section", draft, "product"), sent)
    text = response.content.decode()
    again = client.post(to("section", draft, "product"), drawn((price, "3000", 2000, 2)))

    assert (response.status_code, values(draft)[price.key]) == (409, 3000)
    assert ("2,000円" in text, 'value="3000"' in text, 'name="take"' in text) == (True, True, True)
    assert again.status_code == 302


def test_section_takes_over_the_other_answer(draft, owner, editor, as_user, to):
    price = question(draft, "yen")
    answering.save(draft, price.key, 2000, read_version=0, by=editor)

    as_user(owner).post(to("section", draft, "product"), drawn((price, "3000", None, 0)) | {"take": str(price.key)})

    assert values(draft) == {price.key: 2000}


def test_section_takes_and_removes_files_with_the_save_button(draft, owner, as_user, to):
    place = question(draft, "file")
    client = as_user(owner)
    address = to("section", draft, "evidence")

    added = client.post(address, {f"f-{place.key}": SimpleUploadedFile("試験.pdf", samples.pdf())})
    attachment = draft.attachments.get()
    removed = client.post(address, {"remove": str(attachment.public_id)})

    attachment.refresh_from_db()
    assert (added.status_code, removed.status_code, attachment.name) == (302, 302, "試験.pdf")
    assert attachment.removed_at == making.DURING


def test_section_says_at_the_field_why_a_file_was_refused(draft, owner, as_user, to):
    place = question(draft, "file")
    sent = {f"f-{place.key}": SimpleUploadedFile("試験.pdf", b"<html></html>")}

    response = as_user(owner).post(to("section", draft, "evidence"), sent)

    assert (response.status_code, draft.attachments.count()) == (400, 0)
    assert f'href="#id_f-{place.key}"' in response.content.decode()


def test_file_sent_after_another_window_submitted_is_named_and_the_way_on_is_said(filled, owner, editor, as_user, to):
    place = question(filled, "file")
    kept = filled.attachments.count()
    applications.submit(filled, by=owner)
    sent = {f"f-{place.key}": SimpleUploadedFile("試験.pdf", samples.pdf())}

    response = as_user(editor).post(to("section", filled, "evidence"), sent)

    text = response.content.decode()
    at = moment(filled.versions.get().submitted_at, "ja")
    assert (response.status_code, filled.attachments.count()) == (409, kept)
    assert "<h1>申請はすでに提出されています</h1>" in text
    assert f"{owner}さんが{at}に申請を提出しました。追加されなかったファイル：試験.pdf。" in text
    assert "「メッセージ」から事務局へ" in text


def test_section_with_check_says_what_is_missing(draft, owner, as_user, to):
    client = as_user(owner)
    quiet = client.get(to("section", draft, "product")).content.decode()
    strict = client.get(to("section", draft, "product") + "?check=1").content.decode()

    assert ("error-summary" in quiet, "error-summary" in strict) == (False, True)


def test_section_of_a_correction_opens_the_named_question_only(submitted, owner, secretary, as_user, to):
    named, other = question(submitted, "short_text", 0), question(submitted, "short_text", 1)
    corrections.request(submitted, {str(named.key): "型番を加えてください。"}, due_on=making.CLOSES.date(), by=secretary)
    client = as_user(owner)

    text = client.get(to("section", submitted, "product")).content.decode()
    forged = client.post(
        to("section", submitted, "product"), drawn((named, "A", "座ったままひと折り", 1), (other, "B", "座ったままひと折り", 1))
    )

    assert (f'name="a-{named.key}"' in text, f'name="a-{other.key}"' in text) == (True, False)
    assert "型番を加えてください。" in text
    assert (forged.status_code, values(submitted)[named.key]) == (409, "座ったままひと折り")


@pytest.mark.parametrize("state", ["submitted", "correction", "in_review", "decided", "withdrawn", "lapsed"])
def test_forged_posts_change_nothing_in_any_closed_state(submitted, owner, as_user, to, state):
    Application.objects.filter(pk=submitted.pk).update(state=state)
    client = as_user(owner)
    row, place = question(submitted, "short_text"), question(submitted, "file")
    before = list(Answer.objects.order_by("pk").values_list("value", "version"))
    attachment = submitted.attachments.first()

    answers = [
        client.post(to("section", submitted, "product"), drawn((row, "forged text", "座ったままひと折り", 1))),
        save(client, to, submitted, row, "forged text", 1),
        client.post(to("attach", submitted, place.key), {"file": SimpleUploadedFile("a.pdf", samples.pdf())}),
        client.post(to("section", submitted, "product"), {"remove": str(attachment.public_id)}),
    ]

    attachment.refresh_from_db()
    assert [response.status_code for response in answers] == [409] * 4
    assert "forged text" in answers[0].content.decode()
    assert list(Answer.objects.order_by("pk").values_list("value", "version")) == before
    assert (submitted.attachments.count(), attachment.removed_at) == (2, None)


def test_section_after_the_close_can_only_be_read(draft, owner, as_user, to):
    client = as_user(owner)
    row = question(draft, "short_text")
    with clock.at(making.CLOSES):
        text = client.get(to("section", draft, "product")).content.decode()
        late = client.post(to("section", draft, "product"), drawn((row, "一秒遅れの文章", None, 0)))

    assert (f'name="a-{row.key}"' in text, late.status_code, values(draft)) == (False, 409, {})
    assert "一秒遅れの文章" in late.content.decode()


def test_section_that_the_form_does_not_have_is_not_found(draft, owner, as_user, to):
    assert as_user(owner).get(to("section", draft, "none")).status_code == 404


def test_a_question_behind_a_condition_is_hidden_until_it_is_asked(company, owner, as_user, to):
    data = making.program_data()
    data["questions"][2]["condition"] = {"question": data["questions"][1]["key"], "equals": "agent"}
    program = making.program(questions=data["questions"])
    draft = making.draft(making.published_round(program, making.office(program, "office")), owner, organization=company)
    key = data["questions"][2]["key"]
    client = as_user(owner)

    before = client.get(to("section", draft, "product")).context["section"].questions[2].asked
    save(client, to, draft, question(draft, "choice"), "agent")
    after = client.get(to("section", draft, "product"))

    assert (before, after.context["section"].questions[2].asked) == (False, True)
    assert f'id="q-{key}"' in after.content.decode()


@pytest.fixture
def consent(db, company, owner):
    """A draft whose form asks for a consent, and that question."""
    data = making.program_data()
    data["questions"][2] |= {"kind": "consent", "choices": [], "consent": {"ja": "甲に従います。", "en": "", "zh": ""}}
    program = making.program(questions=data["questions"])
    draft = making.draft(making.published_round(program, making.office(program, "office")), owner, organization=company)
    return draft, question(draft, "consent")


@pytest.mark.parametrize(("terms", "kept"), [("now", True), ("", False), ("0" * 16, False)])
@pytest.mark.parametrize("door", ["script", "button"])
def test_a_consent_counts_only_for_the_words_that_stood_on_the_page(consent, owner, as_user, to, door, terms, kept):
    draft, row = consent
    terms = row.terms if terms == "now" else terms
    client, code = as_user(owner), row.section.code
    if door == "script":
        body = json.dumps({"value": True, "read_version": 0})
        answer = client.post(f"{to('answer', draft, row.key)}?terms={terms}", body, content_type="application/json")
        said, refused = answer.json().get("error", ""), 409
    else:
        answer = client.post(to("section", draft, code), drawn((row, "on", None, 0)) | {f"t-{row.key}": terms})
        said, refused = answer.content.decode(), 400

    assert (values(draft), answer.status_code == refused) == ({row.key: True} if kept else {}, not kept)
    assert ("文言が変わりました" in said) is not kept


def test_after_its_words_have_changed_a_box_is_empty_again(consent, owner, as_user, to):
    draft, row = consent
    name = question(draft, "short_text")
    sent = drawn((row, "on", None, 0), (name, "杖", None, 0)) | {f"t-{row.key}": "0" * 16}

    page = as_user(owner).post(to("section", draft, row.section.code), sent)

    form = page.context["rows"][2]["field"].form
    assert (values(draft), form[f"a-{row.key}"].value(), form[f"a-{name.key}"].value()) == ({name.key: "杖"}, False, "杖")


@pytest.mark.parametrize("name", ["label_ja", "help_en", "consent_zh"])
def test_another_word_in_any_language_makes_other_terms(consent, name):
    _draft, row = consent
    before = row.terms
    setattr(row, name, "別の言葉")

    assert row.terms != before
