"""The records and pages of this floor."""

from matching.models.engagements import Engagement, EngagementEvent, EngagementOffer, EngagementOfferEvent
from matching.models.figures import PublishedFigure
from matching.models.inquiries import Inquiry, InquiryEvent, InquiryMessage
from matching.models.pages import FiguresPage

__all__ = [
    "Engagement",
    "EngagementEvent",
    "EngagementOffer",
    "EngagementOfferEvent",
    "FiguresPage",
    "Inquiry",
    "InquiryEvent",
    "InquiryMessage",
    "PublishedFigure",
]
