"""What can be asked of the city about one case: every address with its method and, for a POST, what a willing person sends."""

import json
import uuid
from dataclasses import replace
from datetime import timedelta

from brands.models import Entry
from brands.parts import EMPTY
from certifications.actions import bulk_decisions
from certifications.basics import facts_of, fingerprint
from certifications.models import Application, Certificate, ChangeNotice, Conflict, CorrectionItem, MessageFile
from home import clock
from matching.models import Inquiry
from tests.access.company_addresses import of_company, of_entry, of_inquiry
from tests.access.requests import Request, at

MULTIPART = "multipart/form-data; boundary=BoUnDaRyStRiNg"


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
    found += [case.rival.public_id, *(a.public_id for a in case.rival.assignments.all())] if case.rival else []
    found += list(Certificate.objects.filter(decision__application=application).values_list("public_id", flat=True))
    found += list(ChangeNotice.objects.filter(certificate__decision__application=application).values_list("public_id", flat=True))
    found += [a.public_id for a in application.attachments.all()]
    found += list(Entry.objects.filter(certificate__decision__application=application).values_list("public_id", flat=True))
    found += list(Inquiry.objects.filter(certificate__decision__application=application).values_list("public_id", flat=True))
    found += [a.public_id for a in application.tickets.all()]
    found += [a.public_id for a in application.evidence.all()]
    found += list(MessageFile.objects.filter(message__application=application).values_list("public_id", flat=True))
    return found


def basics_of(application, **changes):
    """What the page of the basic facts sends."""
    application = Application.objects.get(pk=application.pk)
    categories, themes = application.round.program.categories.first(), application.round.themes.first()
    facts = {"name_ja": "べつの名", "category": getattr(categories, "pk", ""), "theme": getattr(themes, "pk", "")}
    return {"read": fingerprint(facts_of(application), application.subject.email)} | facts | changes


