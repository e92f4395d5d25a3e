"""The sample city's catalog: words and pictures of all entries, texts that are under way, inquiries to makers."""

from typing import Any

from brands.demo import catalog, engagements, inquiries, manuscripts, stories

STEPS = catalog.STEPS + 2


def build(context: dict[str, Any]) -> None:
    """The register with its entries, then the manuscripts for some of them and the stories."""
    catalog.build(context)
    manuscripts.build(context)
    stories.build(context)
    context["progress"]("manuscripts and stories")
    inquiries.build(context)
    engagements.build(context)
    context["progress"]("inquiries and requests")
