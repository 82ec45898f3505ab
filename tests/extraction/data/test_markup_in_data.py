"""A body that only the page's scripts, templates or noscript hold is read by its shape."""

import json
from typing import Any

import pytest

from crawler.extraction.article import extract_article
from crawler.profiles.profile import GENERIC

URL = "https://herald.example/town/well-found"
HEADLINE = "A well is found below the market of Tamm"
LINES = [
    f"The well below the market of Tamm {what}, and the masons who came upon it while they laid "
    "a pipe have put a grate over it so that everybody can look down."
    for what in ("is nine metres deep", "was dug in 1704", "still holds water", "will stay open")
]
OTHERS = [line.replace("well", "cellar").replace("Tamm", "Oru") for line in LINES]
TITLE = {"title": HEADLINE}
OTHER = {
    "title": "A cellar is found below the market of Oru",
    "url": "/cellar",
    "body": [{"type": "paragraph", "text": line} for line in OTHERS * 3],
}


def texts(script: str, shown: str = "<div id=app>Loading …</div>") -> list[str]:
    page = (
        f"<html><head><title>{HEADLINE}</title><meta property=og:type content=article></head>"
        f"<body><h1>{HEADLINE}</h1>{shown}{script}</body></html>"
    )
    return [block.text for block in extract_article(page, URL, GENERIC).body]


def data(value: Any) -> str:
    return f'<script type="application/json">{json.dumps(value)}</script>'


def typed(lines: list[str], **keys: str) -> list[dict[str, Any]]:
    return [{keys["kind"]: keys["name"], keys["text"]: line} for line in lines]


