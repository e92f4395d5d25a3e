"""The desks of this floor."""

from matching.viewsets.inquiries import InquiryDesk

__all__ = ["InquiryDesk"]
