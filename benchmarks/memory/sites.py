"""Sites made by code: pages of one template, with furniture of every kind and known text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from html import escape

from benchmarks.memory.tongues import TONGUES, Writer

SITES, PAGES = 32, 60
CAMPAIGN = 20  # pages with one campaign's words
BEGIN = datetime(2026, 1, 5, 6, tzinfo=timezone.utc)
SECTIONS = ("town", "sport", "trade", "column")

# Container of the text, and the elements around it, as content management systems write them.
TEMPLATES = (
    '<main><article class="post"><div class="entry-content">{}</div></article></main>',
    '<div id="content"><div class="story"><div class="story-body">{}</div></div></div>',
    '<table><tr><td class="left"></td><td class="txt">{}</td></tr></table>',
    '<div class="c-page"><section class="c-article"><div class="c-article__text">{}</div>'
    "</section></div>",
    '<div class="wrap"><div class="main"><div class="text">{}</div></div></div>',
    '<div class="page"><div id="article-detail"><div class="detail">{}</div></div></div>',
)


@dataclass
class SitePage:
    """A page, and what is true of its lines."""

    url: str
    fetched: datetime
    html: str
    text: list[str]  # lines that a reader wants
    furniture: list[str]  # lines that nobody does


@dataclass
class Draft:
    """A page's text while furniture comes in: (element, line, whether it is text)."""

    number: int
    section: str
    author: str
    lines: list[tuple[str, str, bool]] = field(default_factory=list)  # markup, line, is text
    outside: list[tuple[str, str]] = field(default_factory=list)  # behind the text

    def put(self, place: int, markup: str, line: str, *, is_text: bool = False) -> None:
        self.lines.insert(place, (markup, line, is_text))


class NewsSite:
    """A site of PAGES articles in a language, a template and with its own mix of furniture."""

    def __init__(self, number: int) -> None:
        self.number = number
        tongue = TONGUES[number % len(TONGUES)]
        self.writer = Writer(tongue, f"site {number}")
        self.template = TEMPLATES[number % len(TEMPLATES)]
        self.name = self.writer.words(2)
        self.authors = [self.writer.name() for _ in range(4)]
        self.headlines = [self.writer.words(9) for _ in range(PAGES + 20)]
        self.said = {name: [self.writer.sentence() for _ in range(8)] for name in KINDS}
        kinds = list(KINDS)
        self.writer.random.shuffle(kinds)
        self.kinds = sorted(kinds[:8])
        self.wire = [self.writer.paragraph() for _ in range(8)]
        self.quotation = f"“{self.writer.sentence()}”"
        self.heading = self.writer.words(3)
        self.column = self.writer.sentence()
        self.correction = self.writer.sentence()

    def pages(self) -> list[SitePage]:
        return [self.page(number) for number in range(PAGES)]

    def page(self, number: int) -> SitePage:
        random = self.writer.random
        section = SECTIONS[number % 4] if number % 8 else "town"
        author = self.authors[3] if section == "column" else self.authors[number % 3]
        draft = Draft(number, section, author)
        is_wire = number in (24, 26, 33)
        own = self.wire if is_wire else [self.writer.paragraph() for _ in range(8)]
        for line in own:
            draft.put(len(draft.lines), f"<p>{escape(line)}</p>", line, is_text=True)
        self.repeat(draft)
        for kind in self.kinds:
            KINDS[kind](self, draft)
        headline = self.headlines[number]
        inner = "\n".join(markup for markup, _, _ in draft.lines)
        outside = "\n".join(markup for markup, _ in draft.outside)
        body = self.template.format(f"<h1>{escape(headline)}</h1>\n{inner}")
        html = f"""<!DOCTYPE html><html lang="{self.writer.tongue.code}"><head>
            <title>{escape(headline)} | {escape(self.name)}</title>
            <meta name="author" content="{escape(author)}"></head>
            <body><div class="top"><p>{escape(self.name)}</p></div>{body}{outside}</body></html>"""
        return SitePage(
            url=f"https://site-{self.number}.example/{section}/{number}-{random.randint(100, 999)}",
            fetched=BEGIN + timedelta(hours=9 * number),
            html=html,
            text=[line for _, line, is_text in draft.lines if is_text],
            furniture=[line for _, line, is_text in draft.lines if not is_text]
            + [line for _, line in draft.outside],
        )

    def repeat(self, draft: Draft) -> None:
        """Put in what writers repeat, which is no furniture."""
        random, number = self.writer.random, draft.number
        if number % 3 == 0:
            quotation = f"<p>{self.quotation}</p>"
            draft.put(random.randint(1, 6), quotation, self.quotation, is_text=True)
        if number % 2 == 0:
            heading = f"<h2>{self.heading}</h2>"
            draft.put(random.randint(2, 6), heading, self.heading, is_text=True)
        if draft.section == "column":
            draft.put(0, f"<p>{self.column}</p>", self.column, is_text=True)
        if number % 17 == 5:
            correction = f"<p>{self.correction}</p>"
            draft.put(len(draft.lines), correction, self.correction, is_text=True)


