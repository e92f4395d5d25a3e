"""What can be asked of the city about one case: every address with its method and, for a POST, what a willing person sends."""

import json
import uuid
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from django.urls import reverse

from brands.models import Entry
from certifications.actions import bulk_decisions
from certifications.basics import facts_of, fingerprint
from certifications.models import Application, Certificate, Conflict, CorrectionItem, MessageFile
from home import clock

MULTIPART = "multipart/form-data; boundary=BoUnDaRyStRiNg"


@dataclass(frozen=True)
class Request:
    """One request; `name` is the matrix's resource."""

    name: str
    path: str
    method: str = "GET"
    data: Any = field(default_factory=dict)
    content_type: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def sent_by(self, client):
        if self.method not in {"GET", "POST"}:
            return client.generic(self.method, self.path, self.data, content_type=self.content_type, headers=self.headers)
        if self.method == "GET":
            return client.get(self.path)
        if self.content_type:
            return client.post(self.path, self.data, content_type=self.content_type)
        return client.post(self.path, self.data)


def nowhere(request, application_ids):
    """The same request with ids that do not exist."""
    path = request.path
    for known in application_ids:
        path = path.replace(str(known), str(uuid.uuid5(uuid.NAMESPACE_URL, str(known))))
    return replace(request, path=path)


def ids_of(world, case):
    """Every public id that stands in an address of the case."""
    application = case.application
    found = [application.public_id, application.round.public_id, world.company.public_id]
    found += [a.public_id for a in application.assignments.all()]
    found += list(Certificate.objects.filter(decision__application=application).values_list("public_id", flat=True))
    found += [a.public_id for a in application.attachments.all()]
    found += list(Entry.objects.filter(certificate__decision__application=application).values_list("public_id", flat=True))
    found += [a.public_id for a in application.tickets.all()]
    found += [a.public_id for a in application.evidence.all()]
    found += list(MessageFile.objects.filter(message__application=application).values_list("public_id", flat=True))
    return found


def _at(name, *args):
    return reverse(name, args=args)


def basics_of(application, **changes):
    """What the page of the basic facts sends."""
    application = Application.objects.get(pk=application.pk)
    categories, themes = application.round.program.categories.first(), application.round.themes.first()
    facts = {"name_ja": "べつの名", "category": getattr(categories, "pk", ""), "theme": getattr(themes, "pk", "")}
    return {"read": fingerprint(facts_of(application), application.subject.email)} | facts | changes


def of_applicant(world, case):
    """The applicant's pages and verbs."""
    application, key = case.application, world.confidential.key
    one = application.public_id
    version = application.answers.get(key=key).version
    attachment = application.attachments.get(key=world.papers.key, name__startswith="KANARI")
    body = json.dumps({"value": "あたらしい答え", "read_version": version})
    yield Request("application", _at("certifications:application", one))
    yield Request("section", _at("certifications:section", one, world.confidential.section.code))
    yield Request("check", _at("certifications:check", one))
    yield Request("basics", _at("certifications:basics", one))
    yield Request("basics!", _at("certifications:basics", one), "POST", basics_of(application))
    yield Request("receipt", _at("certifications:receipt", one))
    yield Request("corrections", _at("certifications:corrections", one))
    yield Request("messages", _at("certifications:messages", one))
    yield Request("eligibility", _at("certifications:eligibility_overview", one))
    said = {f"{check['code']}-answer": "yes" for check in application.round.rules["eligibility"]}
    yield Request("eligibility!", _at("certifications:eligibility_overview", one), "POST", said)
    yield Request("evidence!", _at("certifications:evidence", one), "POST", {"line": "law"})
    yield Request("written consent!", _at("certifications:consent_record", one), "POST", {"note": "同意書あり"})
    yield Request("versions", _at("certifications:versions", one))
    yield Request("file", _at("certifications:file", one, attachment.public_id))
    yield Request("answer!", _at("certifications:answer", one, key), "POST", body, "application/json")
    section = _at("certifications:section", one, world.confidential.section.code)
    yield Request("section!", section, "POST", {f"a-{key}": "x", f"v-{key}": version})
    yield Request("earlier", _at("certifications:earlier", one, key))
    yield Request("restore!", _at("certifications:earlier", one, key), "POST", {"version": 1, "read": version})
    yield Request("sign off", _at("certifications:sign_off", one))
    yield Request("challenge", _at("certifications:challenge", one))
    yield Request("sign off!", _at("certifications:sign_off", one), "POST", {"do": "confirm", "seen": "0" * 64})
    together = json.dumps({"writing": str(key), "versions": {str(key): 0}})
    yield Request("together!", _at("certifications:together", one), "POST", together, "application/json")
    yield Request("receipt paper", _at("certifications:receipt_paper", one, 1))
    wanted = json.dumps({"name": "図面.pdf", "size": 100})
    yield Request("ticket!", _at("certifications:tickets", one, world.papers.key), "POST", wanted, "application/json")
    yield Request("ticket", _at("certifications:ticket", one, application.tickets.get().public_id))
    yield Request("attach!", _at("certifications:attach", one, world.papers.key), "POST")
    yield Request("submit!", _at("certifications:check", one), "POST")
    yield Request("resubmit!", _at("certifications:corrections", one), "POST")
    yield Request("message!", _at("certifications:messages", one), "POST", {"body": "お世話になっております。"})
    yield Request("ask consent!", _at("certifications:consent_ask", one), "POST")
    if item := CorrectionItem.objects.filter(request__application=application).first():
        yield Request("correction reply!", _at("certifications:correction_reply", one, item.key), "POST", {"text": "直しました"})
    yield Request("withdraw!", _at("certifications:withdraw", one), "POST", {"reason": "都合により"})


