"""Numbers in Arabic as the house writes them: Western digits, a point, commas in thousands.

Django's own Arabic formats have the comma for the decimals.
"""

from __future__ import annotations

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
