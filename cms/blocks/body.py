"""The body of articles, stories and guides."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .callouts import AccordionBlock, CalloutBlock, FigureBlock, StatementsBlock, StepsBlock
from .links import DownloadBlock, PageCardBlock, SignUpBlock
from .media import GalleryBlock, PictureBlock, VideoBlock
from .tables import TableBlock
from .text import HeadingBlock, ParagraphBlock, QuoteBlock

TEXT = _("Text")
MEDIA = _("Pictures and video")
STANDING_OUT = _("Standing out")
LINKS = _("Links")


class BodyBlock(blocks.StreamBlock):
    heading = HeadingBlock(group=TEXT)
    paragraph = ParagraphBlock(group=TEXT)
    quote = QuoteBlock(group=TEXT)
    table = TableBlock(group=TEXT)
    picture = PictureBlock(group=MEDIA)
    gallery = GalleryBlock(group=MEDIA)
    video = VideoBlock(group=MEDIA)
    statements = StatementsBlock(group=STANDING_OUT)
    figure = FigureBlock(group=STANDING_OUT)
    callout = CalloutBlock(group=STANDING_OUT)
    steps = StepsBlock(group=STANDING_OUT)
    accordion = AccordionBlock(group=STANDING_OUT)
    download = DownloadBlock(group=LINKS)
    page_card = PageCardBlock(group=LINKS)
    sign_up = SignUpBlock(group=LINKS)
