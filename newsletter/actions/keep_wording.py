"""The words that people agree to are kept as they stood there, each text once."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from newsletter.models import ConsentWording

if TYPE_CHECKING:
    from newsletter.wording import Wording


def keep_wording(shown: Wording) -> ConsentWording:
    digest = hashlib.sha256(shown.text.encode()).hexdigest()
    row, _made = ConsentWording.objects.get_or_create(
        version=shown.version,
        language=shown.language,
        digest=digest,
        defaults={"text": shown.text},
    )
    return row
