"""Everything that can be sent to an address of applying, honest or forged; forgeries.csv says who may, and in which state."""

import json

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import resolve, reverse

from certifications.contents import content_of
from certifications.models import Attachment, Certificate
from home.actions import files
from home.models import Letter
from tests.access.addresses import Request, basics_of
from tests.home import samples

NOBODYS = "00000000-0000-4000-8000-000000000000"
JSON = "application/json"


def _at(name, *args):
    return reverse(name if ":" in name else f"certifications:{name}", args=args)


def paper(name="図面.pdf"):
    return SimpleUploadedFile(name, samples.pdf(), content_type="application/pdf")


def of_fields(ground, case):
    """The form: its sections, its fields one by one, table rows, earlier answers."""
    application, one = case.application, case.application.public_id
    questions = {question.key: question for question in application.form_version.questions.select_related("section")}
    open_, closed = ground.keys(case)
    for mark, key in (("", open_), (" other", closed)):
        answer = application.answers.get(key=key)
        section = _at("section", one, questions[key].section.code)
        value = "あたらしい答え"
        yield Request(f"section{mark}", section, "POST", {f"a-{key}": value, f"v-{key}": answer.version})
        body = json.dumps({"value": value, "read_version": answer.version})
        yield Request(f"field{mark}", _at("answer", one, key), "POST", body, JSON)
        yield Request(f"restore{mark}", _at("earlier", one, key), "POST", {"version": 1, "read": answer.version})
    versions = dict(application.answers.values_list("key", "version"))
    beside = ground.beside(case, open_)
    both = {f"{mark}-{key}": value for key in (open_, beside) for mark, value in (("a", "両方"), ("v", versions[key]))}
    yield Request("section of both", _at("section", one, questions[open_].section.code), "POST", both)
    rows = [{"c1": "2024", "c2": "東京商会"}]
    if table := questions.get(ground.table.key):
        cells = {f"a-{table.key}:0:{code}": text for code, text in rows[0].items()} | {f"v-{table.key}": versions[table.key]}
        yield Request("rows by page", _at("section", one, table.section.code), "POST", cells)
        body = json.dumps({"value": json.dumps(rows), "read_version": 1})
        yield Request("rows by field", _at("answer", one, table.key), "POST", body, JSON)
    body = json.dumps({"value": "x", "read_version": 0})
    yield Request("field of no form", _at("answer", one, NOBODYS), "POST", body, JSON)
    body = json.dumps({"writing": str(open_), "versions": {}})
    yield Request("presence", _at("together", one), "POST", body, JSON)


def taken_away(application, question, like):
    """A file that stood in the question before, other than the one that stands there now."""
    stored = files.store_bytes(samples.pdf() + f"%{question.key}".encode(), media_type="application/pdf")
    facts = {"file": stored, "added_by": like.added_by, "added_at": like.added_at, "removed_at": like.added_at}
    name = "前の図面.pdf"
    return Attachment.objects.get_or_create(application=application, key=question.key, name=name, defaults=facts)[0]


def of_files(ground, case):
    """Files of answers, whole and in pieces, and what takes them away."""
    application, one = case.application, case.application.public_id
    questions = [question for question in application.form_version.questions.select_related("section") if question.takes_files]
    asked = next((question for question in questions if question.key == ground.world.papers.key), questions[0])
    other = next((question for question in questions if question is not asked), None)
    for mark, question in (("", asked), (" other", other)) if other else (("", asked),):
        held = application.attachments.filter(key=question.key, removed_at=None).last()
        section = _at("section", one, question.section.code)
        sent = paper() if "pdf" in (question.accept or ["pdf"]) else SimpleUploadedFile("写真.jpg", samples.picture())
        yield Request(f"file by page{mark}", section, "POST", {f"f-{question.key}": sent})
        yield Request(f"file removal{mark}", section, "POST", {"remove": held.public_id})
        removed = taken_away(application, question, held)
        yield Request(f"file put back{mark}", section, "POST", {"put_back": removed.public_id})
        yield Request(f"file from the list{mark}", _at("earlier", one, question.key), "POST", {"file": removed.public_id})
        yield Request(f"file{mark}", _at("attach", one, question.key), "POST", {"file": sent})
        body = json.dumps({"name": sent.name, "size": 100})
        yield Request(f"ticket{mark}", _at("tickets", one, question.key), "POST", body, JSON)
    body = json.dumps({"value": "x", "read_version": 0})
    yield Request("field that takes files", _at("answer", one, asked.key), "POST", body, JSON)
    if ticket := application.tickets.last():
        address = _at("ticket", one, ticket.public_id)
        facts = {"content_type": "application/offset+octet-stream", "headers": {"Upload-Offset": "0"}}
        yield Request("piece", address, "PATCH", b"%PDF-1.7", **facts)
        yield Request("upload given up", address, "DELETE", b"")
        of_ticket = application.form_version.questions.get(key=ticket.key).section.code
        yield Request("upload given up by page", _at("section", one, of_ticket), "POST", {"stop": ticket.public_id})
        whole = SimpleUploadedFile("図面.pdf", samples.pdf()[: ticket.size].ljust(ticket.size))
        yield Request("awaited file", _at("awaited_file", one, ticket.public_id), "POST", {"file": whole})


