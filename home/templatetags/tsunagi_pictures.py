"""Pictures in templates: the right size for the place, a ground in the picture's color, words for those who cannot see it."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.images.models import Filter

register = template.Library()

# place: (small and large rendition, what the browser may expect of the place's width)
# On a telephone less is said than is there: at three dots per pixel nobody sees more than two, and the file is half as large.
PLACES = {
    "small": ("fill-160x120|format-webp", "fill-320x240|format-webp", "160px"),
    "medium": ("fill-400x300|format-webp", "fill-800x600|format-webp", "(min-width: 64rem) 22rem, (min-width: 40rem) 45vw, 92vw"),
    "large": (
        "fill-800x600|format-webp",
        "fill-1600x1200|format-webp",
        "(min-width: 64rem) 44rem, (min-width: 40rem) 92vw, 62vw",
    ),
    "gallery": ("fill-400x300|format-webp", "fill-800x600|format-webp", "(min-width: 40rem) 14rem, 30vw"),
    "whole": ("max-800x800|format-webp", "max-1600x1600|format-webp", "(min-width: 64rem) 44rem, 92vw"),
}
GROUND = "#8a9199"


@register.simple_tag
def rendered_picture(
    picture: Any, size: str = "", alt: str = "", *, decorative: bool | str = False, eager: bool | str = False
) -> SafeString:
    """A picture for a place of PLACES. Its alt text is its own description unless another is given."""
    small, large, sizes = PLACES[size or "medium"]
    renditions = picture.get_renditions(small, large)
    near, far = renditions[small], renditions[large]
    light = _drawn_already(picture, small, large)
    source = format_html('<source type="image/avif" srcset="{}" sizes="{}">', light, sizes) if light else ""
    words = "" if decorative else alt or picture.description or picture.title
    return format_html(
        '<span class="picture picture--{}"><svg class="picture__ground" aria-hidden="true" focusable="false">'
        '<rect width="100%" height="100%" fill="{}"/></svg>'
        '<picture>{}<img src="{}" srcset="{} {}w, {} {}w" sizes="{}" width="{}" height="{}" alt="{}" loading="{}" '
        'fetchpriority="{}" decoding="async"></picture></span>',
        size or "medium",
        picture.color or GROUND,
        source,
        near.url,
        near.url,
        near.width,
        far.url,
        far.width,
        sizes,
        far.width,
        far.height,
        words,
        "eager" if eager else "lazy",
        "high" if eager else "auto",
    )


def _drawn_already(picture: Any, *specs: str) -> str:
    """The AVIF sizes for the place, where they are known to be drawn: they take long, so nobody's visit waits for them."""
    known = getattr(picture, "_prefetched_objects_cache", {}).get("renditions", ())
    wanted = {spec: Filter(spec=spec).get_cache_key(picture) for spec in (each.replace("webp", "avif") for each in specs)}
    drawn = [row for row in known if wanted.get(row.filter_spec) == row.focal_point_key]
    light = ", ".join(f"{row.url} {row.width}w" for row in sorted(drawn, key=lambda row: row.width))
    return light if len(drawn) == len(wanted) else ""
