"""What the rules of the page itself hide."""

import pytest
from lxml.html import HtmlElement, document_fromstring

from crawler.extraction.article import extract_article
from crawler.extraction.inline.visibility import is_invisible, mark_hidden
from crawler.profiles.profile import GENERIC


def hidden(css: str, media: str = "") -> bool:
    tree: HtmlElement = document_fromstring(
        f"<head><style media='{media}'>{css}</style></head><p class='a x' id=i>Words"
    )
    mark_hidden(tree)
    return any(map(is_invisible, tree.iter("p")))


@pytest.mark.parametrize(
    "css",
    [
        ".x{display:none}",
        ".y, p.x { color: red; DISPLAY : none !important }",
        "#i{display:none}",
        "/* .x{display:block} */ .x{display:none}",
        "@media print{.z{display:block}} .x{display:none}",
    ],
)
def test_a_class_or_id_that_a_rule_hides_is_hidden(css: str) -> None:
    assert hidden(css)


@pytest.mark.parametrize(
    "css",
    [
        "@media print{.x{display:none}}",
        "@media (max-width: 600px){.y{color:red} .x{display:none}}",
        ".x{display:none} @media (max-width: 600px){.x{display:block}}",
        ".x{display:none} .open .x{display:flex}",
        ".no-js .x{display:none}",
        ".x:empty{display:none}",
        ".xx{display:none}",
        "p{display:none}",
    ],
)
def test_what_is_shown_in_some_case_is_not_hidden(css: str) -> None:
    assert not hidden(css)


def test_rules_for_paper_hide_nothing() -> None:
    assert not hidden(".x{display:none}", media="print")


LINE = "The ferry sailed on day {} of the week, its master Ann Lee said at the pier in Ellford."
TEXT = "".join(f"<p>{LINE.format(n)}</p>" for n in range(6))


def body(more: str) -> str:
    page = f"<title>The ferry sails</title><article><h1>The ferry sails</h1>{TEXT}{more}</article>"
    return extract_article(page, "https://herald.example/a/1", GENERIC).text


def test_words_that_a_rule_hides_are_no_text() -> None:
    more = "<style>.q7{display:none}</style><p class=q7>Nobody may copy these words of ours.</p>"
    shown = "<p>The pier <span class=q7>copied</span> was closed for a week, the council said.</p>"
    text = body(more + shown)
    assert "Nobody may copy" not in text
    assert "The pier was closed for a week" in text


@pytest.mark.parametrize("hiding", ["hidden", "style='display:none'"])
def test_hidden_words_in_cells_are_no_text(hiding: str) -> None:
    rows = "".join(f"<tr><td>2{n}<span {hiding}>x9</span></td><td>1{n}</td></tr>" for n in range(3))
    text = body(f"<p>These are the boats of each year:</p><table>{rows}</table>{TEXT}")
    assert "x9" not in text
    assert "22" in text


@pytest.mark.parametrize(
    ("style", "is_seen"),
    [
        ("position:absolute; clip: rect(0 0 0 0); width:1px", False),
        ("position:absolute;clip:rect(1px, 1px, 1px, 1px)", False),
        ("clip-path: inset(50%)", False),
        ("clip: rect(0, 90px, 40px, 0)", True),
        ("clip-path: inset(5%)", True),
    ],
)
def test_what_is_clipped_to_nothing_is_not_seen(style: str, is_seen: bool) -> None:
    tree: HtmlElement = document_fromstring(f'<p style="{style}">Words</p>')
    assert is_invisible(tree.find(".//p")) is not is_seen
