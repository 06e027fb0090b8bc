"""What `make bench-lighthouse` makes of a report of Lighthouse."""

from __future__ import annotations

from typing import Any

import pytest

from tests.benchmarks.bench_lighthouse import (
    CATEGORIES,
    GOALS,
    METRICS,
    PAINTS_MS,
    NotMeasured,
    missed,
    row,
    told,
)

#: What the assessment criteria of the design system ask.
ASKED = {"performance": 90, "accessibility": 90, "best-practices": 80, "seo": 90}


def report(score: float = 1.0, **metrics: float) -> dict[str, Any]:
    """As Lighthouse writes it, with one audit a category."""
    audits: dict[str, Any] = {
        audit: {"score": 1, "numericValue": metrics.get(name, 0.0)}
        for name, audit in METRICS.items()
    }
    audits |= {f"{name}-audit": {"score": score} for name in CATEGORIES}
    categories = {
        name: {"score": score, "auditRefs": [{"id": f"{name}-audit", "weight": 1}]}
        for name in CATEGORIES
    }
    return {"categories": categories, "audits": audits, "finalDisplayedUrl": "http://localhost/"}


def test_goals_are_stricter_than_those_of_the_design_system() -> None:
    for (category, screen), goal in GOALS.items():
        assert goal > ASKED[category], screen


def test_a_missed_goal_and_what_costs_points_are_named() -> None:
    run = told(report(0.5))
    assert "seo: seo-audit" in run.failed
    assert "home ar phone: seo 50, wanted 100" in missed([row("home ar phone", [run])])


def test_the_median_of_the_runs_counts() -> None:
    runs = [told(report(score)) for score in (1.0, 0.2, 0.99)]
    assert row("home ar phone", runs).figures["performance"] == 99


def test_a_slow_paint_is_named() -> None:
    slow = PAINTS_MS["largest_paint_ms"] + 1
    run = told(report(largest_paint_ms=slow))
    assert missed([row("home ar phone", [run])]) == [
        f"home ar phone: largest_paint_ms {slow:.0f}, wanted {PAINTS_MS['largest_paint_ms']}"
    ]
    assert missed([row("home ar phone", [told(report())])]) == []


def test_a_page_that_did_not_load_is_no_measurement() -> None:
    failed = report() | {"runtimeError": {"code": "NO_FCP", "message": "The page did not paint"}}
    with pytest.raises(NotMeasured):
        told(failed)
