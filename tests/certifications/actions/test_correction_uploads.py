"""A correction that is handed in while its file is under way: listed, awaited by the office, and completed when it has come."""

import pytest

from certifications.actions import corrections, rechecks, uploads
from certifications.models import UploadTicket
from certifications.refusals import FilesArriving, TicketClosed
from home import clock
from tests.certifications import making
from tests.certifications.deciding import again
from tests.home import samples

pytestmark = pytest.mark.django_db
PICTURE = samples.picture()
DUE = making.DURING.date().replace(day=28)


@pytest.fixture
def asked(submitted, secretary):
    """A correction of a picture, and a ticket for the new one."""
    question = submitted.form_version.questions.filter(kind="picture").first()
    corrections.request(submitted, {str(question.key): "新しい写真をください"}, due_on=DUE, by=secretary)
    return again(submitted), question


@pytest.fixture
def ticket(asked, owner):
    application, question = asked
    return uploads.issue(application, question.key, name="新.jpg", size=len(PICTURE), by=owner)


def hand_in(application, owner):
    corrections.reply(application.correction_requests.get().items.get(), text="", by=owner)
    return corrections.resubmit(application, by=owner)


def test_handing_in_lists_the_file_and_the_office_waits_for_it(asked, ticket, owner, secretary):
    application, question = asked
    version = hand_in(application, owner)
    points = [item.pk for item in application.correction_requests.get().items.all()]
    with pytest.raises(FilesArriving):
        rechecks.settle(again(application), accepted=points, again={}, by=secretary)

    done = uploads.receive(UploadTicket.objects.get(), PICTURE, offset=0, by=owner)

    last = again(application).versions.latest("seq")
    rechecks.settle(again(application), accepted=points, again={}, by=secretary)
    assert ([row["name"] for row in version.awaited], version.kind) == (["新.jpg"], "corrected")
    assert (done.state, last.kind, last.awaited) == ("finished", "late_file", [])
    assert "新.jpg" in [row["name"] for row in last.files if row["key"] == str(question.key)]
    assert application.correction_requests.get().state == "closed"


def test_without_a_handing_in_the_file_has_nowhere_to_go(asked, ticket, owner, secretary):
    application, _question = asked
    with clock.at(making.DURING.replace(month=making.DURING.month + 1)):
        corrections.close(application, reason="期限までに届かなかったため", by=secretary)

        with pytest.raises(TicketClosed):
            uploads.add(UploadTicket.objects.get(), PICTURE[:10], offset=0, by=owner)
