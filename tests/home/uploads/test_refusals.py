"""What is said of files that are refused."""

from django.utils import translation

from home.uploads.kinds import ALL
from home.uploads.refusals import SENTENCES, UploadRefused

MEGABYTE = 1024 * 1024


def test_refusals_speak_three_languages():
    spoken = {}
    for language in ("ja", "en", "zh-hans"):
        with translation.override(language):
            spoken[language] = [UploadRefused(code, kinds=ALL, kind="pdf", limit=MEGABYTE).message for code in SENTENCES]

    assert spoken["ja"][list(SENTENCES).index("empty")].startswith("ファイルの中身が空です")
    assert all(ja != en != zh and "%(" not in ja + en + zh for ja, en, zh in zip(*spoken.values(), strict=True))
