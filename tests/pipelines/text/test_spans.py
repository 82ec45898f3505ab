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
