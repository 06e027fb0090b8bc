"""`manage.py roles`: makes the roles' groups, rights and workflows, or brings them up to date."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.table import Table

from cms.access.roles import Role, members
from cms.role_grants import apply_grants


class Command(BaseCommand):
    help = "Makes the groups of the roles and gives them their rights; adds only what is missing."

    def handle(self, *args: Any, **options: Any) -> None:
        apply_grants()
        if options["verbosity"] == 0:
            return
        table = Table("role", "group", "members")
        for role in Role:
            table.add_row(role.value, role.group_name, str(members(role).count()))
        Console().print(table)
