"""Pictures in templates: the right size for the place, a ground in the picture's color, words for those who cannot see it."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

# place: (small and large rendition, what the browser may expect of the place's width)
PLACES = {
    "small": ("fill-160x120|format-webp", "fill-320x240|format-webp", "160px"),
    "medium": ("fill-400x300|format-webp", "fill-800x600|format-webp", "(min-width: 64rem) 22rem, (min-width: 40rem) 45vw, 92vw"),
    "large": ("fill-800x600|format-webp", "fill-1600x1200|format-webp", "(min-width: 64rem) 44rem, 92vw"),
    "whole": ("max-800x800|format-webp", "max-1600x1600|format-webp", "(min-width: 64rem) 44rem, 92vw"),
}
GROUND = "#8a9199"


@register.simple_tag
def rendered_picture(
    picture: Any, size: str = "", alt: str = "", *, decorative: bool | str = False, eager: bool | str = False
) -> SafeString:
    """A picture for a place (small, medium, large, whole). Its alt text is its own description unless another is given."""
    small, large, sizes = PLACES[size or "medium"]
    renditions = picture.get_renditions(small, large)
    near, far = renditions[small], renditions[large]
    words = "" if decorative else alt or picture.description or picture.title
    return format_html(
        '<span class="picture picture--{}"><svg class="picture__ground" aria-hidden="true" focusable="false">'
        '<rect width="100%" height="100%" fill="{}"/></svg>'
        '<img src="{}" srcset="{} {}w, {} {}w" sizes="{}" width="{}" height="{}" alt="{}" loading="{}" decoding="async"></span>',
        size or "medium",
        picture.color or GROUND,
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
    )
