"""What can be asked of the city about the company, its people, what others ask it, and the desks."""

from brands.models import Entry
from matching import emails
from tests.access.requests import Request, at


def of_company(world, case):
    """What hangs on the company, whatever the stage: swept with the draft only."""
    if case.stage != "draft":
        return
    company = world.company
    one = company.public_id
    viewer = world.people["viewer"].public_id
    yield Request("company", at("organizations:detail", one))
    yield Request("company edit", at("organizations:edit", one))
    facts = {"name_ja": "別の名", "name_kana": "ベツノナ", "kind": "sme", "row_version": company.row_version}
    yield Request("company edit!", at("organizations:edit", one), "POST", facts)
    yield Request("company members", at("organizations:members", one))
    yield Request("company invite!", at("organizations:members", one), "POST", {"email": "new@x.example", "role": "editor"})
    yield Request("company member", at("organizations:member", one, viewer))
    yield Request("company member role!", at("organizations:member", one, viewer), "POST", {"role": "owner"})
    yield Request("company member end!", at("organizations:end_membership", one, viewer), "POST")
    yield Request("desk company", at("organizations-desk:detail", one))
    yield Request("desk person", at("people:detail", world.people["owner"].public_id))
    person = {"codes": ["officer"], "is_active": "on"}
    yield Request("desk person roles!", at("people:edit", world.people["owner"].public_id), "POST", person)
    fact = {"kind": "sme", "holds": "yes", "valid_from": "2026-04-01", "evidence": "登記事項証明書"}
    yield Request("desk company verify", at("organizations-desk:verify_number", one))
    yield Request("desk company link", at("organizations-desk:link", one))
    linked = {"other": world.other_company.pk, "above": "above", "since": "2026-04-01", "source": "有価証券報告書"}
    yield Request("desk company link!", at("organizations-desk:link", one), "POST", linked)
    yield Request("desk company assess", at("organizations-desk:assess", one))
    yield Request("desk company assess!", at("organizations-desk:assess", one), "POST", fact)
    role = world.people["approver_conflict"].program_roles.get().pk
    given = {"email": world.people["viewer"].email, "program": world.program.pk, "role": "approver"}
    yield Request("desk program role", at("program-roles:detail", role))
    yield Request("desk program role give", at("program-roles:add"))
    yield Request("desk program role give!", at("program-roles:add"), "POST", given)
    yield Request("desk program role end", at("program-roles:end", role))
    yield Request("desk program role end!", at("program-roles:end", role), "POST")
    for desk in (
        "cases",
        "program-roles",
        "entries",
        "rounds",
        "extensions",
        "certificate-designs",
        "form-versions",
        "post",
        "certificates",
        "organizations-desk",
        "lists",
        "people",
        "payees",
        "orders-desk",
        "payments-received",
        "bank-lists",
        "refunds",
        "reminders",
        "events-desk",
        "registrations",
        "exhibitors",
        "venues-desk",
        "page-links",
        "synonyms",
    ):
        yield Request(f"desk {desk}", at(f"{desk}:index"))
    yield Request("desk translations", at("entries:translations"))
    yield Request("desk screening", at("cases:screening"))
    yield Request("desk screening several", at("cases:bulk_screening"))
    yield Request("desk", "/admin/")
    yield Request("my page", "/my/")
    yield Request("my entries", at("brands:entries"))
    yield Request("my orders", at("payments:orders"))
    yield Request("my exhibits", at("exhibiting:applications"))
    yield Request("judge's list", "/judging/")


def of_entry(_world, case):
    """The holder's pages of the catalog before anything is written; test_entry_forgeries.py asks them in each later state."""
    entry = Entry.objects.filter(certificate__decision__application=case.application).first()
    if entry is None:
        return
    one = entry.public_id
    yield Request("own entry", at("brands:entry", one))
    yield Request("own entry begin!", at("brands:entry", one), "POST")
    yield Request("own entry text", at("brands:text", one, "ja"))
    yield Request("own entry text!", at("brands:text", one, "ja"), "POST", {"text-row_version": 1, "text-tagline": "一行"})
    for name in ("facts", "pictures"):
        yield Request(f"own entry {name}", at(f"brands:{name}", one))
        yield Request(f"own entry {name}!", at(f"brands:{name}", one), "POST", {"row_version": 1})
    yield Request("own entry preview", at("brands:preview", one))
    for name in ("add_picture", "hand_in", "take_back", "drop"):
        yield Request(f"own entry {name}!", at(f"brands:{name}", one), "POST")


def of_inquiry(certificate):
    """What somebody asked the company: the public form, the company's pages, the desk's."""
    asked = certificate.inquiries.get()
    one = asked.public_id
    yield Request("inquire", at("matching:inquire", certificate.public_id))
    yield Request("inquire!", at("matching:inquire", certificate.public_id), "POST", {"body": "見積り"})
    yield Request("inquiry by link", at("matching:inquiry_thread", emails.private_mark(asked)))
    yield Request("inquiry by forged link", at("matching:inquiry_thread", f"{one}~x"))
    yield Request("inquiries", at("matching:inquiries"))
    yield Request("inquiry", at("matching:inquiry", one))
    for do, data in {
        "answer": {"body": "はい"},
        "close": {"outcome": "visit"},
        "outcome": {"outcome": "visit"},
        "show": {},
    }.items():
        yield Request(f"inquiry {do}!", at("matching:inquiry", one), "POST", {"do": do} | data)
    yield Request("desk inquiries", at("inquiries:index"))
    yield Request("desk inquiries in numbers", at("inquiries:counts"))
    yield Request("desk inquiry", at("inquiries:detail", one))
