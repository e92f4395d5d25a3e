"""A master retires or dies: an event with who asked, shown in the register, and the certificate stays in force."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from certifications.actions import honors
from certifications.certificate_permissions import may_honor
from certifications.models import Certificate
from certifications.refusals import AskerMissing, HonorUnchanged, YearWrong
from home import clock
from home.models import Letter
from organizations.models import User
from tests.certifications import issuing, making
from tests.certifications.deciding import again

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("after_release")]
ASKED = "ご長男から電話"


@pytest.fixture
def certificate(db):
    return issuing.released_round("meister", by_person=True)[0]


@pytest.fixture
def secretary(certificate):
    return User.objects.get(email="s-meister@people.example")


def test_retired_late_and_taken_back_are_events_in_order(certificate, secretary):
    letters = Letter.objects.count()
    year = clock.today().year
    shown = []
    for kind, told in (("retired", year), ("late", None), ("", None)):
        honors.honor(certificate, kind=kind, year=told, asked_by=ASKED, note="内部", by=secretary)
        shown.append(again(certificate).honor_words)

    events = certificate.history.filter(action="certificate.honor").order_by("seq")
    assert shown == [f"{year}年に引退", "故人", ""]
    assert [(event.facts["honor"], event.to_state) for event in events] == [("retired", ""), ("late", ""), ("", "")]
    assert {event.note for event in events} == {f"{ASKED}\n内部"}
    assert (again(certificate).status_on(clock.today()), Letter.objects.count()) == ("valid", letters)


@pytest.mark.parametrize(
    ("language", "words"), [("ja", "2027年に逝去"), ("en", "Passed away in 2027"), ("zh-hans", "2027年逝世")]
)
def test_the_words_in_three_languages(language, words):
    with translation.override(language):
        assert Certificate(honor="late", honor_year=2027).honor_words == words


def test_register_and_check_say_so_without_who_asked(certificate, secretary, client):
    honors.honor(certificate, kind="retired", year=clock.today().year, asked_by=ASKED, by=secretary)

    pages = [
        client.get(path).content.decode() for path in (f"/verify/{certificate.code}/", f"/verify/{certificate.code}/?lang=en")
    ]

    words = again(certificate).honor_words
    assert (words in pages[0], f"Retired in {clock.today().year}" in pages[1]) == (True, True)
    assert [ASKED in page for page in pages] == [False, False]


def test_what_is_refused(certificate, secretary):
    with pytest.raises(AskerMissing):
        honors.honor(certificate, kind="late", asked_by=" ", by=secretary)
    for year in (clock.today().year + 1, certificate.issued_on.year - 1):
        with pytest.raises(YearWrong):
            honors.honor(certificate, kind="late", year=year, asked_by=ASKED, by=secretary)
    with pytest.raises(HonorUnchanged):
        honors.honor(certificate, kind="", asked_by=ASKED, by=secretary)

    assert again(certificate).honor == ""


def test_who_may(certificate, secretary):
    people = {
        "secretary": secretary,
        "approver": User.objects.get(email="a-meister@people.example"),
        "holder": issuing.holder(certificate),
        "stranger": making.person("stranger"),
    }

    table = {name: may_honor(User.objects.get(pk=person.pk), certificate) for name, person in people.items()}

    assert table == {"secretary": True, "approver": False, "holder": False, "stranger": False}
    with pytest.raises(PermissionDenied):
        honors.honor(certificate, kind="late", asked_by=ASKED, by=people["approver"])


def test_things_are_not_honored():
    thing = issuing.released_round("kis")[0]
    secretary = User.objects.get(email="s-kis@people.example")

    with pytest.raises(PermissionDenied):
        honors.honor(thing, kind="retired", asked_by=ASKED, by=secretary)
