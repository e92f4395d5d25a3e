"""The desks of this floor."""

from matching.viewsets.engagements import EngagementDesk
from matching.viewsets.inquiries import InquiryDesk

__all__ = ["EngagementDesk", "InquiryDesk"]