def of_papers(ground, case):
    """Evidence, the self-check, messages with their files."""
    one = case.application.public_id
    evidence = case.application.evidence.last()
    said = {f"{check['code']}-answer": "no" for check in case.application.round.rules["eligibility"]}
    yield Request("evidence", _at("evidence", one), "POST", {"line": evidence.line, "file": paper()})
    yield Request("evidence removal", _at("evidence_remove", one, evidence.public_id), "POST")
    yield Request("self-check", _at("eligibility_overview", one), "POST", said)
    yield Request("message", _at("messages", one), "POST", {"body": "お世話になっております。"})
    sent = {"body": "写真です。", "files": [paper("写真.pdf")]}
    yield Request("message with file", _at("messages", one), "POST", sent)


def of_verbs(ground, case):
    """What moves an application on: sign-off, submission, corrections, withdrawal, consent."""
    application, one = case.application, case.application.public_id
    sha256 = content_of(application).sha256
    yield Request("basic facts", _at("basics", one), "POST", basics_of(application, candidate_email="neu@people.example"))
    yield Request("challenge", _at("challenge", one), "POST", {"judge": ground.people["judge"].public_id, "reason": "競合"})
    yield Request("appeal", _at("appeal", one), "POST", {"grounds": "資料は提出しています。"})
    yield Request("appeal taken back", _at("appeal_take_back", one), "POST")
    yield Request("sign-off request", _at("sign_off", one), "POST", {"do": "ask", "words": "お願いします"})
    yield Request("sign-off", _at("sign_off", one), "POST", {"do": "confirm", "seen": sha256})
    yield Request("sign-off return", _at("sign_off", one), "POST", {"do": "return", "words": "書き直してください"})
    yield Request("section unchanged", _at("renewal_changes", one), "POST", {"unchanged": "product"})
    yield Request("submission", _at("check", one), "POST")
    yield Request("resubmission", _at("corrections", one), "POST")
    yield Request("withdrawal", _at("withdraw", one), "POST", {"reason": "都合により"})
    read = getattr(application.answers.filter(key=ground.table.key).first(), "version", 0)
    plain, proposed = (_at("correction_reply", one, key) for key in ground.corrected)
    yield Request("reply", plain, "POST", {"text": "このとおり直しました"})
    yield Request("proposal taken", proposed, "POST", {"go": "confirm", "read_version": read})
    yield Request("proposal taken without one", plain, "POST", {"go": "confirm", "read_version": read})
    yield Request("proposal declined", proposed, "POST", {"go": "decline", "text": "こちらが正しいです"})
    yield Request("consent asked", _at("consent_ask", one), "POST")
    yield Request("consent in writing", _at("consent_record", one), "POST", {"note": "同意書あり"})
    yield Request("nomination accepted", _at("nomination", one), "POST", {"answer": "accept"})
    yield Request("nomination declined", _at("nomination", one), "POST", {"answer": "decline"})


