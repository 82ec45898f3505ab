"""Lists of other stories with a text each are no part of the article, in whatever markup."""

import pytest

from crawler.extraction.furniture.teasers import listed_headlines, listed_stories
from crawler.extraction.page.blocks import page_blocks
from crawler.extraction.page.page import read_page
from crawler.profiles.profile import GENERIC

URL = "https://herald.example/town/ferry"
OWN = (
    "The ferry of Varn stopped at noon on Tuesday, after the chain that pulls it had broken.",
    "Nobody was hurt, the harbour master said, but eleven passengers had to wait in the cold.",
    "The council will decide on Friday whether the chain is to be replaced this winter.",
)
OTHER = {
    "Bakers of Luden ask for flour": "The mill is to deliver a second time each week from May on.",
    "School at the mill opens again": "Sixty children came to the mill on the first morning.",
    "Snow closes the pass at Horn": "Lorries are sent round by the valley road for now.",
}
RUSSIAN = {
    "Пекари Лудена просят муки": "Мельница с мая будет привозить муку дважды в неделю.",
    "Школа у мельницы открылась": "В первое утро на мельницу пришли шестьдесят детей.",
    "Снег закрыл перевал у Хорна": "Грузовики до особого распоряжения идут по дороге в долине.",
}
TEXT = "".join(f"<p>{line}</p>" for line in OWN)
TOOLS = "<div>Print this page</div>"


def items(form: str, others: dict[str, str] = OTHER, link: str = "/news/{}") -> str:
    return "".join(
        form.format(link=link.format(n), title=title, text=text)
        for n, (title, text) in enumerate(others.items())
    )


def listed(markup: str, dropped: str = "Print this page") -> list[str]:
    """Return what the rule takes for a list of other stories where one line was dropped."""
    page = read_page(f"<html><body><main>{markup}</main></body></html>", URL, GENERIC)
    assert page is not None
    blocks = page_blocks(page.tree)
    kept = [n for n, block in enumerate(blocks) if block.text != dropped]
    return [blocks[n].text for n in listed_stories(page, blocks, kept)]


LIST = "<ul>{}</ul>".format(items("<li><a href='{link}'>{title}</a> - {text}</li>"))


@pytest.mark.parametrize(
    "form",
    [
        "<div class=a><a href='{link}'>{title}</a></div><div class=b>{text}</div>",
        "<table><tr><td><a href='{link}'><b>{title}</b></a><br><br>{text}</td></tr></table>",
        "<font><a href='{link}'>{title}</a><br>{text}</font><br><br>",
        "<div><b>10:15</b> <a href='{link}'>{title}</a><div><i>Town</i></div><q>{text}</q></div>",
        "<section><h4><a href='{link}'>{title}</a></h4><div><p class=b>{text}</p></div></section>",
        "<h3 class=c><a href='{link}'>{title}</a></h3><table><tr><td>{text}</td></tr></table>",
    ],
)
@pytest.mark.parametrize("others", [OTHER, RUSSIAN], ids=["English", "Russian"])
def test_stories_listed_below_the_text_are_none_of_it(form: str, others: dict[str, str]) -> None:
    found = " ".join(listed(f"{TEXT}{TOOLS}<div>{items(form, others)}</div>"))
    assert all(text in found for text in others.values())
    assert not any(line in found for line in OWN)


def test_so_are_those_of_a_definition_list_and_of_points() -> None:
    markup = items("<dt>10:15 <a href='{link}'>{title}</a></dt><dd>{text}</dd>")
    assert len(listed(f"{TEXT}{TOOLS}<dl>{markup}</dl>")) == 2 * len(OTHER)
    assert len(listed(f"{TEXT}{TOOLS}{LIST}")) == len(OTHER)


def test_so_are_stories_listed_above_it() -> None:
    assert len(listed(f"{LIST}{TOOLS}<h1>The ferry stops</h1>{TEXT}")) == len(OTHER)


@pytest.mark.parametrize(
    "markup",
    [
        f"{TEXT}{LIST}",  # what a text goes on with
        f"{TEXT}{TOOLS}{items('<h2><a href={link}>{title}</a></h2><p>{text}</p>')}",
        f"{TEXT}{TOOLS}{items('<h2><a href={link}>{title}</a></h2><div>{text}</div>')}",
        f"{TEXT}{TOOLS}{items('<div><p><a href={link}>{title}</a>: {text}</p></div>')}{TEXT}",
        f"<p>{OWN[0]}</p>{TOOLS}{LIST}",
        f"{LIST}{TOOLS}",
    ],
    ids=[
        *("right below", "a roundup of paragraphs", "a roundup with headings"),
        *("between the text", "a line above a roundup", "a roundup and nothing else"),
    ],
)
def test_a_roundup_stays(markup: str) -> None:
    assert listed(markup) == []


@pytest.mark.parametrize(
    "form",
    [
        "<div><b>{title}?</b></div><div class=b>{text}</div>",  # questions
        "<div><a href='#n{title}'>{title}</a></div><div class=b>{text}</div>",  # a live blog
        "<div><a href='https://sources.example{link}'>{title}</a></div><div class=b>{text}</div>",
        "<div><a href='/calendar'>{title}</a></div><div class=b>{text}</div>",  # one page for all
        "<div><img src='{link}.jpg'> {title}</div><div class=b>{text}</div>",  # portraits
        "<div class=b>In {title}, {text} <a href='{link}'>More</a></div>",  # short notes
    ],
)
def test_items_that_lead_to_no_other_stories_stay(form: str) -> None:
    assert listed(f"{TEXT}{TOOLS}<div>{items(form)}</div>") == []


def test_results_stay() -> None:
    form = "<div><a href='{link}'>{title}</a></div><div>3:1</div>"
    assert listed(f"{TEXT}{TOOLS}<div>{items(form)}</div>") == []


def test_two_stories_are_no_list() -> None:
    two = dict(list(OTHER.items())[:2])
    form = "<li><a href='{link}'>{title}</a> - {text}</li>"
    assert listed(f"{TEXT}{TOOLS}<ul>{items(form, two)}</ul>") == []


def headlines(markup: str) -> list[str]:
    page = read_page(f"<html><body><main>{markup}</main></body></html>", URL, GENERIC)
    assert page is not None
    blocks = page_blocks(page.tree)
    return [blocks[n].text for n in listed_headlines(page, blocks, range(len(blocks)))]


def test_a_point_that_is_another_storys_headline_is_none_of_the_text() -> None:
    point = "<ul><li><h4><a href='/news/1'>Bakers of Luden ask for flour</a></h4></li></ul>"
    assert headlines(TEXT + point + TEXT) == ["Bakers of Luden ask for flour"]


@pytest.mark.parametrize(
    "point",
    [
        "<h4><a href='/news/1'>Bakers of Luden ask for flour</a></h4>They need it by May.",
        "<h4><a href='https://mill.example/flour'>The flour of the mill at Luden</a></h4>",
        "<h4>Bakers of Luden ask for flour</h4>",
        "<a href='/news/1'>Bakers of Luden ask for flour</a>",
    ],
)
def test_other_points_stay(point: str) -> None:
    assert headlines(f"{TEXT}<ul><li>{point}</li></ul>{TEXT}") == []
