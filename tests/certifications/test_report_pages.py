"""A periodic report on its holder's pages."""

import pytest

from home import clock
from tests.certifications import issuing, making, renewing
from tests.certifications.actions.test_periodic_reports import ANSWERS, asked
from tests.certifications.deciding import again

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate():
    return renewing.certificates()[0]


def address(report):
    return f"/certificates/{report.certificate.public_id}/reports/{report.public_id}/"


def test_a_holder_sends_the_report_where_it_is_asked_for(certificate):
    report = asked(certificate)
    client = making.signed_in(issuing.holder(certificate))
    with clock.at(renewing.noon("2028-03-05")):
        page = client.get(f"/certificates/{certificate.public_id}/").content.decode()
        mine = client.get("/my/")
        wrong = client.post(address(report), ANSWERS | {"complaints": ""})
        done = client.post(address(report), ANSWERS | {"sold": "1200"})
        after = client.get(address(report)).content.decode()
        anew = client.post(address(report), ANSWERS)

    assert (address(report) in page, mine.context["step"].url) == (True, address(report))
    assert (wrong.status_code, done.status_code, anew.status_code) == (422, 302, 409)
    assert ("1,200" in after, '<form method="post" class="stack' in after, again(report).state) == (True, False, "sent")


def test_nobody_else_finds_it(certificate):
    report = asked(certificate)
    with clock.at(renewing.noon("2028-03-05")):
        other = making.signed_in(making.person("other")).get(address(report))

    assert other.status_code == 404
