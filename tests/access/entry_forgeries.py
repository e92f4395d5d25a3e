"""Everything that can be sent to a holder's addresses of the catalog; entry_forgeries.csv says who may, and in which state."""

from django.urls import reverse

from brands.actions import manuscripts
from brands.models import Entry, Manuscript
from tests.access.requests import Request
from tests.brands import manuscripting

STATES = ("none", "draft", "returned", "handed_in", "shown", "dropped")
NOBODYS = "00000000-0000-4000-8000-000000000000"


def brought_to(entry, state, ground):
    """The entry with its newest manuscript in the state, and with a picture that waits, as long as it does."""
    owner, office = ground.person("owner"), ground.person("secretary")
    if state == "none":
        return Entry.objects.get(pk=entry.pk)
    manuscript = manuscripting.begun(entry, owner)
    manuscripting.with_picture(manuscript, owner, size=(64, 48))
    manuscripting.wrote(manuscript, owner, tagline="ひと折りで車へ", story="新しい物語です。")
    manuscript = manuscripting.fresh(manuscript)
    if state == "dropped":
        manuscripts.drop(manuscript, by=owner)
    if state in {"returned", "handed_in", "shown"}:
        manuscripts.hand_in(manuscript, by=owner)
        manuscript = manuscripting.fresh(manuscript)
    if state == "returned":
        manuscripts.send_back(manuscript, words="価格を税込みで書いてください。", by=office)
    if state == "shown":
        manuscripts.approve(manuscript, seen=manuscript.mark, by=office)
    return Entry.objects.get(pk=entry.pk)


def newest(entry):
    return Manuscript.objects.with_all().filter(entry=entry).order_by("-pk").first()


def _at(name, *args):
    return reverse(f"brands:{name}", args=args)


def writings(entry):
    """Everything that changes something, as the page of the newest manuscript would send it."""
    one, manuscript = entry.public_id, newest(entry)
    text = manuscript.text("ja") if manuscript else None
    words = {"text-row_version": text.row_version if text else 0, "text-tagline": "書き換えた一行", "text-story": "別の物語。"}
    version = manuscript.row_version if manuscript else 0
    rows = {"row_version": version}
    for row in manuscript.pictures.all() if manuscript else []:
        said = {"alt_ja": "別の説明", "alt_en": "", "alt_zh": "", "focus": row.focus, "order": row.order + 1}
        rows |= {f"text-{row.pk}-{name}": value for name, value in said.items()}
    yield Request("begun", _at("entry", one), "POST")
    yield Request("words", _at("text", one, "ja"), "POST", words)
    facts = {"text-row_version": version, "text-website": "https://other.example/", "text-video": ""}
    yield Request("facts", _at("facts", one), "POST", facts)
    yield Request("pictures described", _at("pictures", one), "POST", rows)
    yield Request("picture added", _at("add_picture", one), "POST", {"file": manuscripting.photograph("別.jpg", size=(70, 50))})
    yield Request("handed in", _at("hand_in", one), "POST")
    yield Request("taken back", _at("take_back", one), "POST")
    yield Request("thrown away", _at("drop", one), "POST")


def readings(entry):
    """Every page and picture of the holder's."""
    one, manuscript = entry.public_id, newest(entry)
    for name in ("entry", "facts", "pictures", "preview"):
        yield Request(name, _at(name, one))
    for language in ("ja", "en"):
        yield Request("text", _at("text", one, language))
    for row in manuscript.pictures.exclude(file=None) if manuscript else []:
        yield Request("picture", _at("waiting_picture", row.public_id))
        yield Request("picture", _at("waiting_picture", row.public_id) + "?small")


def ids_of(entry):
    manuscript = newest(entry)
    return [entry.public_id, *([row.public_id for row in manuscript.pictures.all()] if manuscript else [])]
