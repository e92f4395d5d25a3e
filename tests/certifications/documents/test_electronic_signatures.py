"""The city's electronic signature in a paper: what a reader accepts, and that a changed paper is found out."""

import io
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from asn1crypto import pem
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.core.files.storage import storages
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from certifications.actions import certificates
from certifications.documents import electronic_signatures
from certifications.models import Certificate
from tests.certifications import issuing


@pytest.fixture
def city(tmp_path, settings):
    """A certificate of the city's own making, as key and chain."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Tsunagi City")])
    now = datetime.now(UTC)
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=9))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (tmp_path / "key.pem").write_bytes(key.private_bytes(*form))
    (tmp_path / "chain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    settings.PADES_KEY_FILE = str(tmp_path / "key.pem")
    settings.PADES_CERTIFICATE_FILE = str(tmp_path / "chain.pem")
    return asn1_x509.Certificate.load(pem.unarmor((tmp_path / "chain.pem").read_bytes())[2])


def judged(data, root):
    found = PdfFileReader(io.BytesIO(data)).embedded_signatures
    return [validate_pdf_signature(each, ValidationContext(trust_roots=[root])) for each in found]


@pytest.fixture
def paper(db, city):
    certificate = issuing.released_round("kis")[0]
    certificates.render(certificate)
    with storages["private"].open(Certificate.objects.get().pdf.path) as file:
        return file.read()


def test_paper_carries_a_signature_over_all_of_it(paper, city):
    (status,) = judged(paper, city)

    assert (status.intact, status.valid, status.trusted, status.bottom_line) == (True, True, True, True)
    assert status.coverage.name == "ENTIRE_FILE"
    assert status.docmdp_ok


def test_signed_paper_is_still_tagged(paper):
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        assert ("/StructTreeRoot" in pdf.Root, str(pdf.Root.Lang)) == (True, "ja-JP")
        fields = list(pdf.Root.AcroForm.Fields)
        assert [(str(field.T), int(field.F) & 2) for field in fields] == [("Signature", 2)]
        assert str(fields[0].V.SubFilter) == "/ETSI.CAdES.detached"


def test_changed_paper_is_found_out(paper, city):
    spot = paper.index(b"stream") + 40
    changed = bytearray(paper)
    changed[spot] ^= 1

    (status,) = judged(bytes(changed), city)

    assert (status.intact, status.bottom_line) == (False, False)


def test_added_part_is_found_out(paper, city):
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        pdf.pages[0].Rotate = 90
        out = io.BytesIO()
        pdf.save(out)

    assert [status.bottom_line for status in judged(out.getvalue(), city)] in ([], [False])


def test_nothing_is_signed_without_a_certificate(settings):
    assert not electronic_signatures.is_signing()


def test_key_that_cannot_be_read_signs_nothing(settings, tmp_path):
    settings.PADES_KEY_FILE = settings.PADES_CERTIFICATE_FILE = str(tmp_path / "none.pem")

    with pytest.raises(electronic_signatures.NotSigned):
        electronic_signatures.signed(b"%PDF-1.7", reason="")
