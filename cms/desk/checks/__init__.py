"""What is at fault in a page's text, beside what Wagtail's own checks see?"""

from __future__ import annotations

from .rules import faults_in, faults_of

__all__ = ["faults_in", "faults_of"]
