"""MathML as a line of text."""

import pytest
from lxml import html

from crawler.extraction.inline.mathematics import formula

ROOT = "<msqrt><msup><mi>b</mi><mn>2</mn></msup><mo>−</mo><mn>4</mn><mi>a</mi><mi>c</mi></msqrt>"
SUM = "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover>"


@pytest.mark.parametrize(
    ("mathml", "line"),
    [
        ("<mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup>", "E = mc²"),
        (f"<mfrac><mrow><mo>−</mo><mi>b</mi><mo>±</mo>{ROOT}</mrow><mi>a</mi></mfrac>",
         "(−b ± √(b² − 4ac))/a"),
        (f"{SUM}<msub><mi>x</mi><mi>i</mi></msub>", "∑_(i = 1)ⁿxᵢ"),
        ("<mfrac><mn>1</mn><mn>2</mn></mfrac>", "1/2"),
        ("<semantics><mi>x</mi><annotation encoding='application/x-tex'>x</annotation></semantics>",
         "x"),
        ("<mi>v</mi><mspace width='1em'/><mtext>for all</mtext><mi>t</mi>", "v for all t"),
        ("<mroot><mi>x</mi><mn>3</mn></mroot>", "³√x"),
        ("<mover><mi>x</mi><mo>̄</mo></mover>", "x̄"),
    ],
)  # fmt: skip
def test_a_formula_is_a_line(mathml: str, line: str) -> None:
    assert formula(html.fragment_fromstring(f"<math>{mathml}</math>")) == line


def test_a_deep_formula_is_read_without_recursion() -> None:
    deep = f"<math>{'<mrow>' * 1500}<mi>x</mi>{'</mrow>' * 1500}</math>"
    page = html.document_fromstring(deep, html.HTMLParser(huge_tree=True))
    assert formula(next(page.iter("math"))) == "x"
