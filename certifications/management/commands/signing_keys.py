"""Lists the keys that sign or have signed certificates' credentials, and tells that one fell into wrong hands."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from certifications import credentials, signing
from certifications.actions import proofs
from certifications.models import SigningKey
from home import dates


class Command(BaseCommand):
    help = "The keys that prove certificates (docs/operations.md). Without an option: lists them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--compromised", metavar="KEY", help="this key fell into wrong hands: no longer publish it")

    def handle(self, *args: Any, compromised: str | None, **options: Any) -> None:
        """One of the two."""
        try:
            present = signing.multikey(credentials.signing_key().public_key())
        except signing.NoSigningKey as error:
            raise CommandError(f"No Ed25519 key can be read from {error}.") from error
        if compromised is None:
            self._list(present)
        elif compromised == present:
            raise CommandError("This key still signs. Put another in its place, start web and worker anew, say it again.")
        else:
            self._tell(compromised)

    def _tell(self, name: str) -> None:
        try:
            key = SigningKey.objects.get(multikey=name)
        except SigningKey.DoesNotExist as error:
            raise CommandError(f"No key {name} has signed here.") from error
        proofs.tell_compromised(key, by=None)
        self.stdout.write(f"{key.issued_files.count()} credentials will be signed anew by the worker within minutes.")

    def _list(self, present: str) -> None:
        keys = list(SigningKey.objects.all())
        for key in keys:
            words = [f"since {dates.day(key.first_used_at, 'en')}", f"{key.issued_files.count()} credentials"]
            words += ["signs now"] if key.multikey == present else []
            words += [f"compromised {dates.day(key.compromised_at, 'en')}"] if key.compromised_at else []
            self.stdout.write(f"{key.multikey}: {', '.join(words)}")
        if present not in {key.multikey for key in keys}:
            self.stdout.write(f"{present}: signs now, has signed nothing yet")
