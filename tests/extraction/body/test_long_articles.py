"""A text has no length at which it turns into furniture."""

from random import Random

import pytest

from crawler.extraction.article import extract_article
from crawler.profiles.profile import GENERIC

WORDS = (
    "harbour ferry council winter engineer bridge season report village market signal timber "
    "island captain meeting budget railway garden library teacher festival river quarry mill "
    "carries opens repairs counts follows measures finds reaches leaves brings between under "
    "toward after before without across the a its their every old narrow quiet eastern public"
).split()
SHARED = """<ul class="nav"><li><a href="/news">News</a></li><li><a href="/sport">Sport</a></li>
<li><a href="/culture">Culture</a></li></ul>"""


def sentence(random: Random) -> str:
    words = [random.choice(WORDS) for _ in range(random.randint(8, 24))]
    return " ".join(words).capitalize() + "."


def paragraphs(words: int, mean: int) -> list[str]:
    """Return invented paragraphs of about so many words in all, and each."""
    random = Random(words * 1000 + mean)
    found: list[str] = []
    while sum(len(text.split()) for text in found) < words:
        size = max(8, round(random.gauss(mean, mean / 3)))
        text = sentence(random)
        while len(text.split()) < size:
            text += " " + sentence(random)
        found.append(text)
    return found


def page(texts: list[str], container: str, tag: str) -> str:
    body = "".join(f"<{tag}>{text}</{tag}>\n" for text in texts)
    return f"""<!DOCTYPE html><html lang="en"><head><title>The long way round | The Lantern</title>
<meta property="og:site_name" content="The Lantern"></head><body>{SHARED}
<h1>The long way round</h1><p class="date">4 March 2024</p>
<div class="{container}">{body}</div>
<div class="related"><h3>More from The Lantern</h3>
<ul><li><a href="/a">Quarry reopens</a></li><li><a href="/b">Mill sold again</a></li></ul></div>
<footer>All rights reserved. The Lantern, 3 Pier Street.</footer></body></html>"""


@pytest.mark.parametrize(
    "words", [500, 1_500, 4_000, 10_000, pytest.param(40_000, marks=pytest.mark.slow)]
)
@pytest.mark.parametrize(
    ("mean", "container", "tag"),
    [(12, "entry-content", "p"), (40, "content", "p"), (60, "", "div"), (150, "text", "p")],
    ids=["lines", "entry", "plain", "essay"],
)
def test_text_in_one_container_comes_out_whole(
    words: int, mean: int, container: str, tag: str
) -> None:
    texts = paragraphs(words, mean)
    article = extract_article(page(texts, container, tag), "https://lantern.example/way", GENERIC)
    assert [block.text for block in article.body if block.kind == "paragraph"] == texts
