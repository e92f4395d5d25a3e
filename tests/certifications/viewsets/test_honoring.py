"""The desk records that a master has retired; things are not offered it."""

import pytest
from django.urls import reverse

from organizations.models import User
from tests.certifications import issuing
from tests.certifications.deciding import again

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("after_release")]


def at(certificate, verb="detail"):
    return reverse(f"certificates:{verb}", args=[certificate.public_id])


def test_recorded_and_taken_back_at_the_desk(at_desk):
    certificate = issuing.released_round("meister", by_person=True)[0]
    client = at_desk(User.objects.get(email="s-meister@people.example"))

    wrong = client.post(at(certificate, "honor"), {"kind": "late", "year": "1990", "asked_by": "ご長男"})
    client.post(at(certificate, "honor"), {"kind": "retired", "year": "2027", "asked_by": "ご本人から電話"})
    page = client.get(at(certificate)).content.decode()
    form = client.get(at(certificate, "honor")).content.decode()
    client.post(at(certificate, "honor"), {"kind": "", "asked_by": "入力の誤り"})

    assert (wrong.status_code, again(certificate).honor) == (200, "")
    assert ("2027年に引退" in page, "ご本人から電話" in page, 'value="2027"' in form) == (True, True, True)


def test_a_product_is_not_offered_it(at_desk):
    certificate = issuing.released_round("kis")[0]
    client = at_desk(User.objects.get(email="s-kis@people.example"))

    assert at(certificate, "honor") not in client.get(at(certificate)).content.decode()
    client.post(at(certificate, "honor"), {"kind": "late", "asked_by": "x"})
    assert again(certificate).honor == ""
