"""Makes a city's first administrator, who gives all other roles at her desk."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse

from organizations import addresses
from organizations.actions import people, roles
from organizations.models import User

CODE = "administrator"


class Command(BaseCommand):
    help = (
        "Gives a person the role of administrator. An address without an account gets one, and a letter that says how to "
        "choose a password. Makes the groups of all roles, too."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="the name, for a new account")

    @transaction.atomic
    def handle(self, *args: Any, email: str, name: str, **options: Any) -> None:
        """The account and its role, or neither."""
        address = addresses.normalize(email)
        if not addresses.is_plausible(address):
            raise CommandError(f"{email} is not an e-mail address")
        roles.setup()
        person = User.objects.filter(email=address).first()
        if person is None:
            if not name.strip():
                raise CommandError(f"Nobody has an account with {address} yet. Give the name for a new one: --name")
            person = people.add(email=address, name=name.strip(), codes=[CODE], by=None)
            where = settings.PUBLIC_URL + reverse("account_reset_password")
            self.stdout.write(f"Account made: {address}. The password is chosen at {where}; a letter says so.")
        elif not person.is_active:
            raise CommandError(f"The account of {address} is switched off")
        elif person.groups.filter(name=CODE).exists():
            self.stdout.write(f"{address} is an administrator already.")
            return
        else:
            roles.grant(person, CODE, by=None)
        self.stdout.write(
            f"Administrator: {person} <{address}>. Sign in at {settings.PUBLIC_URL}/admin/ and set up the second factor."
        )