def of_judge(world, case):
    """The judge's pages and verbs, on the judge's own assignment and on the one that was given up."""
    application = case.application
    for role, mark in (("judge", ""), ("judge_conflict", " given up")):
        assignment = case.assignment_of(world.people[role])
        if assignment is None:
            continue
        one = assignment.public_id
        attachment = application.attachments.get(key=world.papers.key, name__startswith="KANARI")
        criterion = case.round.rubric_version.criteria.order_by("order").first()
        yield Request(f"sheet{mark}", _at("certifications:judging_case", one))
        yield Request(f"paper{mark}", _at("certifications:judging_paper", one, attachment.public_id))
        yield Request(f"begin{mark}!", _at("certifications:judging_begin", one), "POST")
        score = {"criterion": criterion.code, "value": "3"}
        yield Request(f"score{mark}!", _at("certifications:judging_score", one), "POST", score)
        yield Request(f"texts{mark}!", _at("certifications:judging_texts", one), "POST", {"row_version": 2, "private_note": "x"})
        yield Request(f"take back{mark}!", _at("certifications:judging_take_back", one), "POST")
        yield Request(f"decline{mark}!", _at("certifications:judging_decline", one), "POST", {"reason": "親族がいます"})
    if case.stage == "draft":
        tie = {"kind": "trade", "holder": "self", "name": "多摩電子"}
        yield Request("ties", _at("certifications:interests"))
        yield Request("ties!", _at("certifications:interests"), "POST", tie)
    if case.stage in {"judging", "deciding"}:
        yield Request("applicants", _at("certifications:judging_applicants", case.round.public_id))
        yield Request("ties confirm!", _at("certifications:interests_confirm", case.round.public_id), "POST")
        yield Request("pledge!", _at("certifications:judging_pledge", case.round.public_id), "POST")


