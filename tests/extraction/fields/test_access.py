"""Who may read an article, in the forms in which pages say so."""

import pytest

from crawler.extraction.fields.access import access_candidates
from crawler.extraction.page.evidence import best
from crawler.extraction.page.page import read_page
from crawler.items import Access
from crawler.profiles.profile import GENERIC


def access(html: str, length: int = 5000) -> Access | None:
    page = read_page(html, "https://herald.example/a", GENERIC)
    assert page is not None
    return best(access_candidates(page, length))


def stated(data: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", {data}}}</script>'


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ('"isAccessibleForFree": true', "free"),
        ('"isAccessibleForFree": "True"', "free"),
        ('"isAccessibleForFree": "https://schema.org/False"', "paywalled"),
        ('"isAccessibleForFree": "False"', "paywalled"),
        ('"hasPart": {"isAccessibleForFree": "false", "cssSelector": ".wall"}', "paywalled"),
        ('"hasPart": [{"isAccessibleForFree": true}]', None),
        ('"isAccessibleForFree": "perhaps"', None),
    ],
)
def test_structured_data_tells_the_access(data: str, expected: Access | None) -> None:
    assert access(stated(data)) == expected


@pytest.mark.parametrize(
    ("tier", "expected"), [("free", "free"), ("metered", "metered"), ("locked", "paywalled")]
)
def test_content_tier_tells_the_access(tier: str, expected: Access) -> None:
    assert access(f'<meta property="article:content_tier" content="{tier}">') == expected


def test_markup_of_a_wall_counts_on_a_stub_only() -> None:
    wall = '<p>The harbour reopened.<div class="paywall-overlay">Subscribe</div>'
    assert access(wall, 300) == "paywalled"
    assert access(wall, 5000) is None