def of_applicant(world, case):
    """The applicant's pages and verbs."""
    application, key, one = case.application, world.confidential.key, case.application.public_id
    version = application.answers.get(key=key).version
    attachment = application.attachments.get(key=world.papers.key, name__startswith="KANARI")
    body = json.dumps({"value": "あたらしい答え", "read_version": version})
    yield Request("application", at("certifications:application", one))
    yield Request("section", at("certifications:section", one, world.confidential.section.code))
    yield Request("check", at("certifications:check", one))
    yield Request("basics", at("certifications:basics", one))
    yield Request("basics!", at("certifications:basics", one), "POST", basics_of(application))
    yield Request("receipt", at("certifications:receipt", one))
    yield Request("corrections", at("certifications:corrections", one))
    yield Request("messages", at("certifications:messages", one))
    yield Request("eligibility", at("certifications:eligibility_overview", one))
    said = {f"{check['code']}-answer": "yes" for check in application.round.rules["eligibility"]}
    yield Request("eligibility!", at("certifications:eligibility_overview", one), "POST", said)
    yield Request("evidence!", at("certifications:evidence", one), "POST", {"line": "law"})
    yield Request("written consent!", at("certifications:consent_record", one), "POST", {"note": "同意書あり"})
    yield Request("versions", at("certifications:versions", one))
    yield Request("file", at("certifications:file", one, attachment.public_id))
    yield Request("answer!", at("certifications:answer", one, key), "POST", body, "application/json")
    section = at("certifications:section", one, world.confidential.section.code)
    yield Request("section!", section, "POST", {f"a-{key}": "x", f"v-{key}": version})
    yield Request("earlier", at("certifications:earlier", one, key))
    yield Request("restore!", at("certifications:earlier", one, key), "POST", {"version": 1, "read": version})
    yield Request("sign off", at("certifications:sign_off", one))
    yield Request("challenge", at("certifications:challenge", one))
    yield Request("appeal", at("certifications:appeal", one))
    yield Request("appeal!", at("certifications:appeal", one), "POST", {"grounds": "資料は提出しています。"})
    yield Request("appeal take back!", at("certifications:appeal_take_back", one), "POST")
    yield Request("sign off!", at("certifications:sign_off", one), "POST", {"do": "confirm", "seen": "0" * 64})
    together = json.dumps({"writing": str(key), "versions": {str(key): 0}})
    yield Request("together!", at("certifications:together", one), "POST", together, "application/json")
    yield Request("receipt paper", at("certifications:receipt_paper", one, 1))
    wanted = json.dumps({"name": "図面.pdf", "size": 100})
    yield Request("ticket!", at("certifications:tickets", one, world.papers.key), "POST", wanted, "application/json")
    yield Request("ticket", at("certifications:ticket", one, application.tickets.get().public_id))
    yield Request("awaited file!", at("certifications:awaited_file", one, application.tickets.get().public_id), "POST")
    yield Request("attach!", at("certifications:attach", one, world.papers.key), "POST")
    yield Request("submit!", at("certifications:check", one), "POST")
    yield Request("resubmit!", at("certifications:corrections", one), "POST")
    yield Request("message!", at("certifications:messages", one), "POST", {"body": "お世話になっております。"})
    yield Request("ask consent!", at("certifications:consent_ask", one), "POST")
    if item := CorrectionItem.objects.filter(request__application=application).first():
        yield Request("correction reply!", at("certifications:correction_reply", one, item.key), "POST", {"text": "直しました"})
    yield Request("withdraw!", at("certifications:withdraw", one), "POST", {"reason": "都合により"})


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
        yield Request(f"sheet{mark}", at("certifications:judging_case", one))
        yield Request(f"paper{mark}", at("certifications:judging_paper", one, attachment.public_id))
        yield Request(f"page{mark}", at("certifications:judging_page", one, attachment.public_id, 1))
        yield Request(f"pages{mark}", at("certifications:judging_document", one, attachment.public_id))
        yield Request(f"discussion{mark}", at("certifications:judging_discussion", one))
        yield Request(f"begin{mark}!", at("certifications:judging_begin", one), "POST")
        score = {"criterion": criterion.code, "value": "3"}
        yield Request(f"score{mark}!", at("certifications:judging_score", one), "POST", score)
        yield Request(f"handing in{mark}!", at("certifications:judging_hand_in", one), "POST", {})
        yield Request(f"texts{mark}!", at("certifications:judging_texts", one), "POST", {"row_version": 2, "private_note": "x"})
        yield Request(f"take back{mark}!", at("certifications:judging_take_back", one), "POST", {"reason": "見落とし"})
        yield Request(f"decline{mark}!", at("certifications:judging_decline", one), "POST", {"reason": "親族がいます"})
    if case.stage == "judging":
        judge = world.people["judge"]
        talk = at("certifications:judging_discussion", case.rival.assignments.get(judge=judge).public_id)
        yield Request("talk", talk)
        yield Request("talk!", talk, "POST", {"body": "根拠が弱い"})
        yield Request("case talk", at("cases:discussion", case.rival.public_id))
        yield Request("case talk!", at("cases:discussion", case.rival.public_id), "POST", {"body": "期日は金曜です"})
        closing = {"outcome": "closer", "note": "近づいた"}
        yield Request("case talk close!", at("cases:close_discussion", case.rival.public_id), "POST", closing)
    if case.stage == "draft":
        tie = {"kind": "trade", "holder": "self", "name": "多摩電子"}
        yield Request("ties", at("certifications:interests"))
        yield Request("ties!", at("certifications:interests"), "POST", tie)
    if case.stage in {"judging", "deciding"}:
        yield Request("applicants", at("certifications:judging_applicants", case.round.public_id))
        yield Request("ties confirm!", at("certifications:interests_confirm", case.round.public_id), "POST")
        yield Request("pledge!", at("certifications:judging_pledge", case.round.public_id), "POST")


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
        "enter_statement": {
            "told_by": "経理部 山田",
            "channel": "telephone",
            "told_on": clock.today().isoformat(),
            "reason": "担当の方が退職されたため",
            f"{world.confidential.key}-reply": "そのままで結構です。",
        },
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
        "enter_appeal": {"channel": "paper", "received_on": clock.today().isoformat(), "grounds": "資料は提出しています。"},
        "ask_dossier": {"purpose": "audit", "reason": "監査"},
        "hold": {"kind": "appeal", "reason": "審査請求がありました"},
        "lift_hold": {"hold": 0, "reason": "裁決が出ました"},
        "look_through": {"row_version": 1, "go": "keep"},
        "reopen_copy": {"reason": "社名が残る"},
        "open_discussion": {"topic": "安全性"},
        "discussion": {"body": "期日は金曜です"},
        "close_discussion": {"outcome": "closer", "note": "近づいた"},
    }
    sent |= {key: {} for key in ("read_later", "take_back", "recheck")}
    yield Request("case", at("cases:detail", one))
    yield Request("case file", f"{at('cases:file', one)}?id={attachment.public_id}")
    yield Request("case compare", at("cases:compare", one))
    yield Request("case page", f"{at('cases:blind_page', one)}?id={attachment.public_id}&page=1")
    for verb, data in sent.items():
        yield Request(f"case {verb}", at(f"cases:{verb}", one))
        yield Request(f"case {verb}!", at(f"cases:{verb}", one), "POST", data)
    later = "2026-12-08T17:00"
    on_round = {
        "publish": {},
        "spread": {},
        "plan": {"reviews": 2, "cap": 9, "links": 0, "seed": 1},
        "expertise": {},
        "score_rules": {"scores_used": "last", "ranked_by": "raw", "threshold": "1.5", "places": "", "called_by": "office"},
        "add_sample": {"title": "見本", "text": "杖"},
        "recompute": {},
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
        "begin_campaign": {"first_day": "2026-12-01", "last_day": "2027-12-01"},
        "propose_disposal": {"retention": "case"},
        "hold": {"kind": "audit", "reason": "監査があります"},
        "lift_hold": {"hold": 0, "reason": "監査が終わりました"},
    }
    for verb, name in {"edition": "detail", "export": "export", "publish": "publish"}.items():
        yield Request(f"form {verb}", at(f"form-versions:{name}", case.round.form_version_id))
    known = Conflict.objects.of_round(case.round).first()
    settle = {"conflict": known.public_id if known else application.public_id, "move": "dismiss", "reason": "取り違え"}
    yield Request("round connections", at("rounds:connections", round_))
    yield Request("round connections!", at("rounds:connections", round_), "POST", settle)
    yield Request("round", at("rounds:detail", round_))
    yield Request("round result", at("rounds:result", round_))
    yield Request("round comparison", at("rounds:comparison", round_))
    for verb, data in on_round.items():
        yield Request(f"round {verb}", at(f"rounds:{verb}", round_))
        yield Request(f"round {verb}!", at(f"rounds:{verb}", round_), "POST", data)


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
    yield Request("certificate paper", at("certifications:certificate_pdf", one))
    yield Request("verification", at("verify", certificate.code))
    yield Request("register entry", f"/brands/{certificate.entry.slug}/")
    yield Request("certificate", at("certificates:detail", one))
    yield Request("own certificate", at("certifications:certificate", one))
    yield Request("own certificate answer!", at("certifications:certificate_answer", one), "POST", {"text": "意見があります。"})
    given_up = {"reason_class": "wish", "meant": "on"}
    yield Request("own certificate give back!", at("certifications:certificate_give_back", one), "POST", given_up)
    told = {"kind": "address", "changed_on": "2026/12/1", "words": "移転しました。"}
    yield Request("own certificate changes", at("certifications:certificate_changes", one))
    yield Request("own certificate changes!", at("certifications:certificate_changes", one), "POST", told)
    yield Request("own certificate renewal!", at("certifications:certificate_renewal", one), "POST")
    notice = {"reason_class": "criteria", "grounds": "基準に合わない。", "answer_until": "2029-01-31", "hearing": "written"}
    for verb, data in {
        "suspend": {"reason_class": "safety", "ja": "検査のため"},
        "reinstate": {},
        "surrender": {"told_by": "letter", "reason_class": "wish"},
        "enter_change": told | {"told_by": "letter", "changed_on": "2026-12-01"},
        "honor": {"kind": "retired", "asked_by": "本人"},
        "begin_withdrawal": notice,
        "end_term": {"last_day": "2028-01-31", "reason": "販売終了"},
    }.items():
        yield Request(f"certificate {verb}!", at(f"certificates:{verb}", one), "POST", data)
    yield from of_inquiry(certificate)
    entry = certificate.entry.public_id
    english = certificate.entry.texts.filter(language="en").first()
    light = {"tagline": "Light", "seen": english.digest if english else EMPTY}
    yield Request("entry", at("entries:detail", entry))
    for verb, data in {"write_en": light, "hide": {"reason": "保有者の申し出"}, "show": {}}.items():
        yield Request(f"entry {verb}", at(f"entries:{verb}", entry))
        yield Request(f"entry {verb}!", at(f"entries:{verb}", entry), "POST", data)


def everything(world, case):
    """All requests about one case, in order."""
    for part in (of_applicant, of_judge, of_office, of_certificate, of_entry, of_company):
        yield from part(world, case)
