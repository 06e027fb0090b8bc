"""Which colour may stand on which, by what each is for; the sheets must keep to it.

Names are tokens of `frontend/styles/tokens.css` without their dashes. A sheet that uses a token in
a way that no row here knows is a fault: add the row, and its contrast is computed from then on.
"""

from __future__ import annotations

from dataclasses import dataclass

TEXT_RATIO = 4.5  # WCAG 2.2, 1.4.3
GRAPHIC_RATIO = 3.0  # WCAG 2.2, 1.4.11

#: What pages, panels and cards stand on. Any text may come to stand on any of them.
GROUNDS = ("ground", "ground-tint", "ground-deep", "surface", "footer", "track")
TINTS = ("info-tint", "success-tint", "warning-tint", "error-tint")
BANDS = ("band", "band-deep")


@dataclass(frozen=True, slots=True)
class Use:
    """Every one of `above` on every one of `below`, at a contrast of at least `ratio`."""

    above: tuple[str, ...]
    below: tuple[str, ...]
    ratio: float
    modes: tuple[str, ...] = ("light", "dark", "paper")


SCREEN = ("light", "dark")

TEXTS = (
    Use(("text", "text-soft", "accent", "accent-hover", "link", "link-hover"), GROUNDS, TEXT_RATIO),
    Use(("text", "text-soft", "link", "link-hover"), TINTS, TEXT_RATIO),
    Use(("info", "success", "warning", "error"), GROUNDS, TEXT_RATIO),
    Use(("info",), ("info-tint",), TEXT_RATIO),
    Use(("success",), ("success-tint",), TEXT_RATIO),
    Use(("warning",), ("warning-tint",), TEXT_RATIO),
    Use(("error",), ("error-tint",), TEXT_RATIO),
    Use(("on-band", "on-band-soft", "gold-on-band"), ("band",), TEXT_RATIO),
    # What is painted behind text does not reach paper; there these stand on the band's white.
    Use(("on-band", "on-band-soft", "gold-on-band"), ("band-deep",), TEXT_RATIO, SCREEN),
    Use(("on-button",), ("button", "button-hover"), TEXT_RATIO, SCREEN),
    Use(("band-deep",), ("gold-on-band", "on-band"), TEXT_RATIO, SCREEN),
)

#: Marks that tell something, frames of fields, focus.
GRAPHICS = (
    Use(("line-strong", "focus", "after", "before", "button"), GROUNDS, GRAPHIC_RATIO),
    Use(("focus", "line-strong"), TINTS, GRAPHIC_RATIO),
    Use(("gold-on-band",), BANDS, GRAPHIC_RATIO, SCREEN),
)

#: Lines and patterns that tell nothing: whoever does not see them misses nothing.
ORNAMENTS = ("line", "line-warm", "line-on-band", "gold")
#: What pictures and films are laid on; no text stands there.
PLATES = ("paper", "screen")

#: Colours of parts drawn in one place only, named there; their values are tokens of this table.
LOCAL_TEXTS = ("callout", "btn-fg", "form-label-fg", "form-input-text", "form-input-placeholder",
               "alert-fg", "alert-link-fg", "alert-link-hover-fg", "banner-text-color",
               "banner-text-color-hover")  # fmt: skip
LOCAL_GROUNDS = ("btn-bg", "btn-bg-hover", "form-input-bg", "alert-bg", "banner-bg")
LOCAL_GRAPHICS = ("mark", "on-mark", "btn-focus-ring", "btn-border-color", "form-input-ring",
                  "form-input-focus-ring", "alert-focus-ring", "banner-focus-ring",
                  "banner-border")  # fmt: skip


def pairs(uses: tuple[Use, ...]) -> set[tuple[str, str]]:
    return {(above, below) for use in uses for above in use.above for below in use.below}


#: What may be the colour of text, and what may lie behind it.
KNOWN_TEXTS = {above for above, _below in pairs(TEXTS)}
KNOWN_GROUNDS = {below for _above, below in pairs(TEXTS)}
KNOWN_GRAPHICS = (
    {above for above, _below in pairs(GRAPHICS)} | KNOWN_TEXTS | set(ORNAMENTS) | set(PLATES)
)
