"""Do two answers come from one network? Told by hashes that live one day.

An address is used while a request is answered and is neither stored nor logged. What is kept of
it is an HMAC under the day's salt; the salt is deleted with its day, so that afterwards nobody,
with the database and all keys, can find the address by trying every one there is.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING

from cms.feedback.models import DaySalt

if TYPE_CHECKING:
    from datetime import date


def mark_of(network: str, purpose: str, day: date) -> str:
    """Hexadecimal HMAC-SHA-256; of the same network another one for each purpose and day."""
    row, _made = DaySalt.objects.get_or_create(day=day, defaults={"salt": secrets.token_hex(32)})
    text = f"{purpose}\0{network}".encode()
    return hmac.new(bytes.fromhex(row.salt), text, hashlib.sha256).hexdigest()
