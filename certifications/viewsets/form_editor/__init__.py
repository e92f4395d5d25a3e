"""The desk where the office writes application forms."""

from certifications.viewsets.form_editor.desk import FormDesk

__all__ = ["FormDesk"]
