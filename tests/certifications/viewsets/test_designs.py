"""The desk of certificate designs: what the editor shows while one types, and who may look."""

import pytest
from django.urls import reverse

from certifications.actions import designs
from certifications.design_forms import LookForm
from certifications.models import CertificateDesign
from tests.certifications import making

pytestmark = pytest.mark.django_db
QUERIES = 13


@pytest.fixture
def program(db):
    return making.program("kis")


@pytest.fixture
def office(program):
    return making.office(program, "design-office")


@pytest.fixture
def draft(program, office):
    return designs.begin(program, by=office)


@pytest.fixture
def desk(at_desk, office):
    return at_desk(office)


def typed(design, **changes):
    first = LookForm(design=design)
    values = {name: first.get_initial_for_field(field, name) for name, field in first.fields.items()}
    return {name: "" if value is None else value for name, value in values.items()} | changes


def at(name, design):
    return reverse(f"certificate-designs:{name}", args=[design.pk])


def test_form_gives_back_the_look_it_was_filled_with(draft):
    form = LookForm(typed(draft), design=draft)

    assert (form.is_valid(), form.look()) == (True, draft.look)


def test_preview_draws_what_was_typed_and_saves_nothing(desk, draft):
    asked = typed(draft, closing_ja="{holder}を讃えます。", orientation="landscape") | {"preview": "1", "fragment": "1"}

    answer = desk.post(at("change", draft), asked)

    page = answer.content.decode()
    assert (answer.status_code, page.count("data:image/jpeg;base64,"), "<html" in page) == (200, 2, False)
    assert CertificateDesign.objects.get().look == draft.look
    whole = desk.post(at("change", draft), asked | {"fragment": ""}).content.decode()
    assert ("<html" in whole, "{holder}を讃えます。" in whole) == (True, True)


@pytest.mark.parametrize("button", [{}, {"preview": "1"}])
def test_wrong_placeholder_is_told_at_its_text(desk, draft, button):
    answer = desk.post(at("change", draft), typed(draft, closing_en="{hodler}") | button)

    form = answer.context["form"]
    known = "{holder}, {subject}, {number}, {level}, {category}, {program}, {attestation}, {issuer}, {issued_on}, {valid_until}"
    words = f"{{hodler}}という差し込み項目はありません。使えるのは次のものです：{known}"
    assert list(form.errors["closing_en"]) == [words]
    assert "data:image/jpeg" not in answer.content.decode()
    assert CertificateDesign.objects.get().row_version == 1


def test_save_publish_and_begin_again(desk, draft):
    desk.post(at("change", draft), typed(draft, frame="border", accent="own", own_color="#5a1033", place_level="", lead_ja="贈"))
    desk.post(at("publish", draft), {"row_version": 2})
    answer = desk.post(at("begin_from", draft), {"row_version": 3})

    first, second = CertificateDesign.objects.order_by("number")
    assert (first.state, first.look["accent"], first.look["lead"]["ja"]) == ("published", "#5a1033", "贈")
    assert first.look["facts"] == ["number", "holder", "subject", "issued_on", "valid_until"]
    assert (second.state, second.look, answer.url) == ("draft", first.look, at("detail", second))


def test_another_program_sees_nothing(at_desk, draft):
    stranger = at_desk(making.office(making.program("meister"), "elsewhere"))

    for name in ("detail", "change", "picture", "publish"):
        assert stranger.get(at(name, draft)).status_code == 404


def test_approver_reads_but_does_not_write(at_desk, program, draft):
    approver = at_desk(making.office(program, "approver", "approver"))

    answers = [approver.get(at(name, draft)).status_code for name in ("detail", "picture", "change", "seal", "publish")]

    # A refused page of the desk leads home with a word.
    assert answers == [200, 200, 302, 302, 302]


@pytest.mark.parametrize("count", [1, 3])
def test_listing_asks_the_same_whatever_its_length(at_desk, program, office, draft, count, django_assert_num_queries):
    for _turn in range(count - 1):
        put_away = CertificateDesign.objects.get(state="draft")
        designs.discard(put_away, row_version=put_away.row_version, by=office)
        designs.begin(program, by=office)
    client, address = at_desk(office), reverse("certificate-designs:index")
    client.get(address)

    with django_assert_num_queries(QUERIES):
        answer = client.get(address)

    assert answer.status_code == 200
