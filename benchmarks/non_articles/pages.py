"""The pages, made from invented texts (texts/, one file per language) and markup (styles/).

Each half has languages and styles of its own: a rule made on one can be judged on the other.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import count
from pathlib import Path
from typing import Any, Literal

import yaml
from jinja2 import Environment, FileSystemLoader

Half = Literal["developed on", "held out"]

HERE = Path(__file__).parent
LANGUAGES: Mapping[Half, Sequence[str]] = {
    "developed on": ("en", "fr", "pl", "el", "ja", "eo"),
    "held out": ("de", "es", "ru", "zh", "ar", "tr"),
}
STYLES: Mapping[Half, Sequence[str]] = {
    "developed on": ("wordpress", "apache", "nextjs", "tables", "ghost", "drupal"),
    "held out": ("joomla", "nginx", "nuxt", "lines", "blogger", "typo3"),
}
RIGHT_TO_LEFT = ("ar",)
PUBLISHED = "2025-10-12T08:30:00+02:00"
HOST = "https://www.paper.example"

# What a page has in the place of a text, by the kind of wall.
_FORM = (
    '<form action="/in" method="post"><input type="email" name="m"><input type="password" name="p">'
)
_EXTRAS = {
    "login": f"{_FORM}<button>→</button></form>",
    "consent": "<button>OK</button><button>…</button>",
    "paywall": '<ul class="box"><li><a href="/try">1</a></li><li><a href="/year">96</a></li></ul>',
    "challenge": '<div class="spinner"></div>',
    "missing": '<form action="/find"><input name="q"><button>→</button></form>',
}
_KEPT_HEADS = ("consent", "script", "browser", "paywall", "challenge")
BARE = "bare"  # four sentences: no date, no data and, in many scripts, no words in the address
_LISTS = ("tag", "section", "search", "index of posts")


@dataclass(frozen=True, kw_only=True)
class Case:
    """A page, and whether it is an article."""

    kind: str
    is_article: bool
    half: Half
    language: str
    style: str
    url: str
    html: str


@dataclass
class _Draft:
    """What a style is filled with."""

    title: str
    h1: str
    texts: Sequence[str] = ()
    lines: Sequence[str] = ()  # date and byline, as they are printed
    extra: str = ""  # markup above the texts
    head: str = ""
    furniture: bool = True
    items: Sequence[Mapping[str, Any]] = field(default_factory=list)  # of a list


def cases() -> Iterator[Case]:
    """Yield all pages, always the same."""
    environment = Environment(loader=FileSystemLoader(HERE / "styles"), autoescape=False)
    for half, languages in LANGUAGES.items():
        for language in languages:
            texts = yaml.safe_load((HERE / "texts" / f"{language}.yml").read_text("utf-8"))
            turn = count(LANGUAGES[half].index(language))
            for kind, is_article, slug, draft in (
                *_walls(texts),
                *_lists(texts),
                *_articles(texts),
            ):
                style = STYLES[half][next(turn) % len(STYLES[half])]
                shown = {
                    "lang": language,
                    "rtl": language in RIGHT_TO_LEFT,
                    "others": _items(texts, 1),
                    **texts,
                    **vars(draft),
                }
                yield Case(
                    kind=kind,
                    is_article=is_article,
                    half=half,
                    language=language,
                    style=style,
                    url=_url(slug),
                    html=environment.get_template(f"{style}.html").render(shown),
                )


_Made = tuple[str, bool, str, _Draft]


def _walls(texts: Mapping[str, Any]) -> Iterator[_Made]:
    """Yield each kind of wall twice, and once more with the head of the article it hides."""
    site, story = texts["site"], texts["stories"][0]
    more = [texts["walls"][kind][2] for kind in ("login", "paywall", "maintenance")]
    for n, (kind, (h1, *said)) in enumerate(texts["walls"].items()):
        for turn in range(2):
            draft = _Draft(
                title=(site, f"{h1} | {site}", h1)[(n + turn) % 3],
                h1=h1,
                texts=said + more * ((n + turn) % 4 == 0),
                extra=_EXTRAS.get(kind, ""),
                head=_head_of_wall(site, story["slug"], n + 2 * turn),
                furniture=turn == 0,
            )
            if kind == "script" and turn:
                paragraphs = "".join(f"<p>{text}</p>" for text in said)
                draft.extra, draft.texts = f"<noscript><div>{paragraphs}</div></noscript>", ()
            if kind in ("challenge", "maintenance") and turn:
                draft.head += '<meta http-equiv="refresh" content="390">'
            yield kind, False, story["slug"], draft
        if kind in _KEPT_HEADS:
            title = f"{story['headline']} | {site}"
            head = _meta(story, texts)
            kept = _Draft(title, h1, said, extra=_EXTRAS.get(kind, ""), head=head)
            yield f"{kind}, head kept", False, story["slug"], kept
    shell = _Draft(title=site, h1="")
    yield "shell", False, story["slug"], shell
    yield from _posted(texts)


def _posted(texts: Mapping[str, Any]) -> Iterator[_Made]:
    """Yield walls that a site keeps as it keeps its articles, with all that its data say of one."""
    for n, wall in enumerate(texts.get("posted", ())):
        story = {**wall, "slug": f"{48219 + n}", "text": [wall["text"]]}
        lines = [texts["date"]] if n % 3 == 0 else []
        head = (_json_ld, _meta)[n % 2](story, texts)
        extra = _EXTRAS.get(wall["kind"], "")
        title = f"{wall['headline']} | {texts['site']}"
        draft = _Draft(title, wall["headline"], story["text"], lines, extra, head)
        yield f"{wall['kind']}, posted", False, story["slug"], draft


def _head_of_wall(site: str, slug: str, n: int) -> str:
    canonical = f'<link rel="canonical" href="{_url(slug)}">'
    name = f'<meta property="og:site_name" content="{escape(site)}">'
    return (
        "",
        f'{canonical}{name}<meta property="og:type" content="website">',
        '<meta name="robots" content="noindex">',
        f'{canonical}{name}<meta name="description" content="{escape(site)}">',
    )[n % 4]


def _lists(texts: Mapping[str, Any]) -> Iterator[_Made]:
    site = texts["site"]
    for n, kind in enumerate(_LISTS):
        name = texts["sections"][n]
        slug = {"search": "?s=x", "tag": f"tag/{n}"}.get(kind, f"r{n}")
        for turn in range(2):
            items = _items(texts, 9 if kind == "index of posts" else 2 - (kind == "search"))
            if turn:
                items = [*items, *({**item, "url": f"{item['url']}-2"} for item in items)]
            title = (f"{name} | {site}", site)[turn]
            h1 = site if kind == "index of posts" else name
            head = '<meta property="og:type" content="website">' * (1 - turn)
            yield kind, False, slug, _Draft(title, h1, items=items, head=head)


def _articles(texts: Mapping[str, Any]) -> Iterator[_Made]:
    """Yield short articles, with data for machines, or only a printed date, or neither."""
    first, second, third = texts["stories"]
    picture, result = texts["picture"], texts["result"]
    figure = (
        f'<figure><img src="/p/1.jpg" alt=""><figcaption>{picture["text"][0]}</figcaption></figure>'
    )
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in result["rows"])
    table = f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"
    drafts: list[tuple[str, Mapping[str, Any], Sequence[str], str]] = [
        ("brief", first, first["text"][:2], ""),
        ("note", second, second["text"], ""),
        ("obituary", texts["obituary"], texts["obituary"]["text"], ""),
        ("results", result, result["text"], table),
        ("picture", picture, [*picture["text"], third["text"][2]], figure),
        (BARE, third, [*third["text"], first["text"][3]], ""),
    ]
    for n, (kind, story, said, extra) in enumerate(drafts):
        for turn in range(2):
            way = (n + 2 * turn) % 4
            lines: list[str] = [texts["date"]] if way != 1 else []
            if way == 3:
                lines.append(texts["byline"])
            head = (_json_ld(story, texts), _meta(story, texts), "", "")[way]
            if kind == BARE:
                lines, head = [], ""
            title = story["headline"] if turn else f"{story['headline']} | {texts['site']}"
            draft = _Draft(title, story["headline"], said, lines, extra, head)
            yield kind, True, story["slug"], draft


def _items(texts: Mapping[str, Any], most: int) -> list[dict[str, Any]]:
    """Return the stories as a list has them, with so many sentences at most."""
    stories = (*texts["stories"], texts["obituary"], texts["result"], texts["picture"])
    return [
        {**story, "url": _url(story["slug"]), "date": texts["date"], "texts": story["text"][:most]}
        for story in stories
    ]


def _url(slug: str) -> str:
    return f"{HOST}/{slug}" if slug.startswith(("?", "tag/")) else f"{HOST}/news/2025/{slug}"


def _meta(story: Mapping[str, Any], texts: Mapping[str, Any]) -> str:
    properties = {
        "og:type": "article",
        "og:title": story["headline"],
        "og:site_name": texts["site"],
        "og:description": story["text"][0],
        "article:published_time": PUBLISHED,
    }
    metas = (f'<meta property="{k}" content="{escape(v)}">' for k, v in properties.items())
    return f'<link rel="canonical" href="{_url(story["slug"])}">{"".join(metas)}'


def _json_ld(story: Mapping[str, Any], texts: Mapping[str, Any]) -> str:
    node = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story["headline"],
        "datePublished": PUBLISHED,
        "publisher": {"@type": "Organization", "name": texts["site"]},
    }
    return f'<script type="application/ld+json">{json.dumps(node, ensure_ascii=False)}</script>'
