"""Programs come from files, all of those named or none."""

import json

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from certifications.models import Program

pytestmark = pytest.mark.django_db
FILES = settings.ROOT / "certifications" / "programs"


def test_load_program_makes_it_once_and_renews_it(tmp_path, capsys):
    data = json.loads((FILES / "kis.json").read_text(encoding="utf-8"))
    data["name"]["ja"] = "みなと基準"
    changed = tmp_path / "minato.json"
    changed.write_text(json.dumps(data), encoding="utf-8")

    call_command("load_program", FILES / "kis.json", FILES / "meister.json")
    call_command("load_program", changed)

    assert dict(Program.objects.values_list("slug", "name_ja")) == {"kis": "みなと基準", "meister": "かわさきマイスター"}
    assert Program.objects.get(slug="kis").form_versions.count() == 1
    assert capsys.readouterr().out.splitlines()[-1] == "kis: みなと基準"


@pytest.mark.parametrize(
    ("content", "words"),
    [("{", "is not JSON"), ('{"slug": "half"}', "is missing"), ("[]", "of the wrong kind"), (None, "cannot be read")],
)
def test_load_program_says_what_is_wrong_and_loads_nothing(tmp_path, content, words):
    path = tmp_path / "broken.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")

    with pytest.raises(CommandError, match=words):
        call_command("load_program", FILES / "kis.json", path)

    assert Program.objects.count() == 0
