"""Whatever hangs on a case and can hold words or files is disposed of with it, or stays for a reason that is named here."""

from django.db import models

from certifications.models import Application
from home.models import History, StoredFile

NAMES = "names, results and certificates stay"
RECORD = "who did what and when stays; reasons in histories belong to the chain"
FIGURES = "the result and its figures stay"
GONE = {
    "AgendaItem": {"reason"},
    "Answer": {"value"},
    "AnswerRevision": {"value"},
    "Appeal": {"grounds"},
    "AppealPaper": {"file", "name"},
    "Application": {"eligibility", "post_to"},
    "ApplicationVersion": {"answers", "awaited", "declared", "files"},
    "Attachment": {"file", "name"},
    "BlindCopy": {"hidden", "words"},
    "ChangeNotice": {"answer", "office_note", "words"},
    "ChangePaper": {"file", "name"},
    "CheckResult": {"note"},
    "Conflict": {"answer", "grounds", "reason"},
    "CorrectionItem": {"given_value", "message", "proposed_value", "reply"},
    "CorrectionRequest": {"note"},
    "Discussion": {"closing_note", "topic"},
    "DiscussionWord": {"body"},
    "Dossier": {"archive", "paper"},
    "Evidence": {"file", "name"},
    "FieldPhotograph": {"file", "name"},
    "FieldReport": {"answers", "text"},
    "Message": {"body"},
    "MessageDraft": {"body"},
    "MessageFile": {"file", "name"},
    "Minutes": {"pdf"},
    "MinutesPart": {"text"},
    "PanelOpinion": {"note", "reasons"},
    "PeriodicReport": {"answer", "office_note"},
    "ReceiptPaper": {"file"},
    "Renewal": {"reason"},
    "ReportSending": {"answers"},
    "Review": {"applicant_comment", "private_note", "public_comment"},
    "ScoreRevision": {"reason"},
    "SetAside": {"value"},
    "SignOff": {"comment", "note"},
    "Slip": {"choice"},
    "Statement": {"reason", "told_by"},
    "UploadTicket": {"name", "refusal", "sha256"},
    "Vote": {"choice"},
    "WaitingFile": {"name", "refusal"},
    "Withdrawal": {"answer", "decision_note", "grounds", "note"},
}
STAYS = {
    "AgendaItem": ({"outcome"}, FIGURES),
    "Application": ({"receipt_number"}, NAMES),
    "ApplicationVersion": ({"previous_sha256", "sha256"}, RECORD),
    "Appointment": ({"applicant"}, NAMES),
    "ApprovalStep": ({"bundle_hash", "deputy_reason", "name_en", "name_ja", "name_zh"}, RECORD),
    "BlindCopy": ({"papers", "undrawn"}, "places on pages of files that are gone, and why none could be drawn"),
    "Certificate": (
        {"code", "holder_en", "holder_ja", "holder_zh", "name_en", "name_ja", "name_zh", "number", "pdf"}
        | {"state_reason_en", "state_reason_ja", "state_reason_zh"},
        NAMES,
    ),
    "ChangeNotice": ({"new_en", "new_ja", "new_zh"}, NAMES),
    "Consent": ({"token_hash"}, RECORD),
    "Decision": ({"bundle_hash", "criterion_reasons", "public_comment", "reasons"}, NAMES),
    "Discussion": ({"criteria"}, FIGURES),
    "DisposedCase": ({"counts"}, RECORD),
    "Dossier": ({"left_out", "omissions", "reason"}, RECORD),
    "EmptiedMinutes": ({"sha256"}, RECORD),
    "EmptiedVersion": ({"sha256"}, RECORD),
    "Extension": ({"reason"}, "the log of equal treatment stays"),
    "Hold": ({"reason"}, RECORD),
    "IssuedFile": ({"fingerprint", "text"}, NAMES),
    "Minutes": ({"sha256"}, RECORD),
    "MinutesPart": ({"heading"}, NAMES),
    "MonitorLoan": ({"facility", "unit"}, NAMES),
    "Motion": ({"casting", "options", "proposal", "result", "tally"}, FIGURES),
    "SignOff": ({"content_sha256"}, RECORD),
    "Statement": ({"keys"}, RECORD),
    "Withdrawal": ({"hearing_place"}, RECORD),
}
PUBLIC = {"Entry", "EntryPicture", "EntryText"}


def hanging_on(model, found):
    for field in model._meta.get_fields(include_hidden=True):
        related = field.related_model
        if field.auto_created and not field.concrete and related not in found and related._meta.app_label == "certifications":
            found.append(related)
            hanging_on(related, found)
    return found


def holds_content(field):
    if isinstance(field, models.ForeignKey):
        return field.related_model is StoredFile
    words = isinstance(field, models.TextField | models.CharField | models.JSONField)
    return words and not field.choices and not isinstance(field, models.SlugField)


def test_every_place_for_words_or_files_of_a_case_is_disposed_of_or_stays_for_a_reason():
    kinds = [Application, *(model for model in hanging_on(Application, []) if model is not Application)]

    held = {
        kind.__name__: {field.name for field in kind._meta.concrete_fields if holds_content(field)}
        for kind in kinds
        if not issubclass(kind, History) and kind.__name__ not in PUBLIC
    }

    told = {name: GONE.get(name, set()) | STAYS.get(name, (set(), ""))[0] for name in {*GONE, *STAYS}}
    told["Minutes"] = {"pdf", "sha256"}  # found from its parts
    held["Minutes"] = {"pdf", "sha256"}
    assert {name: fields for name, fields in held.items() if fields} == told