def of_office(world, case):
    """The desk's pages and verbs on the case and on its round."""
    application = case.application
    one, round_ = application.public_id, case.round.public_id
    attachment = application.attachments.get(key=world.papers.key, name__startswith="KANARI")
    codes = [line["code"] for line in (application.round.rules["checklist"])]
    level = world.program.levels.first()
    judge, rank = world.people["judge"], {row.code: 1 for row in world.program.levels.all()}
    due = clock.today().replace(day=28).isoformat()
    sent = {
        "accept": {},
        "checklist": dict.fromkeys(codes, "yes"),
        "ask_corrections": {"due_on": due, str(world.confidential.key): "直してください"},
        "decide": {"outcome": "certified", "level": level.pk, "reasons": "よい"},
        "extend_corrections": {"due_on": (clock.today() + timedelta(days=30)).isoformat(), "reason": "年度末のため"},
        "amend_corrections": {"due_on": (clock.today() + timedelta(days=30)).isoformat()},
        "cancel_corrections": {"reason": "別の申請と取り違えました"},
        "close_corrections": {"reason": "ご連絡がないため"},
        "propose": {},
        "discard": {"reason": "取り違え"},
        "approve": {"seen_as": "1:x"},
        "step_back": {"reason": "前の段へ"},
        "send_back": {"reason": "理由を書き足してください"},
        "pass_over": {"reason": "出張で不在"},
        "assign": {"judge": judge.pk},
        "record_conflict": {"judge": judge.pk, "scope": "application", "kind": "trade", "reason": "取引がある"},
        "write_message": {"body": "ご確認ください。"},
        "add_evidence": {"line": "law"},
        "hand_over": {"handler": ""},
        "look_through": {"row_version": 1, "go": "keep"},
        "reopen_copy": {"reason": "社名が残る"},
    }
    sent |= {key: {} for key in ("read_later", "take_back", "recheck")}
    yield Request("case", _at("cases:detail", one))
    yield Request("case file", f"{_at('cases:file', one)}?id={attachment.public_id}")
    yield Request("case compare", _at("cases:compare", one))
    yield Request("case page", f"{_at('cases:blind_page', one)}?id={attachment.public_id}&page=1")
    for verb, data in sent.items():
        yield Request(f"case {verb}", _at(f"cases:{verb}", one))
        yield Request(f"case {verb}!", _at(f"cases:{verb}", one), "POST", data)
    later = "2026-12-08T17:00"
    on_round = {
        "publish": {},
        "spread": {},
        "plan": {"reviews": 2, "cap": 9, "links": 0, "seed": 1},
        "expertise": {},
        "open_judging": {},
        "lock": {},
        "draft_by_rank": rank | {"refusal_reasons": "基準に達しない"},
        "propose_all": {},
        "approve_all": {"seen_as": bulk_decisions.seen(bulk_decisions.to_approve(case.round, world.people["approver"]))},
        "release": {"seen": "on", "seen_as": "x"},
        "recall": {"reason": "誤りがあったため"},
        "name_approver": {"code": "approver", "user": world.people["approver"].pk},
        "end_approver": {"seat": 0},
        "seat": {"email": judge.email},
        "enter": {"channel": "paper"},
        "reopen": {"reason": "再審査"},
        "extend": {"until": later, "reason": "大雪のため"},
        "extend_one": {"until": later, "reason": "入院のため", "application": application.pk},
        "shorten": {"until": later, "reason": "日付の誤り", "application": application.pk},
        "timetable": timetable_of(case.round),
        "challenges": {"day": clock.today().isoformat()},
        "add_theme": {"code": "A", "organization": world.company.pk, "title_ja": "風"},
        "unseat": {"member": case.round.panel.values_list("pk", flat=True).first() or 0, "reason": "任期満了"},
        "cancel": {"reason": "中止"},
    }
    form = case.round.form_version_id
    yield Request("form edition", _at("form-versions:detail", form))
    yield Request("form export", _at("form-versions:export", form))
    yield Request("form publish", _at("form-versions:publish", form))
    known = Conflict.objects.of_round(case.round).first()
    settle = {"conflict": known.public_id if known else application.public_id, "move": "dismiss", "reason": "取り違え"}
    yield Request("round connections", _at("rounds:connections", round_))
    yield Request("round connections!", _at("rounds:connections", round_), "POST", settle)
    yield Request("round", _at("rounds:detail", round_))
    for verb, data in on_round.items():
        yield Request(f"round {verb}", _at(f"rounds:{verb}", round_))
        yield Request(f"round {verb}!", _at(f"rounds:{verb}", round_), "POST", data)


def timetable_of(round_):
    """The timetable as it stands, but for the day on which scores are due."""
    sent = {
        name: f"{getattr(round_, name).astimezone(clock.TOKYO):%Y-%m-%dT%H:%M}"
        for name in ("opens_at", "closes_at", "announces_at")
    }
    for stage in round_.stages.all():
        sent |= {f"stage-{stage.pk}-first": stage.starts_on.isoformat(), f"stage-{stage.pk}-last": stage.ends_on.isoformat()}
    due = (round_.judging_until + timedelta(days=1)).isoformat()
    return sent | {"row_version": round_.row_version, "judging_until": due, "ceremony": ""}


