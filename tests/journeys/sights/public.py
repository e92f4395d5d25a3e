"""What everybody can see."""

from brands.models import Entry, RegisterPage, StoryIndexPage, StoryPage
from certifications.models import Certificate, Program, ProgramIndexPage
from events.models import EventIndexPage, EventPage
from home.models import HomePage, Letter, NewsIndexPage, NewsPage, StandardPage
from matching.models import FiguresPage
from tests.journeys.sights.sight import Sight, opening


def address(page):
    return page.get_url_parts()[2]


def first(model):
    return address(model.objects.live().filter(locale__language_code="ja").first())


def pages():
    """Every page class; sections with and without something to show."""
    yield Sight("HomePage", first(HomePage))
    yield Sight("HomePage", first(HomePage), "menu open on a phone", do=menu)
    yield Sight("StandardPage", first(StandardPage))
    yield Sight("NewsIndexPage", first(NewsIndexPage))
    yield Sight("NewsPage", first(NewsPage))
    yield Sight("FiguresPage", first(FiguresPage))
    yield Sight("StoryIndexPage", first(StoryIndexPage))
    yield Sight("StoryPage", first(StoryPage))
    programs = first(ProgramIndexPage)
    yield Sight("ProgramIndexPage", programs)
    for program in Program.objects.all():
        yield Sight("ProgramPage", f"{programs}{program.slug}/", program.slug)
    yield Sight("certifications:eligibility", f"{programs}kis/check/", "empty")
    yield Sight("certifications:eligibility", f"{programs}kis/check/?checked=1", "answered by nothing", status=400)
    yield Sight("NotFound", f"{programs}nothing/", "404", status=404)
    yield Sight("EventIndexPage", first(EventIndexPage), "list")
    yield Sight("EventIndexPage", f"{first(EventIndexPage)}?view=month", "month")
    yield Sight("EventIndexPage", f"{first(EventIndexPage)}?kind=talk&view=list", "of one kind")
    yield Sight("EventIndexPage", f"{first(EventIndexPage)}?month=2031-02&view=month", "empty")
    for state in ("scheduled", "cancelled", "postponed"):
        found = EventPage.objects.live().filter(locale__language_code="ja", event__state=state).first()
        yield Sight("EventPage", address(found), state)


def menu(page):
    page.set_viewport_size({"width": 320, "height": 900})
    page.locator(".header__menu").first.click()


def tick(page):
    page.locator(".choose input").first.check()


def register():
    """The register's list and one entry of every kind."""
    base = first(RegisterPage)
    yield Sight("RegisterPage", base)
    yield Sight("RegisterPage", f"{base}?view=list", "list")
    yield Sight("RegisterPage", f"{base}?on=2026-04-01", "as of a day")
    yield Sight("RegisterPage", f"{base}?on=nothing", "no day")
    yield Sight("home:open_data", "/data/")
    yield Sight("RegisterPage", f"{base}?q=車いす&program=kis", "filtered")
    yield Sight("RegisterPage", f"{base}?q=存在しない言葉", "empty")
    holder = Entry.objects.filter(hidden_at=None).exclude(certificate__organization=None).first().certificate.organization
    several = "&".join(f"e={entry.slug}" for entry in Entry.objects.filter(hidden_at=None).order_by("pk")[:5])
    yield Sight("RegisterPage", f"{base}?view=list&program=kis", "ticked", do=tick)
    yield Sight("RegisterPage", f"{base}compare/", "nothing to compare")
    yield Sight("RegisterPage", f"{base}compare/?{several}&e=nobody", "compared")
    yield Sight("RegisterPage", f"{base}compare/?{several.partition('&')[0]}&q=車いす", "one more is looked for")
    yield Sight("RegisterPage", f"{base}companies/{holder.public_id}/", "a company")
    found = {}
    for entry in Entry.objects.filter(hidden_at=None).select_related("certificate__program"):
        certificate = entry.certificate
        found.setdefault(f"{certificate.program.slug} {certificate.state}", entry)
        if certificate.valid_until:
            found.setdefault("with a term", entry)
    for state, entry in found.items():
        yield Sight("entry", f"{base}{entry.slug}/", state)


def machines():
    """Search, verification, letters of the sample city, errors."""
    yield Sight("home:search", "/search/", "empty")
    yield Sight("home:search", "/search/?q=認定")
    yield Sight("home:search", "/search/?q=存在しない言葉", "nothing found")
    yield Sight("verify", "/verify/", "empty")
    yield Sight("verify", "/verify/ABC/", "with errors", status=404)
    yield Sight("verify", "/verify/000000000000/", "unknown", status=404)
    for state in ("active", "suspended", "withdrawn", "surrendered"):
        certificate = Certificate.objects.filter(state=state).first()
        yield Sight("verify", f"/verify/{certificate.code}/", state)
    yield Sight("verify_file", "/verify/", "unknown", do=bring_a_file)
    yield Sight("home:gallery", "/components/")
    yield Sight(
        "home:gallery",
        "/components/",
        "dialog open",
        do=opening("[data-dialog='withdraw'], [commandfor='withdraw'], button:has-text('取り下げる')"),
    )
    yield Sight("home:letters", "/letters/")
    yield Sight("home:letter", f"/letters/{Letter.objects.latest('pk').public_id}/")
    yield Sight("NotFound", "/nothing/here/", "404", status=404)


def bring_a_file(page):
    page.set_input_files("#file", files=[{"name": "city.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 of somebody"}])
    with page.expect_navigation():
        page.click(".file-search button")
