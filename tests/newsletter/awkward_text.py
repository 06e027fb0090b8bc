"""Texts that break renderers: marks, quotes, controls, angle brackets, template signs."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = [
    "رأيٌ",
    "قِصّة",
    "«نجاح»",
    "Barza",
    "45%",
    "2026",
    '"',
    "'",
    "<",
    ">",
    "&",
    "&amp;",
    "&#0;",
    "</td>",
    "<b>",
    "<!--",
    "-->",
    "]]>",
    "<![endif]-->",
    "{{ x }}",
    "{% x %}",
    "\\",
    "\\u{64f}",
    'style="direction:ltr"',
    "text-align:left",
    "\u200e",
    "\u200f",
    "\u061c",
    "\u200c",
    "\u200d",
    "\u00a0",
    "\u2066",
    "\u2067",
    "\u2068",
    "\u2069",
    "\u202a",
    "\u202e",
    "\x00",
    "\x0b",
    "\x1b",
    "\x7f",
    "\x85",
    "\u2028",
    "\ufeff",
    "\ufffe",
    "\ud800",
    "\r\n",
    "\t",
    " ",
    "🙂",
    "=?utf-8?b?",
]

awkward_text = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), min_size=1, max_size=12
).map("".join)
