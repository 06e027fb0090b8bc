"""The blocks of a page's body, one family a file."""

from __future__ import annotations

from .body import BodyBlock
from .callouts import AccordionBlock, CalloutBlock, FigureBlock, StatementsBlock, StepsBlock
from .links import DownloadBlock, PageCardBlock, SignUpBlock
from .media import GalleryBlock, PictureBlock, VideoBlock
from .tables import TableBlock
from .text import HeadingBlock, ParagraphBlock, QuoteBlock

__all__ = [
    "AccordionBlock",
    "BodyBlock",
    "CalloutBlock",
    "DownloadBlock",
    "FigureBlock",
    "GalleryBlock",
    "HeadingBlock",
    "PageCardBlock",
    "ParagraphBlock",
    "PictureBlock",
    "QuoteBlock",
    "SignUpBlock",
    "StatementsBlock",
    "StepsBlock",
    "TableBlock",
    "VideoBlock",
]
