"""Renewals as the holder's pages: begun with one click, answered section by section, declined; others find nothing."""

import pytest

from certifications.models import Application
from home import clock
from tests.certifications import issuing, making, renewing
from tests.certifications.deciding import again

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate():
    return renewing.certificates()[0]


def address(certificate, what=""):
    return f"/certificates/{certificate.public_id}/renewal/{what}"


def test_from_the_invitation_to_the_submission(certificate):
    renewing.campaign_of(certificate, words={"ja": "番号はそのまま使えます。"})
    client = making.signed_in(issuing.holder(certificate))
    with clock.at(renewing.DURING):
        mine = client.get("/my/").content.decode()
        offered = client.get(f"/certificates/{certificate.public_id}/").content.decode()
        page = client.get(address(certificate)).content.decode()
        read = renewing.invitation(certificate).state
        begun = client.post(address(certificate))
        application = Application.objects.get(renews=certificate)
        delta = f"/applications/{application.public_id}/renewal/"
        first = client.get(delta).content.decode()
        codes = list(application.form_version.sections.values_list("code", flat=True))
        said = client.post(delta, {"unchanged": codes})
        second = client.get(delta).content.decode()

    assert [address(certificate) in text for text in (mine, offered)] == [True, True]
    assert ("番号はそのまま使えます。" in page, read) == (True, "opened")
    assert (begun.status_code, begun.url) == (302, f"/applications/{application.public_id}/")
    assert (said.status_code, first.count("checked"), second.count("checked")) == (302, 0, application.unchanged_sections.count())
    assert again(renewing.invitation(certificate)).state == "begun"


def test_who_will_not_renew_says_so_and_may_begin_after_all(certificate):
    renewing.campaign_of(certificate)
    client = making.signed_in(issuing.holder(certificate))
    with clock.at(renewing.DURING):
        declined = client.post(address(certificate, "decline/"), {"reason": "製造を終えます。"})
        state = renewing.invitation(certificate).state
        begun = client.post(address(certificate))

    assert (declined.status_code, state, begun.status_code) == (302, "declined", 302)


def test_others_find_nothing_and_viewers_only_read(certificate):
    renewing.campaign_of(certificate)
    viewer, stranger = making.colleague(certificate, "viewer"), making.person("stranger")
    with clock.at(renewing.DURING):
        told = {
            name: [client.get(address(certificate)).status_code]
            + [client.post(address(certificate, what)).status_code for what in ("", "decline/")]
            for name, client in {"viewer": making.signed_in(viewer), "stranger": making.signed_in(stranger)}.items()
        }
        application = renewing.begun(certificate)
        delta = f"/applications/{application.public_id}/renewal/"
        told["delta"] = [making.signed_in(each).post(delta).status_code for each in (viewer, stranger)]

    assert told == {"viewer": [200, 403, 403], "stranger": [404, 404, 404], "delta": [403, 404]}
    assert (renewing.invitation(certificate).state, application.unchanged_sections.count()) == ("begun", 0)


def test_without_an_invitation_there_is_no_page(certificate):
    client = making.signed_in(issuing.holder(certificate))

    assert [client.get(address(certificate)).status_code, client.post(address(certificate)).status_code] == [404, 404]


def test_a_round_that_is_over_is_told_clearly(certificate):
    renewing.campaign_of(certificate)
    client = making.signed_in(issuing.holder(certificate))

    with clock.at(renewing.CLOSES):
        answer = client.post(address(certificate))

    assert (answer.status_code, Application.objects.filter(renews=certificate).count()) == (409, 0)
