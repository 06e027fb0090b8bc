"""What came of handing a message to the mail server? A closed list of outcomes."""

from __future__ import annotations

import smtplib
from enum import Enum
from typing import TYPE_CHECKING

from cms.notices.models import Failure
from cms.notices.smtp import Unanswered

if TYPE_CHECKING:
    from django.core.mail import EmailMessage


class Verdict(Enum):
    SENT = "sent"
    LATER = "later"
    NEVER = "never"
    UNKNOWN = "unknown"


def hand_over(message: EmailMessage) -> tuple[Verdict, Failure | None]:
    """Sends it; what is no matter of mail servers is raised."""
    try:
        message.send()
    except Unanswered:
        return Verdict.UNKNOWN, Failure.UNCERTAIN
    except smtplib.SMTPRecipientsRefused as refusal:
        codes = [code for code, _words in refusal.recipients.values()]
        return _refused(max(codes, default=500), Failure.RECIPIENT_REFUSED)
    except smtplib.SMTPDataError as refusal:
        return _refused(refusal.smtp_code, Failure.MESSAGE_REFUSED)
    except (smtplib.SMTPNotSupportedError, ValueError):
        # An address that this server, or nobody, can understand.
        return Verdict.NEVER, Failure.BAD_ADDRESS
    except (smtplib.SMTPException, OSError):
        # Not reached, not let in, or not as this sender: no fault of the recipient's.
        return Verdict.LATER, Failure.UNREACHABLE
    return Verdict.SENT, None


def _refused(code: int, failure: Failure) -> tuple[Verdict, Failure]:
    if 400 <= code < 500:
        return Verdict.LATER, Failure.POSTPONED
    return Verdict.NEVER, failure
