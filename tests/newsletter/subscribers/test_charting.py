"""Bars stay in their drawing, are as long as what they count, and run as the language does."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from newsletter.charting import BARS_WIDTH, HEIGHT, WIDTH, bars_of, columns_of

counts = st.integers(min_value=0, max_value=10**6)
pairs = st.lists(st.tuples(counts, counts), min_size=1, max_size=24)


@given(pairs, st.booleans())
def test_columns_stay_in_the_drawing_and_beside_each_other(
    months: list[tuple[int, int]], right_to_left: bool
) -> None:
    drawn = columns_of(months, right_to_left=right_to_left)
    assert len(drawn.columns) == sum(bool(count) for month in months for count in month)
    for column in drawn.columns:
        assert column.x >= 0
        assert column.x + column.width <= WIDTH + 0.02
        assert column.y >= -0.02
        assert column.y + column.height <= HEIGHT + 0.02
    for above in (True, False):
        side = [column for column in drawn.columns if column.is_above is above]
        places = sorted(column.x for column in side)
        assert all(b - a >= side[0].width for a, b in pairwise(places))


@given(pairs)
def test_those_who_came_stand_on_the_axis_and_those_who_went_hang_from_it(
    months: list[tuple[int, int]],
) -> None:
    drawn = columns_of(months, right_to_left=False)
    for column in drawn.columns:
        edge = column.y + column.height if column.is_above else column.y
        assert abs(edge - drawn.axis) <= 0.02


@given(pairs)
def test_time_runs_from_the_right_in_arabic(months: list[tuple[int, int]]) -> None:
    left = columns_of(months, right_to_left=False)
    right = columns_of(months, right_to_left=True)
    for one, other in zip(left.columns, right.columns, strict=True):
        assert one.number == other.number
        assert abs(one.x + one.width + other.x - WIDTH) <= 0.05


@given(st.lists(counts, max_size=12), st.booleans())
def test_bars_begin_where_the_language_does(numbers: list[int], right_to_left: bool) -> None:
    bars = bars_of(numbers, right_to_left=right_to_left)
    most = max(numbers, default=0)
    for bar, number in zip(bars, numbers, strict=True):
        assert abs(bar.width - (BARS_WIDTH * number / most if most else 0)) <= 0.01
        begin = BARS_WIDTH - bar.width if right_to_left else 0
        assert abs(bar.x - begin) <= 0.01
        assert bar.words_x == (BARS_WIDTH if right_to_left else 0)
    assert [bar.y for bar in bars] == sorted(bar.y for bar in bars)
