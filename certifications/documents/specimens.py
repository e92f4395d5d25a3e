"""A certificate as a design would draw it, for nobody, with long names: what the office sees while it designs."""

from certifications import number_patterns
from certifications.documents.certificate import certificate_pdf
from certifications.models import Certificate, CertificateDesign
from certifications.states import SubjectKind
from certifications.terms import term_end
from home import clock
from home.fiscal import fiscal_year
from home.typesetting import NotSet, typeset_apart
from home.uploads import page_pictures, sandbox
from home.uploads.findings import Unsound
from home.uploads.looking import quarantine

NO_CODE = "0" * 12
COMPANY = (
    "特定非営利活動法人つなぎ先端ものづくり技術開発支援ネットワーク協議会",
    "Tsunagi Network for the Development of Advanced Manufacturing",
)
THING = (
    "超高張力鋼板の冷間成形における割れ予測型サーボプレス制御技術　第三世代",
    "Servo Press Control That Foresees Cracks in High-Strength Steel, Third Generation",
)
PERSON = ("マリア・フェルナンダ・高橋・デ・オリヴェイラ", "Maria Fernanda Takahashi de Oliveira")


class DoesNotFit(Exception):
    """The paper needs more than a page in one of its languages; `pages` says how many there are together."""

    def __init__(self, pages: int) -> None:
        super().__init__(pages)
        self.pages = pages


def specimen_of(design: CertificateDesign) -> Certificate:
    """A certificate that nobody holds, not saved, marked as a specimen, of the program's first level."""
    program, today = design.program, clock.today()
    name, name_en = PERSON if program.subject_kind == SubjectKind.PERSON else THING
    holder, holder_en = (name, name_en) if program.subject_kind == SubjectKind.PERSON else COMPANY
    year = fiscal_year(today)
    return Certificate(
        code=NO_CODE,
        number=number_patterns.spelled(program.number_pattern, year, 123),
        program=program,
        level=program.levels.all()[0],
        category=program.categories.first(),
        design=design,
        fiscal_year=year,
        name_ja=name,
        name_en=name_en,
        holder_ja=holder,
        holder_en=holder_en,
        issued_on=today,
        valid_from=today,
        valid_until=term_end(today, program.validity_years),
        specimen=True,
    )


def pictures_of(design: CertificateDesign) -> list[bytes]:
    """The pages of the real paper as JPEGs, the Japanese one first; drawn in processes of their own, which takes seconds.

    Raises DoesNotFit, and NotSet where it cannot be drawn at all.
    """
    drawn = certificate_pdf(specimen_of(design), draw=typeset_apart)
    with quarantine() as folder:
        source = folder / "paper"
        source.write_bytes(drawn)
        try:
            pages = sandbox.draw_pages("pdf", source, folder)
        except Unsound as unsound:
            raise NotSet(unsound.code) from unsound
        if len(pages) != 2:
            raise DoesNotFit(len(pages))
        return [page_pictures.path_of(folder, number).read_bytes() for number in (1, 2)]
