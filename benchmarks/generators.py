"""Builds the sites in examples/ of hostile articles and of the files that the shipped pages give.

    python -m benchmarks.generators --articles 10000

Needs `apt-get install jekyll hugo`. Exits with 1 if a generator fails, an article has no page or is
in no list, a visible text differs from its source's, or something was evaluated.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from shutil import copytree
from typing import NamedTuple
from urllib.parse import urlsplit

import frontmatter
from lxml import etree, html
from markdown_it import MarkdownIt

from benchmarks.hostile_articles import RETRIEVED, hostile_articles
from crawler.items import Article, FiledArticle, Image
from pipelines.document.options import Options
from pipelines.document.render import render
from pipelines.text.characters import readable
from pipelines.text.web_addresses import web_address

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES, FIXTURES = ROOT / "examples", ROOT / "tests" / "fixtures"
PLAIN = Options(output=Path(), extra=("authors", "published", "caption", "keywords"))
KEEPING = replace(PLAIN, keep_links=True, inline_images=True)
ACTIVE = ("script", "iframe", "object", "embed", "input", "form", "svg", "math", "style")

COMMANDS = {
    "Hugo": ("hugo", "--quiet", "-s", "examples/hugo", "-d"),
    "Jekyll": ("jekyll", "build", "-q", "-s", "examples/jekyll", "-d"),
}
COMMONMARK = MarkdownIt("commonmark").enable("table")


class Case(NamedTuple):
    """A file, and what is to be seen of it, without white space.

    pictures: the letters and digits of what each says to who cannot see it.
    """

    code: str
    file: str
    page: str
    title: str
    description: str
    pictures: tuple[str, ...]
    direction: str = "ltr"

    @property
    def entry(self) -> str:
        """What a list shows."""
        return self.title + self.description * (self.description != self.title)


def hostile_case(filed: FiledArticle, options: Options) -> Case:
    """Return the file of an article; what is to be seen is known from the article itself."""
    article = filed.article
    return Case(
        code=filed.code,
        file=render(filed, RETRIEVED, options),
        page=expected(article, options),
        title=squeezed(article.headline),
        description=squeezed(article.description or article.headline),
        pictures=pictures(article, options),
    )


def file_case(path: Path) -> Case:
    """Return a file that is there; what is to be seen is what CommonMark reads in it."""
    file = path.read_text("utf-8")
    post = frontmatter.loads(file)
    seen = html.fromstring(f"<main>{COMMONMARK.render(post.content)}</main>")
    return Case(
        code=str(post["code"]),
        file=file,
        page=text_of(seen),
        title=squeezed(str(post["title"])),
        description=squeezed(str(post["description"])),
        pictures=alternatives(seen),
        direction="rtl" if post["language"] == "ar" else "ltr",
    )


def expected(article: Article, options: Options) -> str:
    """Return all of the text that a page shows, without white space."""
    parts = [article.headline, words(article.image)]
    for block in article.body:
        parts += [block.text, words(block.image) * options.inline_images]
    return squeezed("".join((*parts, article.credit or "")))


def words(image: Image | None) -> str:
    """Return what stands below a picture that has an address."""
    return image.words if image and web_address(image.url) else ""


def pictures(article: Article, options: Options) -> tuple[str, ...]:
    """Return what the pictures say; the lead image nothing where its caption says it."""
    kept = [block.image for block in article.body if block.image and options.inline_images]
    lead = [article.image] if article.image else []
    lead = [replace(image, alt=None) if image.words else image for image in lead]
    return tuple(spoken(image.alt or "") for image in (*lead, *kept) if web_address(image.url))


def alternatives(root: html.HtmlElement) -> tuple[str, ...]:
    """Return what the pictures of a page say."""
    return tuple(spoken(image.get("alt", "")) for image in root.iter("img"))


def spoken(text: str) -> str:
    """Return the text's letters and digits; the signs of markup are left out of it."""
    return re.sub(r"[\W_]+", "", readable(text))


def squeezed(seen: str) -> str:
    """Return the text without white space."""
    return re.sub(r"\s+", "", readable(seen))


def text_of(element: html.HtmlElement) -> str:
    """Return what is seen of an element, without white space."""
    return squeezed(element.text_content())


