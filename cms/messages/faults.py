"""What is wrong with a translation? Rules on plain strings."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_PERCENT = re.compile(r"%(?:\(\w+\))?[-#0+]*\d*(?:\.\d+)?[a-zA-Z]")
_BRACE = re.compile(r"\{\w*(?:[.!:\[][^{}]*)?\}")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")

# The forms for none, one and two things may say the number in words: “مقالان” for “2 articles”.
_WORDED_FORMS = 3


def placeholders(text: str) -> Counter[str]:
    """What is filled in at run time: `%(name)s`, `%s`, `{name}`, `{}`; `%%` is none.

    A named one counts once however often it is said: languages differ in that.
    """
    bare = text.replace("%%", "")
    found = _PERCENT.findall(bare) + _BRACE.findall(bare)
    named = {each for each in found if re.search(r"^%\(|^\{\w", each)}
    return Counter([*named, *(each for each in found if each not in named)])


def tags(text: str) -> Counter[str]:
    """The HTML tags with their attributes."""
    return Counter(_TAG.findall(text))


def faults(singular: str, plural: str | None, forms: Sequence[str], wanted: int) -> list[str]:
    """Every fault of a translation, in words; empty when it can be shown.

    `forms` has one string, or one for each plural form of the language, of which there
    are `wanted`.
    """
    if not any(forms):
        return ["untranslated"]
    if plural is None:
        return _differences(singular, forms[0])
    found = []
    if len(forms) < wanted or not all(forms):
        given = sum(1 for form in forms if form)
        found.append(f"{given} of {wanted} plural forms")
    for number, form in enumerate(forms):
        if not form:
            continue
        worded = wanted > _WORDED_FORMS and number < _WORDED_FORMS
        differences = _differences(plural, form, may_lack_one=worded or wanted == 1)
        if differences and wanted <= 2 and number == 0:
            differences = _differences(singular, form)
        found += [f"form {number}: {difference}" for difference in differences]
    return found


def _differences(source: str, translation: str, *, may_lack_one: bool = False) -> list[str]:
    found = []
    for what, count in (("placeholders", placeholders), ("HTML tags", tags)):
        here, there = count(source), count(translation)
        lacking, added = here - there, there - here
        tolerated = may_lack_one and (what == "HTML tags" or lacking.total() <= 1)
        if added or (lacking and not tolerated):
            found.append(f"{what} differ ({_changes(lacking, added)})")
    for end in (str.startswith, str.endswith):
        if end(source, "\n") != end(translation, "\n"):
            found.append("line breaks at the ends differ")
            break
    return found


def _changes(lacking: Counter[str], added: Counter[str]) -> str:
    parts = [f"lacks {name}" for name in sorted(lacking)]
    return ", ".join(parts + [f"adds {name}" for name in sorted(added)])
