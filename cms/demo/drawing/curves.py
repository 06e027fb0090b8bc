"""How the outline of a thing runs: lists of points in drawing units, with no colour in them."""

from __future__ import annotations

from math import cos, pi, sin
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from random import Random

Point = tuple[float, float]
Points = list[Point]


def smooth(points: Sequence[Point], *, closed: bool = True, steps: int = 10) -> Points:
    """A Catmull-Rom curve through all the points."""
    count = len(points)
    out: Points = []
    for i in range(count if closed else count - 1):
        if closed:
            p0, p1, p2, p3 = (points[(i + k) % count] for k in (-1, 0, 1, 2))
        else:
            p0, p1, p2, p3 = (points[min(max(i + k, 0), count - 1)] for k in (-1, 0, 1, 2))
        for step in range(steps):
            t = step / steps
            t2, t3 = t * t, t * t * t
            w0, w1 = -t3 + 2 * t2 - t, 3 * t3 - 5 * t2 + 2
            w2, w3 = -3 * t3 + 4 * t2 + t, t3 - t2
            out.append(
                (
                    (p0[0] * w0 + p1[0] * w1 + p2[0] * w2 + p3[0] * w3) / 2,
                    (p0[1] * w0 + p1[1] * w1 + p2[1] * w2 + p3[1] * w3) / 2,
                )
            )
    if not closed:
        out.append(points[-1])
    return out


def arc(cx: float, cy: float, rx: float, ry: float, start: float, end: float) -> Points:
    """Part of an ellipse from angle `start` to `end` in degrees, 0 to the right, 90 down."""
    steps = max(8, round(abs(end - start) / 6))
    turns = (start + (end - start) * i / steps for i in range(steps + 1))
    return [(cx + rx * cos(a * pi / 180), cy + ry * sin(a * pi / 180)) for a in turns]


def rounded(x0: float, y0: float, x1: float, y1: float, radius: float) -> Points:
    """A rectangle with round corners."""
    r = min(radius, (x1 - x0) / 2, (y1 - y0) / 2)
    return (
        arc(x1 - r, y0 + r, r, r, -90, 0)
        + arc(x1 - r, y1 - r, r, r, 0, 90)
        + arc(x0 + r, y1 - r, r, r, 90, 180)
        + arc(x0 + r, y0 + r, r, r, 180, 270)
    )


def place(
    points: Iterable[Point], x: float, y: float, size: float, turn: float = 0, flip: bool = False
) -> Points:
    """Local points (around 0, 0) brought to (x, y), enlarged, turned by degrees, mirrored."""
    c, s, f = cos(turn * pi / 180) * size, sin(turn * pi / 180) * size, -1 if flip else 1
    return [(x + px * f * c - py * s, y + px * f * s + py * c) for px, py in points]


def mirrored(half: Sequence[Point]) -> Points:
    """The half of a shape on the right, from the top down, made whole about x = 0."""
    return list(half) + [(-x, y) for x, y in reversed(half) if abs(x) > 1e-6]


def ridge(rng: Random, width: float, base: float, height: float, waves: float = 1.4) -> Points:
    """A soft hilly line from beyond the left edge to beyond the right one."""
    parts = [
        (waves * scale * rng.uniform(0.8, 1.25), rng.uniform(0, 2 * pi), share)
        for scale, share in ((1, 0.62), (2.1, 0.28), (4.3, 0.1))
    ]
    out: Points = []
    for i in range(97):
        x = width * (i / 96 * 1.04 - 0.02)
        lift = sum(share * sin(2 * pi * freq * x / width + at) for freq, at, share in parts)
        out.append((x, base - height * lift))
    return out


def arch(cx: float, base: float, width: float, height: float, kind: str) -> Points:
    """An opening standing on `base`: `pointed`, `round`, `keel` or `foiled`."""
    half = width / 2
    spring = base - height + half * (1.25 if kind in ("pointed", "keel") else 1.0)
    left, right = (cx - half, base), (cx + half, base)
    if kind == "round":
        return [left, *arc(cx, spring, half, half, 180, 360), right]
    if kind == "foiled":
        lobes: Points = []
        for i in range(7):
            angle = pi + pi * (i + 0.5) / 7
            x, y = cx + half * 0.9 * cos(angle), spring + half * 0.9 * sin(angle)
            turn = angle * 180 / pi
            lobes += arc(x, y, half * 0.21, half * 0.21, turn - 95, turn + 95)
        return [left, (cx - half, spring), *lobes, (cx + half, spring), right]
    top = base - height
    side = [
        (half, spring),
        (half * 0.93, spring - half * 0.45),
        (half * 0.62, spring - half * 0.88),
    ]
    if kind == "keel":
        side += [(half * 0.22, top + half * 0.2)]
    else:
        side += [(half * 0.3, top + half * 0.14)]
    curve = smooth([*side, (0, top)], closed=False)
    return [
        left,
        *[(cx - x, y) for x, y in curve],
        *[(cx + x, y) for x, y in reversed(curve)],
        right,
    ]
