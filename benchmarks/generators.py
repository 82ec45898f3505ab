"""Builds hostile articles with the real Jekyll and Hugo, and compares what is seen with the source.

    python -m benchmarks.generators --articles 10000

Needs `apt-get install jekyll hugo`. Exits with 1 if a generator fails, an article has no page, a
page's visible text differs from its article's, or something in it was evaluated.
"""

import argparse
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from pathlib import Path

from lxml import html

from crawler.items import Article, Block, Image, Span
from pipelines.characters import readable
from pipelines.clean import clean
from pipelines.codes import letters
from pipelines.options import Options
from pipelines.render import render
from tests.hostile import FORMS

WORDS = ("The", "harbour", "of", "Northport", "reopened", "on", "Sunday")
RETRIEVED = datetime(2024, 10, 25, 8, 39, 1, 247000, tzinfo=timezone.utc)
OPTIONS = Options(output=Path(), extra=("authors", "published", "caption", "keywords"))
ACTIVE = ("script", "iframe", "object", "embed", "input", "form", "svg", "math", "style")

JEKYLL = {
    "_config.yml": """\
collections: {articles: {output: true, permalink: "/:path/"}}
kramdown:
  smart_quotes: apos,apos,quot,quot
  typographic_symbols:
    {hellip: "...", mdash: "---", ndash: "--", laquo: "<<", raquo: ">>",
     laquo_space: "<< ", raquo_space: " >>"}
""",
    "_layouts/post.html": "<html><body><main>{{ content }}</main></body></html>",
}
HUGO = {
    "config.toml": """\
baseURL = "https://herald.example/"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "home", "section"]
[markup.goldmark.extensions]
typographer = false
""",
    "layouts/_default/post.html": "<html><body><main>{{ .Content }}</main></body></html>",
}


def hostile_articles(number: int, seed: int) -> Iterator[Article]:
    """Yield articles made of words and of the forms that some reader takes for its own."""
    for n in range(number):
        yield hostile_article(random.Random(f"{seed}/{n}"), n)


def hostile_article(chance: random.Random, n: int) -> Article:
    """Return one article; the same chance gives the same article."""
    url = f"https://herald.example/{n}"
    article = Article(
        url=url,
        canonical_url=url,
        headline=f"{chance.choice(WORDS)} {text(chance)}",
        description=text(chance),
        authors=(text(chance),),
        keywords=(text(chance),),
        language="en",
        date_published=RETRIEVED,
        date_retrieved=RETRIEVED,
        image=Image(
            url=f"https://herald.example/{text(chance)}.jpg", caption=text(chance), credit="AFP"
        ),
        body=tuple(block for _ in range(chance.randint(1, 5)) for block in blocks(chance)),
        credit=text(chance),
        code=f"ART2410171545{letters(url)}",
        category="WORLD",
    )
    return clean(article)


def text(chance: random.Random) -> str:
    """Return some words and forms in a row."""
    return "".join(chance.choice((*FORMS, *WORDS, " ")) for _ in range(chance.randint(1, 8)))


def spans(chance: random.Random) -> tuple[Span, ...]:
    """Return text in one to three looks."""
    return tuple(
        Span(text(chance), strong=chance.random() < 0.2, emphasis=chance.random() < 0.2)
        for _ in range(chance.choice((1, 1, 1, 2, 3)))
    )


def blocks(chance: random.Random) -> list[Block]:
    """Return a block, or a list of several."""
    kind = chance.choice(("paragraph",) * 6 + ("heading", "list", "numbers", "table", "code"))
    quoted = chance.random() < 0.2
    if kind == "heading":
        return [Block("heading", spans(chance), level=chance.randint(2, 4), quoted=quoted)]
    if kind == "list":
        levels = (1, chance.randint(1, 2), chance.randint(1, 3))
        return [Block("item", spans(chance), level=level, quoted=quoted) for level in levels]
    if kind == "numbers":
        items = [(Span(f"word {text(chance)}"),) for _ in range(3)]
        return [
            Block("item", item, level=1, number=number, quoted=quoted)
            for number, item in enumerate(items, 1)
        ]
    if kind == "table":
        rows = tuple(tuple(spans(chance) for _ in range(2)) for _ in range(chance.randint(1, 3)))
        return [Block("table", rows=rows, quoted=quoted)]
    if kind == "code":
        return [Block("code", (Span(text(chance)),), quoted=quoted)]
    return [Block("paragraph", spans(chance), quoted=quoted)]


def expected(article: Article) -> str:
    """Return all of the text that a page shows, without white space."""
    words = article.image.words if article.image else ""
    parts = (article.headline, words, *(block.text for block in article.body), article.credit or "")
    return squeezed("".join(parts))


def squeezed(seen: str) -> str:
    """Return the text without white space."""
    return re.sub(r"\s+", "", readable(seen))


def faults(page: Path, article: Article) -> list[str]:
    """Return what is wrong with a page."""
    if not page.is_file():
        return ["no page"]
    main = html.fromstring(page.read_bytes().decode("utf-8")).find(".//main")
    if main is None:
        return ["no content"]
    found = []
    if squeezed(main.text_content()) != expected(article):
        found.append("another text")
    if any(element.tag in ACTIVE for element in main.iter()):
        found.append("an active element")
    if any(name.startswith("on") for element in main.iter() for name in element.attrib):
        found.append("an event handler")
    return found


def build(
    name: str,
    files: dict[str, str],
    content: str,
    command: Callable[[Path, Path], list[str]],
    articles: list[Article],
) -> int:
    """Build a site, print what came of it, and return the number of faults."""
    with tempfile.TemporaryDirectory() as folder:
        site, public = Path(folder, "site"), Path(folder, "public")
        for path, body in files.items():
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_text(body)
        (site / content).mkdir(parents=True)
        for article in articles:
            file = render(article, RETRIEVED, OPTIONS)
            (site / content / f"{article.code}.md").write_text(file, "utf-8")
        started = time.monotonic()
        done = subprocess.run(command(site, public), capture_output=True, text=True, check=False)
        seconds = time.monotonic() - started
        wrong = {
            article.code: found
            for article in articles
            if (found := faults(page_of(public, article.code), article))
        }
    print(
        f"{name}: exit {done.returncode}, {len(articles)} articles, {len(wrong)} with faults,"
        f" {seconds:.0f} s"
    )
    if done.returncode:
        print(done.stderr[-2000:])
    for code, found in list(wrong.items())[:10]:
        print(f"  {code}: {', '.join(found)}")
    return len(wrong) + bool(done.returncode)


def page_of(public: Path, code: str) -> Path:
    """Return where the generators put an article's page: Hugo in small letters."""
    pages = (public / code / "index.html", public / "articles" / code.lower() / "index.html")
    return next((page for page in pages if page.is_file()), pages[0])


def main() -> int:
    """Build the same articles with both generators."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    articles = list(hostile_articles(given.articles, given.seed))
    wrong = build(
        "Hugo",
        HUGO,
        "content/articles",
        lambda site, public: ["hugo", "--quiet", "-s", str(site), "-d", str(public)],
        articles,
    )
    wrong += build(
        "Jekyll",
        JEKYLL,
        "_articles",
        lambda site, public: ["jekyll", "build", "-q", "-s", str(site), "-d", str(public)],
        articles,
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
