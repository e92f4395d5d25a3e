"""Manuscripts for the tests, by the real actions."""

from django.core.files.uploadedfile import SimpleUploadedFile

from brands.actions import manuscripts, pictures
from brands.models import Manuscript
from tests.home import samples


def begun(entry, by):
    manuscripts.begin(entry, by=by)
    return fresh(Manuscript.objects.get(entry=entry, state="draft"))


def fresh(manuscript):
    """As a new request reads it."""
    return Manuscript.objects.with_all().get(pk=manuscript.pk)


def wrote(manuscript, by, language="ja", **words):
    text = manuscript.texts.get(language=language)
    manuscripts.write(text, row_version=text.row_version, by=by, **words)


def handed_in(entry, by, **words):
    manuscript = begun(entry, by)
    wrote(manuscript, by, **{"tagline": "ひと折りで車へ", "story": "新しい物語です。"} | words)
    manuscripts.hand_in(manuscript, by=by)
    return fresh(manuscript)


def returned(entry, by, office, **words):
    manuscript = handed_in(entry, by, **words)
    manuscripts.send_back(manuscript, words="価格を税込みで書いてください。", by=office)
    return fresh(manuscript)


def approved(entry, by, office, **words):
    manuscript = handed_in(entry, by, **words)
    manuscripts.approve(manuscript, seen=manuscript.mark, by=office)
    return fresh(manuscript)


def dropped(entry, by):
    manuscript = begun(entry, by)
    manuscripts.drop(manuscript, by=by)
    return fresh(manuscript)


def photograph(name="写真.jpg", **facts):
    return SimpleUploadedFile(name, samples.picture(**facts), content_type="image/jpeg")


def with_picture(manuscript, by, alt="畳んだ車いす", **facts):
    row = pictures.upload(manuscript, file=photograph(**facts), by=by)
    said = {"alt_ja": alt, "alt_en": "", "alt_zh": "", "focus": "center", "order": row.order, "removed": False}
    current = fresh(manuscript)
    pictures.describe(current, row_version=current.row_version, rows={row.pk: said}, by=by)
    row.refresh_from_db()
    return row
