"""Whatever a page says, its file reads as it was meant, in every reader."""

import io
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import frontmatter
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from ruamel.yaml import YAML

from benchmarks.hostile_texts import FORMS
from crawler.items import Article, Block, Image, Span
from pipelines.document.options import Options
from pipelines.text.characters import one_line, readable
from pipelines.text.web_addresses import web_address
from tests.support.articles import make_article, paragraph, rendered

OPTIONS = Options(output=Path("output"), extra=("authors", "caption", "keywords"))
KEEPING = Options(output=Path("output"), keep_links=True, inline_images=True)
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

texts = st.lists(st.sampled_from(FORMS) | st.text(max_size=4), max_size=8).map("".join)
spans = st.lists(
    st.builds(
        Span,
        texts,
        strong=st.booleans(),
        emphasis=st.booleans(),
        url=st.none() | texts.map("https://a.example/{}".format) | texts,
    ),
    min_size=1,
    max_size=3,
).map(tuple)
cells = st.lists(spans, min_size=1, max_size=3).map(tuple)
images = st.builds(
    Image,
    url=st.sampled_from(("https://a.example/{}", "javascript:{}", "{}")).flatmap(
        lambda address: texts.map(address.format)
    ),
    caption=st.none() | texts,
    credit=st.none() | texts,
    alt=st.none() | texts,
)
blocks = st.one_of(
    st.builds(Block, st.just("paragraph"), spans, quoted=st.booleans()),
    st.builds(Block, st.just("heading"), spans, level=st.integers(0, 9)),
    st.builds(
        Block,
        st.just("item"),
        spans,
        level=st.integers(0, 4),
        number=st.none() | st.integers(1, 3),
        quoted=st.booleans(),
    ),
    st.builds(Block, st.just("code"), st.builds(Span, texts).map(lambda span: (span,))),
    st.builds(Block, st.just("table"), rows=st.lists(cells, min_size=1, max_size=3).map(tuple)),
    st.builds(Block, st.just("image"), image=images, quoted=st.booleans()),
)
articles = st.builds(
    make_article,
    headline=texts,
    description=texts,
    authors=st.lists(texts, max_size=2).map(tuple),
    keywords=st.lists(texts, max_size=2).map(tuple),
    section=texts,
    image=st.none() | images,
    credit=texts,
    body=st.lists(blocks, max_size=4).map(tuple),
)


class Page(HTMLParser):
    """What a reader of rendered Markdown sees, and what their browser would do."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text += data


HARMLESS = set("h1 h2 h3 h4 h5 h6 p strong em br a img ul ol li blockquote pre code".split()) | set(
    "table thead tbody tr th td".split()
)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", readable(text))


def words(image: Image | None) -> str:
    return image.words if image and web_address(image.url) else ""


def split(file: str) -> tuple[str, str]:
    _, keys, body = file.split("---\n", 2)
    return keys, body


@settings(max_examples=60, deadline=None)
@given(articles)
def test_all_yaml_parsers_read_the_same(article: Article) -> None:  # type: ignore[no-untyped-def]
    file = rendered(article, OPTIONS)
    keys, _ = split(file)
    one = yaml.safe_load(keys)
    assert dict(YAML(typ="safe", pure=True).load(io.StringIO(keys))) == one
    assert frontmatter.loads(file).metadata == one
    assert one["title"] == one_line(article.headline)
    assert one["description"] == (one_line(article.description) or one["title"])
    assert [key for key in one if key not in ("authors", "caption", "keywords")] == [
        *("layout", "code", "origin_url", "image", "title"),
        *("description", "category", "language", "date"),
    ]
    assert len(keys.splitlines()) == len(one)


@settings(max_examples=60, deadline=None)
@given(st.lists(blocks.map(lambda block: replace(block, number=None)), max_size=4))
def test_the_text_is_seen_as_it_is(body: list[Block]) -> None:
    article = make_article(body=tuple(body), image=None)
    for options in (OPTIONS, KEEPING):
        _, markdown = split(rendered(article, options))
        seen = Page(READER.render(markdown)).text
        texts = [block.text + words(block.image) * options.inline_images for block in body]
        assert squeezed(seen) == squeezed(article.headline + "".join(texts))


@settings(max_examples=60, deadline=None)
@given(articles)
def test_nothing_in_a_file_acts(article: Article) -> None:  # type: ignore[no-untyped-def]
    for options in (OPTIONS, KEEPING):
        file = rendered(article, options)
        _, markdown = split(file)
        page = Page(READER.render(markdown))
        assert page.tags <= HARMLESS
        assert page.attributes <= {"href", "src", "alt", "start", "class"}
        assert all(re.match("https?://", address) for address in page.addresses)
        assert not re.search(r"\{\{|\{%|<!--", markdown)
        assert file.encode("utf-8").decode("utf-8") == file


@settings(max_examples=60, deadline=None)
@given(articles)
def test_a_file_is_lines_that_end_in_one_line_feed(article: Article) -> None:  # type: ignore[no-untyped-def]
    file = rendered(article, OPTIONS)
    assert file.endswith("\n")
    assert not file.endswith("\n\n")
    assert not re.search("[\r\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ufeff\u202d\u202e]", file)


@pytest.mark.parametrize(
    "text", ["word " * 2000, "x" * 10_000, "*" * 3_000, "[" * 3_000, "<" * 3_000, "{{" * 3_000]
)
def test_a_long_line_stays_one_line(text: str) -> None:
    article = make_article(body=(paragraph(text),), image=None)
    _, markdown = split(rendered(article, OPTIONS))
    assert len(markdown.strip().split("\n")) == 3
    assert squeezed(Page(READER.render(markdown)).text) == squeezed(article.headline + text)


def test_a_plain_article_has_no_backslash() -> None:
    article = make_article(
        body=(
            paragraph("“We'll sail,” she said - at 5 p.m. (local time), for $5 [sic]."),
            Block("heading", (Span("What next?"),), level=2),
            Block("item", (Span("The Aurora, 3.5 m long; R&D; snake_case"),), level=1),
        )
    )
    assert rendered(article, OPTIONS).endswith(
        "“We'll sail,” she said - at 5 p.m. (local time), for $5 [sic].\n\n"
        "## What next?\n\n- The Aurora, 3.5 m long; R&D; snake_case\n"
    )