def of_certificate(world, case):
    """The paper, its public face, and the desk's verbs."""
    certificate = Certificate.objects.filter(decision__application=case.application).first()
    if certificate is None:
        return
    one = certificate.public_id
    yield Request("certificate paper", _at("certifications:certificate_pdf", one))
    yield Request("verification", _at("verify", certificate.code))
    yield Request("register entry", f"/brands/{certificate.entry.slug}/")
    yield Request("certificate", _at("certificates:detail", one))
    reason = {"ja": "検査のため"}
    for verb, data in {
        "suspend": reason,
        "reinstate": {},
        "surrender": reason,
        "withdraw": reason,
        "end_term": {"last_day": "2028-01-31", "reason": "販売終了"},
    }.items():
        yield Request(f"certificate {verb}!", _at(f"certificates:{verb}", one), "POST", data)
    entry = certificate.entry.public_id
    yield Request("entry", _at("entries:detail", entry))
    for verb, data in {"write_en": {"tagline": "Light"}, "hide": {"reason": "保有者の申し出"}, "show": {}}.items():
        yield Request(f"entry {verb}", _at(f"entries:{verb}", entry))
        yield Request(f"entry {verb}!", _at(f"entries:{verb}", entry), "POST", data)


def of_company(world, case):
    """What hangs on the company, whatever the stage: swept with the draft only."""
    if case.stage != "draft":
        return
    company = world.company
    one = company.public_id
    viewer = world.people["viewer"].public_id
    yield Request("company", _at("organizations:detail", one))
    yield Request("company edit", _at("organizations:edit", one))
    facts = {"name_ja": "別の名", "name_kana": "ベツノナ", "kind": "sme", "row_version": company.row_version}
    yield Request("company edit!", _at("organizations:edit", one), "POST", facts)
    yield Request("company members", _at("organizations:members", one))
    yield Request("company invite!", _at("organizations:members", one), "POST", {"email": "new@x.example", "role": "editor"})
    yield Request("company member", _at("organizations:member", one, viewer))
    yield Request("company member role!", _at("organizations:member", one, viewer), "POST", {"role": "owner"})
    yield Request("company member end!", _at("organizations:end_membership", one, viewer), "POST")
    yield Request("desk company", _at("organizations-desk:detail", one))
    yield Request("desk person", _at("people:detail", world.people["owner"].public_id))
    person = {"codes": ["officer"], "is_active": "on"}
    yield Request("desk person roles!", _at("people:edit", world.people["owner"].public_id), "POST", person)
    fact = {"kind": "sme", "holds": "yes", "valid_from": "2026-04-01", "evidence": "登記事項証明書"}
    yield Request("desk company verify", _at("organizations-desk:verify_number", one))
    yield Request("desk company link", _at("organizations-desk:link", one))
    linked = {"other": world.other_company.pk, "above": "above", "since": "2026-04-01", "source": "有価証券報告書"}
    yield Request("desk company link!", _at("organizations-desk:link", one), "POST", linked)
    yield Request("desk company assess", _at("organizations-desk:assess", one))
    yield Request("desk company assess!", _at("organizations-desk:assess", one), "POST", fact)
    role = world.people["approver_conflict"].program_roles.get().pk
    given = {"email": world.people["viewer"].email, "program": world.program.pk, "role": "approver"}
    yield Request("desk program role", _at("program-roles:detail", role))
    yield Request("desk program role give", _at("program-roles:add"))
    yield Request("desk program role give!", _at("program-roles:add"), "POST", given)
    yield Request("desk program role end", _at("program-roles:end", role))
    yield Request("desk program role end!", _at("program-roles:end", role), "POST")
    for desk in (
        "cases",
        "program-roles",
        "entries",
        "rounds",
        "extensions",
        "form-versions",
        "post",
        "certificates",
        "organizations-desk",
        "people",
        "payees",
        "events-desk",
        "venues-desk",
    ):
        yield Request(f"desk {desk}", _at(f"{desk}:index"))
    yield Request("desk screening", _at("cases:screening"))
    yield Request("desk screening several", _at("cases:bulk_screening"))
    yield Request("desk", "/admin/")
    yield Request("my page", "/my/")
    yield Request("judge's list", "/judging/")


def everything(world, case):
    """All requests about one case, in order."""
    for part in (of_applicant, of_judge, of_office, of_certificate, of_company):
        yield from part(world, case)
