import time

import pytest

from crawler.items import Span
from pipelines.text.spans import clean_spans


@pytest.mark.parametrize(
    ("spans", "clean"),
    [
        ((Span("  a  b "),), (Span("a b"),)),
        ((Span("a "), Span(" b")), (Span("a b"),)),
        ((Span("a", strong=True), Span(" b", strong=True)), (Span("a b", strong=True),)),
        (
            (Span("a"), Span(" b ", strong=True), Span("c")),
            (Span("a"), Span(" "), Span("b", strong=True), Span(" "), Span("c")),
        ),
        ((Span("a "), Span(" ", strong=True), Span(" \n"), Span("b")), (Span("a\nb"),)),
        ((Span(" \n", emphasis=True),), ()),
        ((Span("a\n"),), (Span("a"),)),
        ((Span("aXa a"),), (Span("aXa a"),)),
    ],
)
def test_spans_come_out_clean(spans: tuple[Span, ...], clean: tuple[Span, ...]) -> None:
    assert clean_spans(spans) == clean
    assert clean_spans(clean) == clean


def test_many_spans_of_one_look_are_joined_in_linear_time() -> None:
    """A square of them takes 16 seconds."""
    started = time.process_time()
    (joined,) = clean_spans([Span("the harbour of Westhaven opens ", strong=True)] * 40_000)
    assert len(joined.text) == 40_000 * 31 - 1
    assert time.process_time() - started < 2
