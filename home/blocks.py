"""The blocks that editors write with."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock

RICH_TEXT = ["bold", "italic", "link", "document-link", "ol", "ul", "hr"]


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("heading"), max_length=120)

    class Meta:
        icon = "title"
        label = _("heading")
        description = _("A heading between parts of the text.")
        preview_value = {"text": _("How it came about")}
        template = "blocks/heading_block.html"


class FigureBlock(blocks.StructBlock):
    picture = ImageBlock(label=_("picture"))
    caption = blocks.CharBlock(label=_("caption"), max_length=200, required=False)

    def get_preview_value(self) -> Any:
        """The newest picture of the library; none while there is none."""
        picture = get_image_model().objects.order_by("-created_at").first()
        return self.normalize({"picture": picture, "caption": gettext("What the picture shows, in a line")})

    class Meta:
        icon = "image"
        label = _("picture")
        description = _("A picture with a line below it.")
        template = "blocks/figure_block.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("quotation"))
    source = blocks.CharBlock(label=_("who said it"), max_length=120, required=False)

    class Meta:
        icon = "openquote"
        label = _("quotation")
        description = _("Somebody's own words, set apart, with the name.")
        preview_value = {"text": _("The first year nobody bought one. Then a nurse asked for twelve."), "source": _("The maker")}
        template = "blocks/quote_block.html"


class DetailsBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("question"), max_length=200)
    answer = blocks.RichTextBlock(label=_("answer"), features=RICH_TEXT)

    class Meta:
        icon = "help"
        label = _("question and answer")
        description = _("A question that opens to its answer: good for lists of questions and answers.")
        preview_value = {"question": _("Does it cost anything to apply?"), "answer": _("No.")}
        template = "blocks/details_block.html"


class DownloadBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("document"))
    note = blocks.CharBlock(label=_("note"), max_length=200, required=False)

    class Meta:
        icon = "download"
        label = _("document")
        description = _("A document of the library, with its size.")
        template = "blocks/download_block.html"


class BodyBlock(blocks.StreamBlock):
    """The body of every page."""

    heading = HeadingBlock()
    text = blocks.RichTextBlock(features=RICH_TEXT, label=_("text"), template="blocks/text_block.html")
    figure = FigureBlock()
    quote = QuoteBlock()
    details = DetailsBlock()
    download = DownloadBlock()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """What only editors see is said here: among the text's arguments it would stand in migrations of every floor."""
        super().__init__(*args, **kwargs)
        shown = self.child_blocks["text"].meta
        shown.description = _("Paragraphs with links and lists.")
        shown.preview_value = _("<p>The city certifies what companies invent here.</p><p>Whoever wants to, can try it.</p>")
