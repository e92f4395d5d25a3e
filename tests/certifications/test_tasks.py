"""What the worker does for certificates: one bad paper does not hold up the others."""

import pytest

from certifications import tasks
from certifications.actions import certificates
from certifications.models import Certificate
from tests.certifications import issuing

pytestmark = pytest.mark.django_db


@pytest.fixture
def jam(monkeypatch):
    """Two certificates, of which the older cannot be drawn until the jam is taken out."""
    issuing.released_round("kis")
    issuing.released_round("meister", by_person=True)
    original = certificates.certificate_pdf

    def jammed(certificate):
        if certificate.program.slug == "kis":
            raise KeyError("paper")
        return original(certificate)

    with monkeypatch.context() as patched:
        patched.setattr(certificates, "certificate_pdf", jammed)
        yield patched


def drawn():
    return set(Certificate.objects.filter(pdf__isnull=False).values_list("program__slug", flat=True))


def test_missing_certificates_are_drawn(db):
    issuing.released_round("kis", cases=2)

    tasks.render_missing_certificates.call()

    assert Certificate.objects.filter(pdf__isnull=False).count() == 2


def test_one_that_cannot_be_drawn_is_logged_and_stops_none_of_the_others(jam, caplog):
    with pytest.raises(ExceptionGroup) as raised:
        tasks.render_missing_certificates.call()

    jammed = Certificate.objects.get(program__slug="kis")
    assert drawn() == {"meister"}
    assert [type(error) for error in raised.value.exceptions] == [KeyError]
    assert [record.getMessage() for record in caplog.records if record.name == "certifications.tasks"] == [
        f"certificate {jammed.pk} could not be drawn"
    ]


def test_what_failed_is_drawn_at_the_next_try(jam):
    with pytest.raises(ExceptionGroup):
        tasks.render_missing_certificates.call()
    jam.undo()

    tasks.render_missing_certificates.call()

    assert drawn() == {"kis", "meister"}
