"""The images and the compose file say what they must; the proxy's configuration is one that nginx takes."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from scripts import environment, proxy

ROOT = Path(__file__).resolve().parents[1]
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
SERVICES = COMPOSE["services"]
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"


def test_compose_has_every_part():
    assert set(SERVICES) == {
        "proxy", "web-1", "web-2", "worker", "migrate", "postgres", "redis", "s3", "buckets", "mail",
    }  # fmt: skip


def test_compose_names_a_version_of_every_foreign_image():
    foreign = {name: facts["image"] for name, facts in SERVICES.items() if not facts["image"].startswith("tsunagi-")}

    assert [name for name, image in foreign.items() if ":" not in image or image.endswith(":latest")] == []


@pytest.mark.parametrize("name", ["proxy", "web-1", "web-2", "worker", "migrate"])
def test_compose_gives_the_site_no_more_rights_than_it_needs(name):
    service = SERVICES[name]

    assert (service["read_only"], service["cap_drop"], service["security_opt"]) == (True, ["ALL"], ["no-new-privileges:true"])
    assert ("ports" in service) is (name == "proxy")


def test_proxy_writes_into_one_folder_and_starts_anew_with_what_it_asks():
    *_, stage, _web, _worker = DOCKERFILE.split("\nFROM ")
    folder = SERVICES["proxy"]["environment"]["RUN_DIR"]

    assert SERVICES["proxy"]["volumes"] == [f"pages:{folder}"]
    assert "pages" in COMPOSE["volumes"]
    assert f"--owner=101 --group=101 --mode=700 {folder}" in stage  # a new volume takes its owner from the image
    assert re.findall(r"^USER (\S+)", stage, re.MULTILINE) == ["101"]
    assert f"NGINX_ENVSUBST_OUTPUT_DIR={folder}" in stage
    assert f'"-c", "{folder}/nginx.conf"' in stage
    assert SERVICES["proxy"]["depends_on"] == {
        name: {"condition": "service_healthy", "restart": True} for name in ("web-1", "web-2")
    }


def test_the_guide_gives_the_signing_key_to_the_user_of_the_images():
    guide = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    user = re.search(r"--uid (\d+)", DOCKERFILE)[1]

    assert SERVICES["web-1"]["secrets"] == ["signing_key"]
    assert re.findall(r"chown (\d+) signing-key\.pem", guide) == [user]


@pytest.mark.parametrize("name", ["web-1", "web-2", "worker"])
def test_the_pieces_of_an_upload_lie_where_all_parts_find_them(name):
    root = re.search(r"QUARANTINE_ROOT=(\S+)", DOCKERFILE)[1]

    assert SERVICES[name]["volumes"] == [f"quarantine:{root}"]
    assert "quarantine" in COMPOSE["volumes"]
    assert f"--owner=10001 --group=root --mode=700 {root}" in DOCKERFILE  # a new volume takes its owner from the image


def test_nothing_that_the_images_copy_is_left_out_of_the_build():
    ignored = set((ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines())
    copied = re.findall(r"^COPY (?!--from)(?:--\S+ )*(\S+) \S+$", DOCKERFILE, re.MULTILINE)

    assert len(copied) == 4
    assert [path for path in copied if path.split("/")[0] in ignored or not (ROOT / path).exists()] == []


@pytest.mark.parametrize("name", ["web-1", "web-2", "worker"])
def test_compose_starts_the_site_after_what_it_needs(name):
    assert {part: facts["condition"] for part, facts in SERVICES[name]["depends_on"].items()} == {
        "migrate": "service_completed_successfully",
        "postgres": "service_healthy",
        "redis": "service_healthy",
    }


@pytest.mark.parametrize("name", ["postgres", "redis", "s3"])
def test_compose_looks_after_the_health_of_the_services(name):
    assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"


def test_compose_and_example_give_production_all_it_requires():
    settings = (ROOT / "site" / "settings" / "production.py").read_text(encoding="utf-8")
    services = (ROOT / "site" / "settings" / "services.py").read_text(encoding="utf-8")
    required = set(re.findall(r'required\("([A-Z0-9_]+)"\)', settings))
    required |= set(re.findall(r'"(S3_[A-Z_]+)"', services.split("REQUIRED = ")[1].splitlines()[0]))
    example = set(re.findall(r"^([A-Z0-9_]+)=", (ROOT / "deploy" / "example.env").read_text(encoding="utf-8"), re.MULTILINE))

    assert required - set(SERVICES["web-1"]["environment"]) - example == set()


def test_compose_fills_in_the_whole_proxy():
    assert proxy.variables() - set(SERVICES["proxy"]["environment"]) == set()


def test_image_runs_as_nobody_special_and_says_how_it_is():
    *_, web, worker = DOCKERFILE.split("\nFROM ")

    assert re.findall(r"^USER (\S+)", web, re.MULTILINE) == ["10001"]
    assert re.findall(r"^USER (\S+)", worker, re.MULTILINE)[-1] == "10001"
    assert "HEALTHCHECK" in web
    assert "/healthz" in web
    assert "PYTHONPATH=/app:/app/site" in web


def test_image_and_machine_install_with_the_same_version():
    assert re.findall(r"RUN pip install --quiet (\S+)", DOCKERFILE) == [environment.UV]


def test_image_is_made_of_named_versions():
    bases = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    own = re.findall(r"^FROM \S+ AS (\S+)", DOCKERFILE, re.MULTILINE)

    assert [base for base in bases if base not in own and not re.search(r":\d+\.\d+\.\d+-", base)] == []


def test_image_collects_static_files_without_a_secret(tmp_path):
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    code = (
        "import sys; sys.path[:0] = ['.', 'site']\n"
        "import django; from django.conf import settings; from pathlib import Path\n"
        f"settings.STATIC_ROOT = Path({str(tmp_path)!r}); django.setup()\n"
        "from django.core.management import call_command; call_command('collectstatic', verbosity=0, interactive=False)"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=kept | {"DJANGO_SETTINGS_MODULE": "settings.collecting"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "staticfiles.json").exists()


@pytest.mark.skipif(not Path(NGINX).exists(), reason="nginx is not installed: make test installs it")
def test_proxy_configuration_is_one_that_nginx_takes(tmp_path):
    values = SERVICES["proxy"]["environment"] | {
        "NGINX_HEAD": "",
        "RUN_DIR": str(tmp_path),
        "ACCESS_LOG": "off",
        "LISTEN": "127.0.0.1:8080",
        "WEB_SERVERS": "server 127.0.0.1:1; server 127.0.0.1:2;",
        "S3_HOST": "127.0.0.1:3",
        "FORWARDED_PROTO": "$scheme",
        "PAGE_CACHE_TOKEN": "token",
        "BALANCERS": "10.0.0.0/8,2001:db8::/32",
    }
    path = tmp_path / "nginx.conf"
    path.write_text(proxy.rendered(values), encoding="utf-8")

    done = subprocess.run([NGINX, "-t", "-c", str(path), "-e", "stderr"], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


def in_a_web_process(code, **values):
    """Runs the code with gunicorn's settings file as `conf`."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    begun = (
        "import sys, runpy, types; sys.path[:0] = ['.', 'site']\n"
        "conf = types.SimpleNamespace(**runpy.run_path('gunicorn.conf.py'))\n"
    )
    return subprocess.run(
        [sys.executable, "-c", begun + code],
        cwd=ROOT,
        env=kept | {"DJANGO_SETTINGS_MODULE": "settings.testing"} | values,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(("code", "loaded"), [("import wsgi", False), ("import openpyxl", True)])
def test_web_processes_write_spreadsheets_without_numpy(tmp_path, code, loaded):
    (tmp_path / "numpy").mkdir()
    (tmp_path / "numpy" / "__init__.py").write_text("print('numpy was loaded')\nraise ImportError", encoding="utf-8")

    done = in_a_web_process(code, PYTHONPATH=str(tmp_path))

    assert (done.returncode, "numpy was loaded" in done.stdout) == (0, loaded), done.stderr


def test_web_processes_load_before_the_first_visitor_comes_and_give_back_what_that_took():
    code = (
        "import ctypes, gc, django; django.setup()\n"
        "import wsgi; from django.urls import get_resolver\n"
        "conf.post_worker_init(types.SimpleNamespace(wsgi=wsgi.application))\n"
        "print('-', 'url_patterns' in vars(get_resolver()), gc.get_freeze_count() > 100_000)"
    )

    done = in_a_web_process(code)

    assert done.stdout.split()[1:] == ["True", "True"], done.stderr


def test_web_processes_give_memory_back_from_time_to_time_and_after_a_large_upload():
    code = (
        "given = []; conf.post_request.__globals__['give_back'] = lambda: given.append(1)\n"
        "for number in range(1, 2_001): conf.post_request(types.SimpleNamespace(nr=number), None, {}, None)\n"
        "for length in ('', '900000', '2000000'):\n"
        "    conf.post_request(types.SimpleNamespace(nr=1), None, {'CONTENT_LENGTH': length}, None)\n"
        "print(len(given))"
    )

    assert in_a_web_process(code).stdout.strip() == "11"


def test_image_and_stack_keep_memory_by_the_same_rules():
    rules = r"(MALLOC_\w+?|PYTHONNODEBUGRANGES)=\"?(\d+)"
    stack = (ROOT / "scripts" / "stack.py").read_text(encoding="utf-8")

    assert dict(re.findall(rules, stack)) == dict(re.findall(rules, DOCKERFILE)) != {}
