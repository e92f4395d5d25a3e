"""What companies see of their entries in the register, and of the texts that they write for it."""

from django.urls import reverse

from brands.models import Manuscript
from organizations.models import User
from tests.journeys.sights.sight import Sight


def manuscripts():
    """The list, an entry in every state of its new text, and the pages for writing; empty and refused."""
    found = {row.state: row for row in Manuscript.objects.select_related("entry", "begun_by").order_by("pk")}
    yield Sight("brands:entries", "/my/entries/", who=found["draft"].begun_by.email)
    yield Sight("brands:entries", "/my/entries/", "empty", who=nobody_special())
    for state, manuscript in found.items():
        yield Sight("brands:entry", at("entry", manuscript), state, who=manuscript.begun_by.email)
    draft = found["draft"]
    who = draft.begun_by.email
    for language in ("ja", "en"):
        yield Sight("brands:text", at("text", draft, language), language, who=who)
    yield Sight("brands:text", at("text", draft, "ja"), "with errors", who=who, do=too_long)
    yield Sight("brands:facts", at("facts", draft), who=who)
    yield Sight("brands:preview", at("preview", draft), who=who)
    yield Sight("brands:pictures", at("pictures", draft), who=who)


def at(name, manuscript, *args):
    return reverse(f"brands:{name}", args=[manuscript.entry.public_id, *args])


def nobody_special():
    """Somebody with an account who holds nothing."""
    known = User.objects.filter(email="newcomer@people.example").first()
    return (known or User.objects.create_user("newcomer@people.example", "a long password", name="新人")).email


def too_long(page):
    page.fill("main [name=text-tagline]", "あ" * 70)
    with page.expect_navigation():
        page.locator("main form .button--primary").first.evaluate("button => { button.form.noValidate = true; button.click(); }")
