"""A certificate's design is written, published, and stays as it is for whatever was issued with it."""

import copy
import io
import subprocess

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.utils import DatabaseError

from certifications.actions import designs
from certifications.documents import certificate_pdf
from certifications.models import Certificate, CertificateDesign
from certifications.refusals.designs import DesignFrozen, DesignInHand, DesignTooLong, DesignWrong, SealTooSmall
from home.uploads.refusals import UploadRefused
from home.versions import StaleRecord
from tests.certifications import issuing, making
from tests.home import samples

pytestmark = pytest.mark.django_db
ALT = {"ja": "つなぎ市の市章", "en": "Emblem of the city"}


@pytest.fixture
def program(db):
    return making.program("kis")


@pytest.fixture
def office(program):
    return making.office(program, "design-office")


@pytest.fixture
def draft(program, office):
    return designs.begin(program, by=office)


def look_with(design, **parts):
    return copy.deepcopy(design.look) | parts


def seal(side=400, name="seal.png"):
    return SimpleUploadedFile(name, samples.picture("PNG", size=(side, side)), content_type="image/png")


def published(design, by, **parts):
    design = designs.change(design, look_with(design, **parts), row_version=design.row_version, by=by)
    return designs.publish(design, row_version=design.row_version, by=by)


def text_of(pdf):
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True)
    return "".join(done.stdout.decode().split())


def test_only_the_secretariat_designs(program, draft):
    approver, stranger = making.office(program, "approver", "approver"), making.office(making.program("meister"), "elsewhere")

    for nobody in (approver, stranger):
        for verb in (
            lambda by: designs.begin(program, by=by),
            lambda by: designs.change(draft, draft.look, row_version=1, by=by),
            lambda by: designs.put_seal(draft, seal(), alt=ALT, row_version=1, by=by),
            lambda by: designs.remove_seal(draft, row_version=1, by=by),
            lambda by: designs.publish(draft, row_version=1, by=by),
            lambda by: designs.discard(draft, row_version=1, by=by),
        ):
            with pytest.raises(PermissionDenied):
                verb(nobody)

    assert list(draft.history.values_list("action", flat=True)) == ["design.begin"]


def test_one_draft_at_a_time_and_nobody_writes_over_another(program, draft, office):
    with pytest.raises(DesignInHand):
        designs.begin(program, by=office)
    designs.change(draft, look_with(draft, frame="border"), row_version=1, by=office)
    with pytest.raises(StaleRecord):
        designs.change(draft, look_with(draft, frame="none"), row_version=1, by=office)

    assert CertificateDesign.objects.get().look["frame"] == "border"


def test_wrong_words_are_not_saved(draft, office):
    wrong = look_with(draft, closing={"ja": "{unknown}", "en": "{holder}"})

    with pytest.raises(DesignWrong) as refused:
        designs.change(draft, wrong, row_version=1, by=office)

    assert [fault.place for fault in refused.value.faults] == ["closing_ja"]
    assert CertificateDesign.objects.get().row_version == 1


def test_picture_is_checked_before_it_becomes_a_seal(draft, office):
    with pytest.raises(SealTooSmall):
        designs.put_seal(draft, seal(side=120), alt=ALT, row_version=1, by=office)
    with pytest.raises(UploadRefused):
        designs.put_seal(draft, SimpleUploadedFile("seal.png", b"%PDF-1.7"), alt=ALT, row_version=1, by=office)
    with pytest.raises(DesignWrong):
        designs.put_seal(draft, seal(), alt={"ja": "市章", "en": ""}, row_version=1, by=office)

    assert CertificateDesign.objects.get().seal is None


def test_too_long_a_design_is_not_published(draft, office):
    line = {"title": {"ja": "つなぎ市長", "en": "Mayor"}, "name": {"ja": "市長の名", "en": "The Mayor"}}
    long = look_with(
        draft,
        orientation="landscape",
        lead={"ja": "ながい" * 66, "en": "long " * 80},
        closing={"ja": "ながい" * 99, "en": "long " * 120},
        signatures=[line, line, line],
    )
    draft = designs.change(draft, long, row_version=1, by=office)

    with pytest.raises(DesignTooLong):
        designs.publish(draft, row_version=draft.row_version, by=office)

    assert CertificateDesign.objects.get().state == "draft"


def test_certificates_keep_the_design_they_were_issued_with():
    plain = issuing.released_round("kis", name="前の椅子")[0]
    office = making.person("designer-of-kis")
    plain.program.roles.create(user=office, role="secretariat", granted_at=making.OPENS)
    first = designs.begin(plain.program, by=office)
    first = designs.put_seal(first, seal(), alt=ALT, row_version=1, by=office)
    lead = {"ja": "つなぎ市はここに", "en": "The city hereby honors"}
    first = published(first, office, lead=lead, orientation="landscape", frame="border", accent="#5a1033")
    Certificate.objects.filter(pk=plain.pk).update(design=first)
    second = published(designs.begin(plain.program, by=office), office, lead={"ja": "のちの意匠", "en": "A later design"})
    drawn = Certificate.objects.get(pk=plain.pk)

    pdf = certificate_pdf(drawn)

    words = text_of(pdf)
    assert ("つなぎ市はここに" in words, "のちの意匠" in words) == (True, False)
    assert (plain.program.designs.current(), plain.design) == (second, None)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        boxes = [[float(side) for side in page.mediabox[2:]] for page in opened.pages]
        assert [width > height for width, height in boxes] == [True, True]
        alts = {str(each.Alt) for each in opened.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each}
        with opened.open_metadata() as metadata:
            assert metadata.get("pdfuaid:part") == "1"
    assert {ALT["ja"], ALT["en"]} <= alts


def test_released_certificate_names_the_design_in_use():
    program = making.program("kis")
    office = making.office(program, "early-office")
    closing = {"ja": "{holder}を讃えます。", "en": "We honor {holder}."}
    design = published(designs.begin(program, by=office), office, closing=closing)

    certificate = issuing.released_round("kis", name="椅子")[0]

    assert certificate.design == design
    words = text_of(certificate_pdf(certificate))
    assert [each for each in ("橘精機第0株式会社を讃えます。", "Wehonor") if each not in words] == []


def test_published_design_never_changes(draft, office):
    design = published(draft, office, frame="none")

    with pytest.raises(DesignFrozen):
        designs.change(design, look_with(design, frame="band"), row_version=design.row_version, by=office)
    with pytest.raises(DesignFrozen):
        designs.discard(design, row_version=design.row_version, by=office)
    with pytest.raises(DatabaseError), transaction.atomic():
        CertificateDesign.objects.filter(pk=design.pk).update(look={})
    if connection.vendor == "postgresql":
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM certifications_certificatedesign")


def test_older_design_comes_back_as_a_new_draft(program, draft, office):
    first = published(draft, office, frame="none")
    second = published(designs.begin(program, by=office), office, frame="border")
    again = designs.begin(program, like=first, by=office)

    assert (again.number, again.look, again.state) == (3, first.look, "draft")
    put_away = designs.discard(again, row_version=again.row_version, by=office)
    after = designs.begin(program, like=put_away, by=office)
    assert (after.number, program.designs.current()) == (4, second)
    assert [list(each.history.values_list("action", flat=True)) for each in (first, again)] == [
        ["design.begin", "design.change", "design.publish"],
        ["design.begin", "design.discard"],
    ]
