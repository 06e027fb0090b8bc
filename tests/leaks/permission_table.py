"""How the table of permissions is read, and how it becomes a page of the documentation."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from cms.access.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.leaks.probing import Door

#: Who asks: strangers, someone without a role, each role, and someone who may do everything.
STRANGER, NOBODY, SUPERUSER = "stranger", "nobody", "superuser"
ASKING = (STRANGER, NOBODY, *(role.value for role in Role), SUPERUSER)

ROLES = tuple(role.value for role in Role)

#: Words for several who ask.
GROUPS = {
    "everyone": ASKING,
    "users": tuple(who for who in ASKING if who != STRANGER),
    "roles": (*ROLES, SUPERUSER),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may open some routes. Names of routes may hold `*`.

    `who` are roles and words of GROUPS; `contributor:own` is a contributor at what is their
    entity's. A superuser may open whatever anyone may, unless nobody may or it is said.
    """

    title: str
    who: str
    routes: tuple[str, ...]
    superuser_too: bool = True

    def matches(self, key: str) -> bool:
        return any(key == route or fnmatchcase(key, route) for route in self.routes)

    def allows(self, who: str, side: str) -> bool:
        named = self.who.split()
        if who == Role.CONTRIBUTOR.value and side == "own" and "contributor:own" in named:
            return True
        allowed = {one for name in named for one in GROUPS.get(name, (name,))}
        return who in allowed or (who == SUPERUSER and bool(named) and self.superuser_too)


def rules_for(key: str, rules: Iterable[Rule]) -> list[Rule]:
    return [rule for rule in rules if rule.matches(key)]


def undeclared(doors: Iterable[Door], rules: Iterable[Rule]) -> list[str]:
    """Routes that no rule names, or more than one."""
    rules = list(rules)
    counts = {door.key: len(rules_for(door.key, rules)) for door in doors}
    return sorted(f"{key} ({count} rules)" for key, count in counts.items() if count != 1)


HEAD = """\
# Who may open what

Written by `python -m tests.leaks.permissions` from the table that the tests hold every address
of the resolver against; do not edit it by hand. ● may, ○ only what belongs to the own entity.
A superuser may open whatever anyone may. *No role* is someone who logs in but has no role.

"""
_COLUMNS = (
    (STRANGER, "stranger"),
    (NOBODY, "no role"),
    (Role.EDITOR.value, "editor"),
    (Role.DIRECTOR_GENERAL.value, "director-general"),
    (Role.CONTRIBUTOR.value, "contributor"),
    (Role.TRANSLATOR.value, "translator"),
    (Role.REVIEWER.value, "reviewer"),
    (Role.NEWSLETTER_MANAGER.value, "newsletter"),
    (Role.TOOLKIT_MANAGER.value, "toolkit"),
    (Role.ADMINISTRATOR.value, "administrator"),
)


def reference(rules: Iterable[Rule]) -> str:
    """The table in Markdown, and below it the routes of each line."""
    rules = list(rules)
    heading = " | ".join(["what", *(title for _who, title in _COLUMNS)])
    lines = [HEAD, f"| {heading} |\n", "|---" * (len(_COLUMNS) + 1) + "|\n"]
    for rule in rules:
        marks = [_mark(rule, who) for who, _title in _COLUMNS]
        lines.append(f"| {' | '.join([rule.title, *marks])} |\n")
    lines.append("\n## The routes of each line\n")
    for rule in rules:
        routes = ", ".join(f"`{route}`" for route in rule.routes)
        lines.append(f"\n**{rule.title}**: {routes}\n")
    return "".join(lines)


def _mark(rule: Rule, who: str) -> str:
    if rule.allows(who, "foreign"):
        return "●"
    return "○" if rule.allows(who, "own") else ""
