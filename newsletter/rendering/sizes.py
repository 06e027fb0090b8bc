"""How large a letter is, for the one who may have to shorten it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from newsletter.rendering.message import Addressee, message_template
from newsletter.rendering.mjml import CLIPPED_AT

if TYPE_CHECKING:
    from newsletter.rendering.head import Head

# Nobody's; what differs from reader to reader is some dozen octets.
_READER = Addressee(
    address="reader@example.org", token="0" * 32, message_id=f"<{'0' * 32}@x.example>"
)
_DATE = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Octets of the HTML and the plain text in UTF-8, and of the whole message as it is sent."""

    html: int
    plain: int
    message: int

    @property
    def is_clipped(self) -> bool:
        """Whether some mail programs would show only a beginning (above 90 kB of HTML)."""
        return self.html > CLIPPED_AT

    @property
    def share(self) -> int:
        """How much of what is shown everywhere the HTML takes, in percent; may exceed 100."""
        return round(100 * self.html / CLIPPED_AT)


def sizes_of(head: Head, *, html: str, plain: str) -> Sizes:
    """The sizes of one edition. Raises `RenderError` where no message can be made of it."""
    template = message_template(head, html=html, plain=plain)
    message = template.address_to(_READER, date=_DATE)
    return Sizes(len(html.encode()), len(plain.encode()), len(message))
