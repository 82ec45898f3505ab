"""Bodies that the page's data state and the page does not show."""

import json
from typing import Any

from crawler.extraction.article import extract_article
from crawler.items import Block
from crawler.profiles.profile import SourceProfile

URL = "https://herald.example/world/harbour-reopens"
PROFILE = SourceProfile(name="herald", timezone="Asia/Phnom_Penh")
LINES = [
    f"The harbour of Northport reopened {when}, its master said, and the ferries that had waited "
    f"outside for days came in one after the other, to the joy of all who stood on the pier."
    for when in ("on Sunday", "at noon", "in calm weather", "after the storm", "without a pilot")
]


def body(data: dict[str, Any], shown: str) -> tuple[Block, ...]:
    node = json.dumps({"@context": "https://schema.org", "url": URL, "headline": "Harbour", **data})
    html = (
        f'<html><head><title>Harbour</title><script type="application/ld+json">{node}</script>'
        f"</head><body><article><h1>Harbour</h1>{shown}</article></body></html>"
    )
    return extract_article(html, URL, PROFILE).body


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks]


def test_a_text_that_only_data_hold_is_taken_from_them() -> None:
    data = {"@type": "NewsArticle", "articleBody": "\n\n".join(LINES)}
    assert texts(body(data, f"<p>{LINES[0][:90]}…</p>")) == LINES


def test_a_text_behind_a_paywall_is_not_taken_from_the_data() -> None:
    data = {"@type": "NewsArticle", "isAccessibleForFree": False, "articleBody": "\n".join(LINES)}
    assert texts(body(data, f"<p>{LINES[0]}</p>")) == LINES[:1]


def test_markup_in_the_data_parts_paragraphs_and_is_no_text() -> None:
    marked_up = "".join(
        f"<p class='x'>{line.replace('master', '<b>master</b>')}</p>" for line in LINES
    )
    assert (
        texts(body({"@type": "NewsArticle", "articleBody": marked_up}, "<p>Loading</p>")) == LINES
    )


def test_a_text_that_readers_see_is_taken_from_the_page() -> None:
    shown = "".join(f"<p>{line}</p>" for line in LINES)
    data = {"@type": "NewsArticle", "articleBody": " ".join(LINES)}
    assert texts(body(data, shown)) == LINES


def test_posts_of_a_live_blog_that_the_page_does_not_show_come_in_the_order_of_the_data() -> None:
    updates = [
        {
            "@type": "BlogPosting",
            "headline": f"Post {n}",
            "datePublished": f"2025-12-11T1{n}:30:00Z",
            "articleBody": LINES[n],
        }
        for n in (2, 1, 0)
    ]
    blocks = body({"@type": "LiveBlogPosting", "liveBlogUpdate": updates}, "<p>Loading</p>")
    assert [(block.kind, block.text) for block in blocks[:4]] == [
        ("heading", "Post 2"),
        ("paragraph", "2025-12-11 19:30"),
        ("paragraph", LINES[2]),
        ("heading", "Post 1"),
    ]


def test_a_text_in_a_wide_script_is_as_long_as_its_translation() -> None:
    lines = [
        "位于下维拉附近的渡口将于六月一日恢复通航,市政府昨日宣布,船票价格不变。",
        "旧码头于春天关闭,当时工程师在两座桥墩上发现了裂缝,居民只好绕行。",
        "“我们等得太久了,不过今天孩子们终于可以坐船去上学了。”住在河边的马丽娜说。",
        "预计新渡口每天将有三千五百人通过,其中包括开往上维拉医院的公交车乘客。",
        "市长孙维华表示,资金来自市级和省级预算,没有新增贷款,施工单位也没有加价。",
        "施工单位更换了全部桥面,安装了新的照明设备,还增设了过去没有的人行道和长椅。",
        "集市也将搬到车站广场,商户希望新的摊位不会比以前更小,租金也不会比以前更贵。",
        "村里的路什么时候修还没有消息,居民说多年来从来没有人向他们提起过这件事情。",
        "清晨六点正式通航。",
    ]
    content = [{"type": "paragraph", "text": line} for line in lines]
    data = {"props": {"article": {"title": "渡口重新通航", "content": content, "id": "x" * 300}}}
    html = (
        "<html lang=zh><head><title>渡口重新通航</title></head><body><h1>渡口重新通航</h1>"
        f'<script type="application/json">{json.dumps(data, ensure_ascii=False)}</script>'
    )
    assert texts(extract_article(html, URL, PROFILE).body) == lines
