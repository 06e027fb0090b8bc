"""What has changed since an issue was submitted, in words for those who approved it."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING, Final

from newsletter.models import Edition, SubscriberLanguage

if TYPE_CHECKING:
    from newsletter.gate.manuscript import Manuscript
    from newsletter.models import Mailing

_LINES: Final = 8
_LENGTH: Final = 90


def is_unchanged(mailing: Mailing, manuscript: Manuscript) -> bool:
    """Whether readers would get now what was frozen."""
    return bool(mailing.fingerprint) and manuscript.fingerprint == mailing.fingerprint


def differences(mailing: Mailing, manuscript: Manuscript) -> str:
    """Lines that went (−) and came (+) in the plain texts, shortened; a few of each edition.

    Where only the look changed, the names of the editions.
    """
    lines: list[str] = []
    silent: list[str] = []
    frozen = {edition.variant: edition for edition in Edition.objects.filter(mailing=mailing)}
    present = {edition.variant: edition for edition in manuscript.editions}
    # The bilingual edition holds the same texts once more.
    for variant in sorted((frozen.keys() | present.keys()) - {SubscriberLanguage.BOTH}):
        before, after = frozen.get(variant), present.get(variant)
        old = [before.subject, *before.plain.splitlines()] if before else []
        new = [after.head.subject, *after.plain.splitlines()] if after else []
        found = [
            line
            for line in unified_diff(old, new, lineterm="", n=0)
            if line[:1] in "+-" and line[:3] not in {"+++", "---"} and line[1:].strip()
        ]
        lines += [f"{variant}: {_shown(line)}" for line in found[:_LINES]]
        if not found and (before and before.fingerprint) != (after and after.fingerprint):
            silent.append(variant)
    return "\n".join(lines or silent)


def _shown(line: str) -> str:
    sign = "−" if line[0] == "-" else "+"
    words = " ".join(line[1:].split())
    return f"{sign} {words[:_LENGTH]}{'…' if len(words) > _LENGTH else ''}"
