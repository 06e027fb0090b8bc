"""Text that is almost wholly encoded before it is known to whom it goes.

Encoding a letter of 90 kB anew for each reader would be most of the work of sending. In base64
three octets become four characters, so what follows a reader's own part is encoded for each of
the three ways in which that part can end, and only a few octets are left for later.
"""

from __future__ import annotations

import binascii
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CRLF = b"\r\n"
_OCTETS_A_LINE = 57
"""They become 76 characters, the most that RFC 2045 allows."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """What lies between two places, encoded from its first, second and third octet on."""

    octets: bytes
    encoded: tuple[bytes, bytes, bytes]

    @classmethod
    def of(cls, octets: bytes) -> _Piece:
        first, second, third = (base64_lines(_whole(octets[taken:])) for taken in range(3))
        return cls(octets, (first, second, third))


@dataclass(frozen=True, slots=True)
class EncodedText:
    """Octets with named places, to be read as base64. Safe to share between threads."""

    pieces: tuple[_Piece, ...]
    names: tuple[str, ...]

    @classmethod
    def of(cls, octets: Sequence[bytes], names: Sequence[str]) -> EncodedText:
        """`octets` are what lies between the places, so one more than `names`."""
        return cls(tuple(map(_Piece.of, octets)), tuple(names))

    def filled(self, values: Mapping[str, bytes]) -> bytes:
        """Lines of base64, at most 76 long, of the text with `values` in its places."""
        lines: list[bytes] = []
        left = b""
        for number, piece in enumerate(self.pieces):
            if number:
                left += values[self.names[number - 1]]
            taken = -len(left) % 3
            if len(piece.octets) < taken:
                left += piece.octets
                continue
            left += piece.octets[:taken]
            lines += [base64_lines(left), piece.encoded[taken]]
            left = piece.octets[taken + len(_whole(piece.octets[taken:])) :]
        lines.append(base64_lines(left))
        return CRLF.join(line for line in lines if line)


@dataclass(frozen=True, slots=True)
class PlainOctets:
    """ASCII with named places, which travels as it is."""

    pieces: tuple[bytes, ...]
    names: tuple[str, ...]

    def filled(self, values: Mapping[str, bytes]) -> bytes:
        """The text with `values` in its places."""
        filled = [self.pieces[0]]
        for name, piece in zip(self.names, self.pieces[1:], strict=True):
            filled += [values[name], piece]
        return b"".join(filled)


def base64_lines(octets: bytes) -> bytes:
    """Base64 in lines of at most 76 characters, without a last line end."""
    encoded = (
        binascii.b2a_base64(octets[start : start + _OCTETS_A_LINE], newline=False)
        for start in range(0, len(octets), _OCTETS_A_LINE)
    )
    return CRLF.join(encoded)


def _whole(octets: bytes) -> bytes:
    """As much of it as needs no padding."""
    return octets[: len(octets) // 3 * 3]