def page_faults(page: Path, case: Case) -> list[str]:
    """Return what is wrong with an article's page."""
    if not page.is_file():
        return ["no page"]
    root = read(page)
    main = root.find(".//main")
    if main is None:
        return ["no content"]
    found = list(active(root))
    if text_of(main) != case.page:
        found.append("another text")
    if alternatives(main) != case.pictures:
        found.append("other pictures")
    if main.get("dir") != case.direction:
        found.append(f"written {main.get('dir')}")
    return found


def read(page: Path) -> html.HtmlElement:
    """Return a page."""
    return html.fromstring(page.read_bytes().decode("utf-8"))


def active(root: html.HtmlElement) -> Iterator[str]:
    """Yield what in a page does something, or asks another host for more than an image."""
    for element in root.iter():
        if element.tag in ACTIVE:
            yield f"an active element: {element.tag}"
        for name, value in element.attrib.items():
            if name.startswith("on"):
                yield f"an event handler: {name}"
            if name in ("href", "src") and not re.match(r"https?://|/(?!/)|#|mailto:", value):
                yield f"an address: {value}"
        if element.get("rel") == "stylesheet" and not element.get("href", "").startswith("/"):
            yield f"a style of another host: {element.get('href')}"


def list_faults(public: Path, cases: list[Case]) -> Iterator[str]:
    """Yield what is wrong with the lists of articles and the feed."""
    expected = {f"/{case.code}/": case for case in cases}
    listed = set()
    for page in (public / "index.html", *sorted(public.glob("**/category/**/index.html"))):
        root = read(page)
        yield from active(root)
        for entry in root.iterfind(".//article"):
            path = entry.find("h3/a").get("href")
            listed.add(path)
            entry.find("p[@class='source']").drop_tree()  # of which the articles here say nothing
            if text_of(entry) != expected[path].entry:
                yield f"{page.relative_to(public)}: another text for {path}"
    yield from (f"{path} is in no list" for path in expected.keys() - listed)
    entries = etree.parse(public / "feed.xml").findall("{*}entry")
    if len(entries) != min(len(cases), 50):
        yield f"feed.xml: {len(entries)} articles"
    for entry in entries:
        path = urlsplit(entry.findtext("{*}id")).path
        seen = [squeezed(entry.findtext(f"{{*}}{name}")) for name in ("title", "summary")]
        if seen != [expected[path].title, expected[path].description]:
            yield f"feed.xml: another text for {path}"


def build(name: str, cases: list[Case]) -> bool:
    """Build the example's site with the cases, print what came of it, return if all is well."""
    with tempfile.TemporaryDirectory() as folder:
        copytree(EXAMPLES, Path(folder, "examples"), symlinks=True)
        articles, public = Path(folder, "output", "articles"), Path(folder, "public")
        articles.mkdir(parents=True)
        for case in cases:
            (articles / f"{case.code}.md").write_text(case.file, "utf-8")
        started = time.monotonic()
        command = [*COMMANDS[name], str(public)]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        seconds = time.monotonic() - started
        pages = {case.code: public / case.code / "index.html" for case in cases}
        wrong = {
            case.code: found for case in cases if (found := page_faults(pages[case.code], case))
        }
        of_lists = list(list_faults(public, cases)) if done.returncode == 0 else []
    print(
        f"{name}: exit {done.returncode}, {len(cases)} articles, {len(wrong)} with faults,"
        f" {len(of_lists)} faults in lists and feed, {seconds:.0f} s"
    )
    if done.returncode:
        print(done.stderr[:2000])
    for code, found in list(wrong.items())[:10]:
        print(f"  {code}: {', '.join(found)}")
    for fault in of_lists[:10]:
        print(f"  {fault}")
    return not (done.returncode or wrong or of_lists)


def main() -> int:
    """Build the same articles with both generators."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=10_000, help="how many hostile ones")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fixtures", type=Path, default=FIXTURES, help="a folder of files")
    given = parser.parse_args()
    articles = hostile_articles(given.articles, given.seed)
    hostile = list(map(hostile_case, articles, cycle((PLAIN, KEEPING))))
    files = [file_case(path) for path in sorted(given.fixtures.rglob("*.md"))]
    print(f"{len(hostile)} hostile articles, {len(files)} files of {given.fixtures}")
    well = [build(name, [*hostile, *files]) for name in COMMANDS]
    return 0 if all(well) else 1


if __name__ == "__main__":
    sys.exit(main())