def of_beginning(ground, case):
    """Beginning an application, also as a company that is not one's own, and out of an application that is not."""
    begin = {
        "applicant": f"organization:{ground.company.public_id}",
        "name_ja": "まったく新しいもの",
        "category": ground.world.program.categories.first().pk,
    }
    apply = _at("apply", ground.world.program.slug)
    if case.stage in {"draft", "closed"}:
        yield Request("beginning", apply, "POST", begin)
    if case.stage == "withdrawn":
        yield Request("copy", apply, "POST", begin | {"previous": case.application.pk})
        own = f"organization:{ground.world.other_company.public_id}"
        yield Request("copy of another's", apply, "POST", begin | {"applicant": own, "previous": case.application.pk})
    if case.stage == "nominated":
        yield Request("letter of consent", _at("consent", ground.tokens["nominated"]), "POST", {"answer": "accept"})


def of_certificate(ground, case):
    """What the holder says of a certificate: an answer where nobody has asked, and that it is given up."""
    certificate = Certificate.objects.filter(decision__application=case.application).first()
    if certificate is not None:
        one = certificate.public_id
        yield Request("certificate's answer", _at("certificate_answer", one), "POST", {"text": "意見があります。"})
        yield Request("certificate given up", _at("certificate_give_back", one), "POST", {"reason_class": "wish", "meant": "on"})
        told = {"kind": "address", "changed_on": "2026/12/1", "words": "移転しました。"}
        yield Request("certificate's change", _at("certificate_changes", one), "POST", told)
        notice = certificate.changes.get()
        mended = {"changed_on": "2026/12/1", "words": "移転の日付を書き足しました。"}
        yield Request("change mended", _at("certificate_change", one, notice.public_id), "POST", mended)
        yield Request("change taken back", _at("certificate_change_take_back", one, notice.public_id), "POST")
        yield Request("report", _at("certificate_report", one, one), "POST", {"complaints": "なし"})
        yield Request("renewal", _at("certificate_renewal", one), "POST")
        yield Request("renewal declined", _at("certificate_renewal_decline", one), "POST", {"reason": "製造を終えます。"})


def of_colleagues(ground, case):
    """Who may act for the company."""
    if case.stage != "draft":
        return
    one, company = ground.company.public_id, ground.company
    member = ground.people["viewer"].public_id
    facts = {"name_ja": "別の名", "name_kana": "ベツノナ", "kind": "sme", "row_version": company.row_version}
    yield Request("company", _at("organizations:edit", one), "POST", facts)
    yield Request("invitation", _at("organizations:members", one), "POST", {"email": "x@people.example", "role": "owner"})
    yield Request("invitation revoked", _at("organizations:revoke_invitation", one, ground.invitation.public_id), "POST")
    yield Request("another's place in a team", _at("team_invitation", ground.named.public_id), "POST", {"answer": "accept"})
    yield Request("colleague's role", _at("organizations:member", one, member), "POST", {"role": "owner"})
    yield Request("colleague's end", _at("organizations:end_membership", one, member), "POST")


def of_intake(ground, case):
    """What came on paper, at the desk."""
    round_ = case.round
    if round_.program_id == ground.world.program.pk:
        sent = {
            "channel": "paper",
            "received_on": "2026/11/20",
            "kind": "organization",
            "organization": ground.company.pk,
            "name_ja": "手すり草",
            "category": ground.world.program.categories.first().pk,
            "post_to": "川崎市川崎区",
            "scan_1": paper(),
        }
        yield Request("paper entered", _at("rounds:enter", round_.public_id), "POST", sent)
    if letter := Letter.objects.about(case.application.reference).filter(state="to_post").first():
        yield Request("letter posted", _at("post:posted", letter.public_id), "POST")


def writings(ground, case):
    """All of it about one case."""
    for part in (of_fields, of_files, of_papers, of_verbs, of_beginning, of_certificate, of_colleagues, of_intake):
        yield from part(ground, case)


def send(request, client):
    """Sends it, with files read from their beginning."""
    for sent in request.data.values() if isinstance(request.data, dict) else ():
        for each in sent if isinstance(sent, list) else [sent]:
            if hasattr(each, "seek"):
                each.seek(0)
    return request.sent_by(client)


def route_of(request):
    """The address's name in the routes, without the language."""
    return resolve(request.path, urlconf=settings.ROOT_URLCONF).view_name
