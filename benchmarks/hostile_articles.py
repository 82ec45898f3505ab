"""Articles made of words and of the forms that some reader takes for its own."""

import random
from collections.abc import Iterator
from datetime import datetime, timezone

from benchmarks.hostile_texts import FORMS
from crawler.items import Article, Block, FiledArticle, Image, Span
from pipelines.article_code import code_letters
from pipelines.clean import clean

WORDS = ("The", "harbour", "of", "Northport", "reopened", "on", "Sunday")
RETRIEVED = datetime(2024, 10, 25, 8, 39, 1, 247000, tzinfo=timezone.utc)


def hostile_articles(number: int, seed: int) -> Iterator[FiledArticle]:
    """Yield articles made of words and of the forms that some reader takes for its own."""
    for n in range(number):
        yield hostile_article(random.Random(f"{seed}/{n}"), n)


def hostile_article(chance: random.Random, n: int) -> FiledArticle:
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
        image=image(chance),
        body=tuple(block for _ in range(chance.randint(1, 5)) for block in blocks(chance)),
        credit=text(chance),
        category="WORLD",
    )
    return FiledArticle(article=clean(article), code=f"ART2410171545{code_letters(url)}")


def text(chance: random.Random) -> str:
    """Return some words and forms in a row."""
    return "".join(chance.choice((*FORMS, *WORDS, " ")) for _ in range(chance.randint(1, 8)))


def spans(chance: random.Random) -> tuple[Span, ...]:
    """Return text in one to three looks."""
    return tuple(
        Span(
            text(chance),
            strong=chance.random() < 0.2,
            emphasis=chance.random() < 0.2,
            url=chance.choice((None,) * 8 + (f"https://a.example/{text(chance)}", text(chance))),
        )
        for _ in range(chance.choice((1, 1, 1, 2, 3)))
    )


def image(chance: random.Random) -> Image:
    """Return a picture, now and then under an address that leads nowhere."""
    address = f"https://herald.example/{text(chance)}.jpg"
    return Image(
        url=chance.choice((address,) * 5 + (f"javascript:{text(chance)}", text(chance))),
        caption=chance.choice((None, text(chance))),
        credit=chance.choice((None, "AFP", text(chance))),
        alt=chance.choice((None, text(chance))),
    )


def items(chance: random.Random, quoted: bool, level: int = 1) -> list[Block]:
    """Return the items of a list, with lists in them; of those with numbers each has a text."""
    made = []
    first = "word " * chance.randint(0, 1)
    for number in range(1, chance.randint(2, 4)):
        words = (Span(first), *spans(chance))
        made.append(
            Block("item", words, level=level, number=number if first else None, quoted=quoted)
        )
        if level < 3 and chance.random() < 0.4:
            made += items(chance, quoted, level + 1)
    return made


def blocks(chance: random.Random) -> list[Block]:
    """Return a block, or a list of several."""
    kind = chance.choice(("paragraph",) * 6 + ("heading", "list", "list", "table", "code", "image"))
    quoted = chance.random() < 0.2
    if kind == "heading":
        return [Block("heading", spans(chance), level=chance.randint(2, 4), quoted=quoted)]
    if kind == "list":
        return items(chance, quoted)
    if kind == "table":
        rows = tuple(
            tuple(spans(chance) for _ in range(chance.randint(1, 3)))
            for _ in range(chance.randint(1, 4))
        )
        return [Block("table", rows=rows, quoted=quoted)]
    if kind == "code":
        lines = (text(chance) for _ in range(chance.randint(1, 4)))
        return [Block("code", (Span("\n".join(lines)),), quoted=quoted)]
    if kind == "image":
        return [Block("image", image=image(chance), quoted=quoted)]
    return [Block("paragraph", spans(chance), quoted=quoted)]
