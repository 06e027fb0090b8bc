"""What the newsletter stores."""

from __future__ import annotations

from .calendar import Holiday
from .calls import CallRecipient, EntityContact, EntityItem, ItemCall, ItemState
from .consents import Consent, ConsentBasis, ConsentSource, ConsentWording
from .imports import ImportState, SubscriberImport
from .issues import ChosenPage, IssuePage, NewsletterPage, Note, Section
from .mailings import (
    ClickCount,
    Delivery,
    DeliveryState,
    Edition,
    Mailing,
    MailingEvent,
    MailingEventKind,
    MailingLink,
    MailingState,
    SkipReason,
    TestReader,
)
from .proofs import SpentProof
from .sections import BLURB_LENGTH, PAGE_SECTIONS, SectionKind
from .segments import Segment
from .shown import ShownIssue, ShownNote, ShownSection
from .sign_ups import SignUp
from .subscribers import (
    LEAVE_REASONS,
    OWN_LEAVING,
    Audience,
    StatusReason,
    Subscriber,
    SubscriberLanguage,
    SubscriberStatus,
)
from .suppressions import Suppression, SuppressionReason

__all__ = [
    "BLURB_LENGTH",
    "LEAVE_REASONS",
    "OWN_LEAVING",
    "PAGE_SECTIONS",
    "Audience",
    "CallRecipient",
    "ChosenPage",
    "ClickCount",
    "Consent",
    "ConsentBasis",
    "ConsentSource",
    "ConsentWording",
    "Delivery",
    "DeliveryState",
    "Edition",
    "EntityContact",
    "EntityItem",
    "Holiday",
    "ImportState",
    "IssuePage",
    "ItemCall",
    "ItemState",
    "Mailing",
    "MailingEvent",
    "MailingEventKind",
    "MailingLink",
    "MailingState",
    "NewsletterPage",
    "Note",
    "Section",
    "SectionKind",
    "Segment",
    "ShownIssue",
    "ShownNote",
    "ShownSection",
    "SignUp",
    "SkipReason",
    "SpentProof",
    "StatusReason",
    "Subscriber",
    "SubscriberImport",
    "SubscriberLanguage",
    "SubscriberStatus",
    "Suppression",
    "SuppressionReason",
    "TestReader",
]
