"""Every component with sample data; in development and in the sample city only."""

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from home import samples


def component_names() -> list[str]:
    """The names of all component templates."""
    folder = Path(settings.ROOT) / "templates" / "components"
    return sorted(path.stem for path in folder.glob("*.html"))


def gallery(request: HttpRequest) -> HttpResponse:
    """Draws each component once per sample; 404 where real people work."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    known = samples.samples()
    shown = [
        (
            name,
            [(words, render_to_string(f"components/{name}.html", arguments)) for words, arguments in known.get(name, {}).items()],
        )
        for name in component_names()
    ]
    return render(request, "home/gallery.html", {"shown": shown, "accents": samples.ACCENTS})