Kind = Callable[[NewsSite, Draft], None]


def _end(draft: Draft, markup: str, line: str) -> None:
    draft.put(len(draft.lines), markup, line)


def closing(site: NewsSite, draft: Draft) -> None:
    line = site.said["closing"][0]
    _end(draft, f"<p>{line}</p>", line)


def legal(site: NewsSite, draft: Draft) -> None:
    line = f"© {2020 + draft.number % 5} {site.said['legal'][0]}"
    _end(draft, f"<p><small>{line}</small></p>", line)


def of_section(site: NewsSite, draft: Draft) -> None:
    line = site.said["of_section"][SECTIONS.index(draft.section)]
    _end(draft, f"<p><em>{line}</em></p>", line)


def campaign(site: NewsSite, draft: Draft) -> None:
    line = site.said["campaign"][draft.number // CAMPAIGN]
    draft.put(min(4, len(draft.lines)), f"<p>{line}</p>", line)


def counter(site: NewsSite, draft: Draft) -> None:
    month = site.writer.tongue.months[draft.number % 6]
    date = f"{draft.number % 28 + 1} {month} 2026"
    line = f"{site.said['counter'][0]} {date}, {draft.number * 7 % 90}"
    _end(draft, f"<p>{line}</p>", line)


def between(site: NewsSite, draft: Draft) -> None:
    line = site.said["between"][0]
    draft.put(min(3, len(draft.lines)), f'<p class="inline-promo">{line}</p>', line)


def read_also(site: NewsSite, draft: Draft) -> None:
    title = site.headlines[(draft.number * 7 + 11) % PAGES]
    label = site.said["read_also"][0][:18].rstrip() + ":"
    place = site.writer.random.randint(2, max(2, len(draft.lines) - 2))
    markup = f'<p><strong>{label}</strong> <a href="/town/{draft.number + 1}">{title}</a></p>'
    draft.put(place, markup, f"{label} {title}")


def related(site: NewsSite, draft: Draft) -> None:
    titles = [site.headlines[(draft.number * 5 + n * 13 + 1) % PAGES] for n in range(3)]
    items = "".join(f'<li><a href="/x/{n}">{title}</a></li>' for n, title in enumerate(titles))
    heading = site.said["related"][0][:20].rstrip()
    place = min(5, len(draft.lines))
    draft.put(place, f'<div class="box-more"><h3>{heading}</h3><ul>{items}</ul></div>', heading)
    for title in titles:
        draft.put(place + 1, "", title)


def author_note(site: NewsSite, draft: Draft) -> None:
    n = site.authors.index(draft.author)
    line = f"{draft.author} {site.said['author_note'][n]}"
    _end(draft, f"<p><em>{line}</em></p>", line)


def sign_up(site: NewsSite, draft: Draft) -> None:
    line = site.said["sign_up"][0]
    place = min(6, len(draft.lines))
    draft.put(place, f'<div class="letter-box"><p>{line}</p></div>', line)


def below(site: NewsSite, draft: Draft) -> None:
    for line in site.said["below"][:3]:
        draft.outside.append((f'<div class="below"><p>{line}</p></div>', line))


def teasers(site: NewsSite, draft: Draft) -> None:
    for n in range(3):
        title = site.headlines[(draft.number + 3 * n + 5) % PAGES]
        text = site.said["teasers"][(draft.number + n) % 8]
        draft.outside.append((f'<div class="teaser"><p>{title}</p>', title))
        draft.outside.append((f"<p>{text}</p></div>", text))


KINDS: dict[str, Kind] = {
    "author_note": author_note,
    "below": below,
    "between": between,
    "campaign": campaign,
    "closing": closing,
    "counter": counter,
    "legal": legal,
    "of_section": of_section,
    "read_also": read_also,
    "related": related,
    "sign_up": sign_up,
    "teasers": teasers,
}


def sites(count: int = SITES) -> Sequence[NewsSite]:
    return [NewsSite(number) for number in range(count)]
