import pytest

from crawler.items import Access, Block, Image, PageType, Span
from pipelines.clean import CleanPipeline, NotAnArticle, Paywalled, clean
from tests.support.articles import make_article, paragraph

WORDS = paragraph("The harbour of Northport reopened on Sunday, its master said. " * 3)


def test_texts_are_on_one_line_with_single_spaces() -> None:
    article = clean(
        make_article(
            headline=" Harbour\n reopens\u200b ",
            authors=(" Ada\xa0Brook, ", "ADA BROOK", ""),
            section=" ",
            keywords=("port", "Port", "ferry"),
            credit=" The\nHerald ",
            image=Image(url="https://a.example/b", caption=" A\nboat. ", credit=" ", alt=""),
        )
    )
    assert article.headline == "Harbour reopens"
    assert article.authors == ("Ada Brook",)
    assert article.section is None
    assert article.keywords == ("port", "ferry")
    assert article.credit == "The Herald"
    assert article.image == Image(url="https://a.example/b", caption="A boat.")


def test_the_headline_stands_in_for_a_missing_description() -> None:
    assert clean(make_article(description=" ")).description == "Harbour reopens after the storm"


def test_blocks_without_text_are_left_out() -> None:
    image = Block("image", image=Image(url="https://a.example/b"))
    code = Block("code", (Span("a\n  b"),))
    table = Block("table", rows=(((Span(" a "),),),))
    article = make_article(body=(paragraph(" \n"), paragraph(" a "), image, code, table))
    clean_table = Block("table", rows=(((Span("a"),),),))
    assert clean(article).body == (paragraph("a"), image, code, clean_table)


def test_the_profiles_category_stays() -> None:
    assert clean(make_article(category="NATIONAL")).category == "NATIONAL"
    assert clean(make_article()).category == "WORLD"


@pytest.mark.parametrize("page_type", ["article", "live_blog", "gallery", "video"])
def test_an_article_passes(page_type: PageType) -> None:
    article = make_article(page_type=page_type)
    assert CleanPipeline().process_item(article) == clean(article)


@pytest.mark.parametrize("page_type", ["section", "not_found", "consent", "challenge"])
def test_a_page_of_another_kind_is_no_article(page_type: PageType) -> None:
    with pytest.raises(NotAnArticle) as dropped:
        CleanPipeline().process_item(make_article(page_type=page_type))
    assert (dropped.value.fate, dropped.value.reason) == (
        "not an article",
        page_type.replace("_", " "),
    )


def test_the_reason_names_the_evidence() -> None:
    article = make_article(page_type="notice", page_type_origin="a date +2, noindex -2")
    with pytest.raises(NotAnArticle, match=r"notice: a date \+2, noindex -2"):
        CleanPipeline().process_item(article)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"body": ()}, "empty body"),
        ({"body": (paragraph("—"),)}, "empty body"),
        ({"headline": " "}, "no headline"),
    ],
)
def test_an_article_has_a_body_and_a_headline(changes: dict[str, object], reason: str) -> None:
    with pytest.raises(NotAnArticle, match=reason):
        CleanPipeline().process_item(make_article(**changes))


@pytest.mark.parametrize(
    ("access", "body", "passes"),
    [
        ("paywalled", (paragraph("Subscribe."),), False),
        ("paywalled", (), False),
        ("paywalled", (WORDS,), True),
        ("metered", (paragraph("Short."),), True),
    ],
)
def test_a_paywalled_article_passes_if_there_is_text_to_read(
    access: Access, body: tuple[Block, ...], passes: bool
) -> None:
    article = make_article(access=access, body=body)
    if passes:
        assert CleanPipeline().process_item(article) == clean(article)
    else:
        with pytest.raises(Paywalled) as dropped:
            CleanPipeline().process_item(article)
        assert dropped.value.fate == "paywalled"
