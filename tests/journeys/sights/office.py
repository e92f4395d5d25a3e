"""What the office has besides the plain desks: the queue, comparisons, extensions, letters on paper."""

from django.urls import reverse

from certifications.actions import letters_by_post
from organizations.models import User
from tests.journeys.sights.sight import Sight, at
from tests.journeys.sights.states import corrected, every_state, not_met, office, to_be_confirmed

SECRETARIES = [f"secretary.{name}@city.example" for name in ("kis", "brand", "meister", "design")]


def press(value):
    """Sends the desk's form by one of its buttons."""

    def act(page):
        with page.expect_navigation():
            page.locator(f"main button[name=go][value={value}]").first.click()

    return act


def refuse(page):
    """The case is refused, and no reason is written."""
    page.locator("main [name^='verb-'][value=not_met]").first.check()
    press("summary")(page)


def screening():
    """The queue by due day, and several cases in one go."""
    every_state()
    case = corrected()
    who, queue = office(case.round.program), reverse("cases:screening")
    yield Sight("cases:screening", queue, who=who)
    yield Sight("cases:screening", f"{queue}?who=mine", "nothing of mine", who=who)
    waits = not_met()
    officer = office(waits.round.program)
    several = f"{reverse('cases:bulk_screening')}?case={waits.public_id}&case={case.public_id}"
    yield Sight("cases:bulk_screening", several, who=officer)
    yield Sight("cases:bulk_screening", several, "summary", who=officer, do=press("summary"))
    yield Sight("cases:bulk_screening", several, "with errors", who=officer, do=refuse)
    yield Sight("cases:bulk_screening", reverse("cases:bulk_screening"), "none chosen", who=who)
    yield Sight("cases:compare", at("cases:compare", case), who=who)
    yield Sight("cases:detail", at("cases:detail", case), "corrected", who=who)


def extensions():
    row = to_be_confirmed().extensions.get()
    who = office(row.round.program)
    yield Sight("extensions:index", reverse("extensions:index"), who=who)
    yield Sight("extensions:index", f"{reverse('extensions:index')}?round={row.round_id}", "of one round", who=who)
    yield Sight("extensions:detail", reverse("extensions:detail", args=[row.pk]), who=who)


def post():
    """The letter of an application on paper: what is listed, read, printed and posted."""
    who = next(each for each in SECRETARIES if letters_by_post.visible_to(User.objects.get(email=each)).exists())
    letters = letters_by_post.visible_to(User.objects.get(email=who))
    letter = letters.filter(state="to_post").first()
    yield Sight("post:index", reverse("post:index"), who=who)
    yield Sight("post:index", f"{reverse('post:index')}?q=存在しない言葉", "nothing found", who=who)
    yield Sight("undelivered:index", reverse("undelivered:index"), "all letters arrived", who=who)
    for name in ("detail", "posted", "print"):
        yield Sight(f"post:{name}", at(f"post:{name}", letter), who=who)


def sights():
    for area in (screening, extensions, post):
        yield from area()
