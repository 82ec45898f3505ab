"""Live blogs: each post with its heading and time."""

from crawler.extraction.article import extract_article
from crawler.items import Article
from crawler.profiles.profile import GENERIC

LIVE = (
    '<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "Tests"}</script>'
)
POST = (
    '<article><p><time datetime="2025-12-11T{clock}Z">{clock} GMT</time></p><h2>{heading}</h2>'
    "<p>The engineers of the harbour board say that the span of the bridge moved by {heading}.</p>"
    "<ul><li>{heading} of steel</li></ul><footer>Updated at {clock}</footer></article>"
)
POSTS = POST.format(clock="15:10", heading="Four inches") + POST.format(
    clock="12:30", heading="Two inches"
)


def article_of(head: str) -> Article:
    html = (
        f"<html><head>{head}</head><body><h1>Tests</h1><div>{POSTS}</div>"
        "<ul><li><time>Monday</time> Roof saved</li><li><time>Tuesday</time> Trams back</li></ul>"
    )
    return extract_article(html, "https://herald.example/live/bridge", GENERIC)


def test_posts_come_in_the_pages_order_heading_before_time() -> None:
    assert [(block.kind, block.text) for block in article_of(LIVE).body] == [
        ("heading", "Four inches"),
        ("paragraph", "15:10 GMT"),
        (
            "paragraph",
            "The engineers of the harbour board say that the span of the bridge moved by "
            "Four inches.",
        ),
        ("item", "Four inches of steel"),
        ("heading", "Two inches"),
        ("paragraph", "12:30 GMT"),
        (
            "paragraph",
            "The engineers of the harbour board say that the span of the bridge moved by "
            "Two inches.",
        ),
        ("item", "Two inches of steel"),
    ]


def test_order_of_a_page_that_is_no_live_blog_is_kept() -> None:
    article = article_of("")
    assert article.text.index("by Four inches.") < article.text.index("by Two inches.")
    assert "Monday Roof saved" not in article.text
