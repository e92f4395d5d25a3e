"""`make pictures`: the documents' pictures, taken in a fresh sample city: python -m scripts.pictures [address of a running one].

The stories change what they touch (a draft is begun, a result is released): never point this at a city that you want to keep.
"""

import io
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from scripts import picture_stories
from scripts.postgres import free_port
from scripts.processes import ROOT, Processes, environment, gunicorn, is_listening, python, raise_on_signals
from scripts.run_city import answers, manage

FOLDER = ROOT / "docs" / "pictures"
LARGEST = 120_000
WIDE = ViewportSize(width=1280, height=860)
PHONE = ViewportSize(width=390, height=780)


class Camera:
    """One person's browser; `take` writes what is on the screen, wide and as on a phone."""

    def __init__(self, browser: Browser, base: str, shared: dict[str, str]) -> None:
        self.base, self.shared = base, shared
        self.context: BrowserContext = browser.new_context(
            base_url=base, locale="ja-JP", timezone_id="Asia/Tokyo", reduced_motion="reduce", viewport=WIDE
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(60_000)

    def sign_in(self, address: str, password: str) -> None:
        """Through the form, as everybody does."""
        self.page.goto("/account/login/")
        self.page.fill("input[name=login]", address)
        self.page.fill("input[name=password]", password)
        self.page.locator("main form button.button--primary").click()
        self.page.wait_for_url(lambda url: "/account/login" not in url)

    def take(self, name: str, *, at: str = "", phone: bool = False) -> None:
        """Writes <name>.webp, and <name>-phone.webp if asked; `at` is what stands at the upper edge."""
        for suffix, size in (("", WIDE), ("-phone", PHONE)) if phone else (("", WIDE),):
            self.page.set_viewport_size(size)
            self.page.wait_for_load_state("networkidle")
            self.page.evaluate(
                "at => { const it = at && document.querySelector(at);"
                " window.scrollTo(0, it ? it.getBoundingClientRect().top + scrollY - 16 : 0); }",
                at,
            )
            self.page.wait_for_timeout(150)
            write(FOLDER / f"{name}{suffix}.webp", self.page.screenshot(animations="disabled", caret="hide"))
        self.page.set_viewport_size(WIDE)

    def close(self) -> None:
        self.context.close()


def write(path: Path, png: bytes) -> None:
    """Keeps a screenshot as WebP, at the best quality that stays within the limit."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    for quality in (82, 70, 55, 40):
        out = io.BytesIO()
        picture.save(out, "WEBP", quality=quality, method=6)
        if out.tell() <= LARGEST:
            break
    path.write_bytes(out.getvalue())
    print(f"  {path.name}  {out.tell() // 1000} kB", flush=True)


def take_all(base: str) -> None:
    """Every story, one after the other: later ones build on earlier ones."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--lang=ja"], env=dict(environment(LANGUAGE="ja"))
        )
        shared: dict[str, str] = {}
        wanted = os.environ.get("STORIES", "").split()
        stories: list[Callable[[Camera], None]] = [
            story for story in picture_stories.STORIES if not wanted or story.__name__ in wanted
        ]
        for story in stories:
            print(story.__doc__, flush=True)
            camera = Camera(browser, base, shared)
            story(camera)
            camera.close()
        browser.close()


def in_fresh_city() -> None:
    """Fills a city in a folder that goes away, serves it, takes the pictures."""
    with tempfile.TemporaryDirectory(prefix="tsunagi-pictures-") as folder, Processes(Path(folder)) as processes:
        port = free_port()
        values = environment(
            DATABASE_URL=f"sqlite:///{folder}/city.sqlite3",
            DJANGO_SETTINGS_MODULE="settings.development",
            VAR_FOLDER=folder,
            DEMO="1",
            PORT=str(port),
            BIND=f"127.0.0.1:{port}",
            WEB_WORKERS="1",
        )
        for arguments in (["migrate", "--verbosity", "0"], ["sample_city"]):
            manage(values, *arguments)
        processes.start("web", gunicorn(), values)
        processes.start("worker", python("manage.py", "worker"), values)
        processes.wait_for(lambda: is_listening(port) and answers(f"http://127.0.0.1:{port}/healthz"), "The site")
        take_all(f"http://localhost:{port}")


def main() -> int:
    """Gives the exit code."""
    raise_on_signals()
    if len(sys.argv) > 1:
        take_all(sys.argv[1].rstrip("/"))
    else:
        in_fresh_city()
    return 0


if __name__ == "__main__":
    sys.exit(main())