@pytest.mark.parametrize(
    "body",
    [
        LINES,
        "".join(f"<p>{line}</p>" for line in LINES),
        "\n\n".join(LINES),
        typed(LINES, kind="type", name="paragraph", text="html"),
        typed(LINES, kind="_type", name="textBlock", text="content"),
        typed([f"<p>{line}</p>" for line in LINES], kind="type", name="text", text="content"),
        [{"type": "p", "children": [{"text": line[:20]}, {"text": line[20:]}]} for line in LINES],
        [
            {"_type": "block", "style": "normal", "children": [{"_type": "span", "text": line}]}
            for line in LINES
        ],
        {
            "nodeType": "document",
            "content": [
                {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": line}]}
                for line in LINES
            ],
        },
        [{"name": "p", "type": "tag", "children": [{"data": line}]} for line in LINES],
        [{"type": "paragraph", "data": {"text": line}} for line in LINES],
        [
            {"type": "image", "text": "A picture of the well, seen from the grate above it."},
            *typed(LINES, kind="type", name="paragraph", text="text"),
            {"type": "related-stories", "text": OTHERS[0]},
        ],
        [["$", "p", None, {"children": line}] for line in LINES],
    ],
    ids=[
        *("strings", "html", "text", "typed", "sanity", "html blocks", "slate", "portable text"),
        *("contentful", "dom", "editor.js", "with pictures", "react"),
    ],
)
def test_a_body_is_found_by_its_shape(body: Any) -> None:
    state = {"props": {"story": {**TITLE, "body": body}, "latest": [OTHER, OTHER]}}
    assert texts(data(state)) == LINES


def test_headings_lists_and_quotations_keep_their_kind() -> None:
    blocks = [
        {"type": "paragraph", "text": LINES[0]},
        {"type": "heading", "level": 2, "text": "The grate"},
        {"type": "blockquote", "text": LINES[1]},
        {"type": "list", "items": [{"type": "list-item", "text": line} for line in LINES[2:]]},
    ]
    page = f"<html><body><h1>{HEADLINE}</h1>{data({**TITLE, 'blocks': blocks})}</body></html>"
    body = extract_article(page, URL, GENERIC).body
    assert [(block.kind, block.quoted) for block in body] == [
        ("paragraph", False),
        ("heading", False),
        ("paragraph", True),
        ("item", False),
        ("item", False),
    ]


STATE = json.dumps({**TITLE, "blocks": typed(LINES, kind="type", name="p", text="text")})
NUXT_2 = (
    f'window.__NUXT__=(function(a,b){{return {{layout:"x",data:[{{title:"{HEADLINE}",draft:!1,'
    + "author:a,body:["
    + ",".join(f'{{type:b,text:"{line}"}}' for line in LINES)
    + ',]}]}}("A","p"));'
)
NUXT_3 = json.dumps(
    [{"data": 1}, {"story": 2}, {"title": 3, "body": 4}, HEADLINE, [5, 6, 7, 8], *LINES]
)


@pytest.mark.parametrize(
    "script",
    [
        f"<script>window.__STATE__ = {STATE};</script>",
        f"<script>Site.cache=Site.cache||{{}};Site.story={STATE};Site.end=1</script>",
        f"<script>window.state = JSON.parse({json.dumps(STATE)});</script>",
        f"<script>{NUXT_2}</script>",
        f"<script type='application/json'>{NUXT_3}</script>",
        "<noscript>" + "".join(f"<p>{line}</p>" for line in LINES) + "</noscript>",
        "<my-story><template shadowrootmode=open><div>"
        + "".join(f"<p>{line}</p>" for line in LINES)
        + "</div></template></my-story>",
        "<script type='text/template'>" + "".join(f"<p>{x}</p>" for x in LINES) + "</script>",
    ],
    ids=["variable", "member", "JSON.parse", "nuxt 2", "nuxt 3", "noscript", "shadow", "template"],
)
def test_a_body_is_read_wherever_the_page_keeps_it(script: str) -> None:
    assert texts(script) == LINES


def test_what_a_cache_refers_to_is_read_in_its_place() -> None:
    for reference in (
        lambda n: {"__ref": f"Paragraph:{n}"},
        lambda n: {"type": "id", "id": f"Paragraph:{n}", "generated": False},
    ):
        state = {
            "ROOT_QUERY": {"story": {"__ref": "Story:1"}},
            "Story:1": {**TITLE, "own": {"__ref": "Story:1"}, "body": [*map(reference, range(4))]},
            **{f"Paragraph:{n}": {"__typename": "P", "text": LINES[n]} for n in (3, 2, 1, 0)},
        }
        assert texts(f"<script>window.__APOLLO_STATE__ = {json.dumps(state)};</script>") == LINES
    relay = {
        "s": {"__id": "s", **TITLE, "body": {"__refs": ["p0", "p1", "p2", "p3", "gone"]}},
        **{f"p{n}": {"__id": f"p{n}", "text": line} for n, line in enumerate(LINES)},
    }
    assert texts(data(relay)) == LINES


def test_a_text_that_readers_see_is_not_taken_from_scripts() -> None:
    shown = "".join(f"<p>{line}</p>" for line in OTHERS)
    assert texts(data({**TITLE, "body": LINES * 3}), shown) == OTHERS


def test_another_storys_text_is_no_body() -> None:
    assert OTHERS[0] not in texts(data({"stories": [OTHER, OTHER], **TITLE}))


@pytest.mark.parametrize("script", ["{" * 3000, "[1," * 3000, '{"a":' * 3000, "x = {a:" * 3000])
def test_what_is_no_json_is_passed_over(script: str) -> None:
    assert texts(f"<script>v = {script}</script>{data(['x' * 600])}") == []


@pytest.mark.parametrize(
    "points",
    [
        {"type": "list", "items": [{"text": "A grate of iron"}, {"text": "A rope of hemp"}]},
        {"type": "list", "data": {"items": ["A grate of iron", "A rope of hemp"]}},
        {
            "type": "bulleted_list",
            "children": [
                {"type": "list_item", "children": [{"text": text}]}
                for text in ("A grate of iron", "A rope of hemp")
            ],
        },
        {"blocks": [{"text": "A grate of iron"}, {"text": "A rope of hemp"}]},
    ],
    ids=["items", "editor.js", "slate", "no list, but several"],
)
def test_the_points_of_a_list_in_data_stand_apart(points: dict[str, Any]) -> None:
    body = [*typed(LINES, kind="type", name="paragraph", text="text"), points]
    assert texts(data({**TITLE, "body": body})) == [*LINES, "A grate of iron", "A rope of hemp"]


def test_text_in_data_may_be_escaped_as_html_is() -> None:
    lines = [f"{line} &ldquo;It&#x27;s deep &amp; dark.&rdquo;" for line in LINES]
    body = typed(lines, kind="type", name="text", text="content")
    assert texts(data({**TITLE, "body": body})) == [f"{line} “It's deep & dark.”" for line in LINES]


# A brief in a script of few letters is as long as a paragraph of Latin ones.
BRIEFS = [
    [
        "井戸は市場の下にあり、深さは九メートルもあった。",
        "石工たちは新しい水道管を敷く途中でそれを見つけたという。",
        "町は鉄の格子を載せて、誰でも上から覗けるようにすると約束した。",
    ],
    [
        "באר עתיקה נמצאה מתחת לשוק של תמר, ועומקה תשעה מטרים.",
        "הסתתים גילו אותה כשהניחו ברחוב צינור חדש של מים.",
        "העירייה תכסה אותה בסורג ברזל וכל אחד יוכל להציץ פנימה.",
    ],
]


@pytest.mark.parametrize("lines", BRIEFS, ids=["Japanese", "Hebrew"])
def test_a_brief_of_several_paragraphs_is_an_article_where_the_page_shows_none(
    lines: list[str],
) -> None:
    stated = {"@type": "NewsArticle", "headline": HEADLINE, "datePublished": "2025-10-04"}
    page = (
        f"<html><head><title>{HEADLINE}</title><script type=application/ld+json>"
        f"{json.dumps(stated)}</script></head><body><div id=app></div>"
        f"{data({**TITLE, 'paragraphs': lines})}</body></html>"
    )
    article = extract_article(page, URL, GENERIC)
    assert article.page_type == "article"
    assert [block.text for block in article.body] == lines
