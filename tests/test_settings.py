"""Production starts with everything it needs or not at all."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import wagtail
from wagtail.admin.api.views import PagesAdminAPIViewSet

ROOT = Path(__file__).resolve().parents[1]
FULL = {
    "DJANGO_SETTINGS_MODULE": "settings.production",
    "SECRET_KEY": "k3yfh9-2mz0x8v7c6b5n4m3l2k1j0h9g8f7d6s5a4p3o2i1u0y-Qq",
    "SIGNING_KEY_FILE": "/run/secrets/signing_key",
    "ALLOWED_HOSTS": "tsunagi.city.example",
    "PUBLIC_URL": "https://tsunagi.city.example",
    "DATABASE_URL": "postgres://tsunagi@127.0.0.1:1/tsunagi",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "S3_ACCESS_KEY": "key",
    "S3_SECRET_KEY": "secret",
    "S3_PUBLIC_BUCKET": "public",
    "S3_PRIVATE_BUCKET": "private",
    "EMAIL_HOST": "mail.city.example",
    "DEFAULT_FROM_EMAIL": "Tsunagi <office@city.example>",
}
REQUIRED = sorted(set(FULL) - {"DJANGO_SETTINGS_MODULE"})


def load(**changes):
    """Loads the production settings in a process of its own; None takes a variable away."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    values = {**kept, **FULL, **changes}
    code = "import sys; sys.path[:0] = ['.', 'site']; from django.conf import settings; settings.SECRET_KEY"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={name: value for name, value in values.items() if value is not None},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_starts_with_a_full_environment():
    done = load()

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", REQUIRED)
@pytest.mark.parametrize("value", [None, ""], ids=["missing", "empty"])
def test_production_names_the_variable_that_is_missing(name, value):
    done = load(**{name: value})

    assert done.returncode == 1
    assert f"The environment variable {name} is required in production." in done.stderr


def test_production_refuses_the_sample_city():
    assert "DEMO=1 opens the clock" in load(DEMO="1").stderr


def test_production_refuses_sqlite():
    assert "SQLite is for the sample city" in load(DATABASE_URL="sqlite:///city.sqlite3").stderr


def test_production_passes_the_deployment_check():
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}

    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=kept | FULL,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_base_settings_stay_short():
    lines = (ROOT / "site" / "settings" / "base.py").read_text(encoding="utf-8").splitlines()

    assert len(lines) <= 200


def in_a_fresh_process(code):
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    begun = "import sys; sys.path[:0] = ['.', 'site']\nimport django; django.setup()\n"
    done = subprocess.run(
        [sys.executable, "-c", begun + code], cwd=ROOT, env=kept | FULL, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or done.stderr


def test_wagtails_third_interface_is_not_loaded():
    code = "print(sorted(name for name in sys.modules if name.split('.')[0] == 'ninja'), 'wagtail.api.v3' in sys.modules)"

    assert in_a_fresh_process(code) == "[] True"


def test_what_only_others_ask_for_is_not_loaded():
    code = (
        "import datetime, home.list_exports, urls, home.business_days as days;"
        "print(days.is_business_day(datetime.date(2026, 11, 23)));"
        "names = ('lxml', 'numpy', 'pydantic', 'holidays.countries.france', 'holidays.countries.japan');"
        "print([name for name in names if name in sys.modules])"
    )

    assert in_a_fresh_process(code) == "False\n['holidays.countries.japan']"


def test_public_suffixes_are_read_when_a_passkey_first_asks():
    code = (
        "import urls, sys, fido2.server; known = vars(sys.modules['fido2.rpid']); print('_suffix_set' in known);"
        "asked = fido2.server.verify_rp_id;"
        "print([asked(*each) for each in (('city.example', 'https://www.city.example'), ('co.jp', 'https://www.co.jp'))])"
    )

    assert in_a_fresh_process(code) == "False\n[True, False]"


def test_public_half_of_wagtails_second_interface_is_asked_nowhere_here():
    root = Path(wagtail.__file__).parent
    names = [str(path.relative_to(root)) for path in root.rglob("*.py")]
    asking = {name for name in names if "get_public_pages_queryset" in (root / name).read_text(encoding="utf-8")}

    assert asking == {"api/querysets.py", "api/v2/views.py", "api/v3/querysets.py"}
    assert "get_base_queryset" in vars(PagesAdminAPIViewSet)


def test_wagtails_second_interface_which_its_desk_uses_is_whole():
    code = "from wagtail.images.api.admin.views import ImagesAdminAPIViewSet as found; print(found.__mro__[1].__module__)"

    assert in_a_fresh_process(code) == "wagtail.images.api.v2.views"


def test_wagtail_uses_its_third_interface_nowhere_but_when_its_apps_start():
    root = Path(wagtail.__file__).parent
    inside = re.compile(r"(^|/)(api/v3|test|tests)/|(^|/)test\w*\.py$")
    names = [str(path.relative_to(root)) for path in root.rglob("*.py")]
    using = {name for name in names if not inside.search(name) and "api.v3" in (root / name).read_text(encoding="utf-8")}

    assert using == {
        "contrib/redirects/apps.py",
        "documents/apps.py",
        "images/apps.py",
        "locales/apps.py",
        "snippets/apps.py",
        "users/wagtail_hooks.py",  # asks only whether it is installed
    }
