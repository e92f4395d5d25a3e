"""A file that comes after the submission which lists it: the application gets a further version, made by the system."""

from certifications import emails
from certifications.actions import applications
from certifications.contents import Content, awaited_fact, file_fact
from certifications.models import Application, Attachment, UploadTicket
from certifications.refusals import NotOpenForChange
from certifications.states import ApplicationState, VersionKind
from home import clock
from home.models import StoredFile

TAKES_LATE = frozenset({ApplicationState.SUBMITTED, ApplicationState.CORRECTION})


def add(application: Application, ticket: UploadTicket, stored: StoredFile, name: str) -> Attachment:
    """A further version, made by the system: the last one, and this file. The receipt stays as it is. Raises NotOpenForChange."""
    if application.state not in TAKES_LATE:
        raise NotOpenForChange
    attachment = Attachment.objects.create(
        application=application, key=ticket.key, file=stored, name=name, added_by=ticket.user, added_at=clock.now()
    )
    last = application.versions.latest("seq")
    still = application.tickets.open().filter(awaited=True).exclude(pk=ticket.pk)
    files_, coming = [*last.files, file_fact(attachment)], [awaited_fact(each) for each in still]
    content = Content(last.answers, files_, last.sha256, [], coming, last.declared)
    version = applications.next_version(application, content, by=None, kind=VersionKind.LATE_FILE)
    facts = {"file": name, "version": version.seq, "sha256": version.sha256}
    application.history.append(
        application, action="application.late_file", by=None, to_state=application.state, facts=facts, held=True
    )
    emails.late_file_came(application, ticket, version)
    return attachment
