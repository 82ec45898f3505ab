from crawler.memory.traces import PageTrace
from tests.support.site_pages import address, model_of, page_of, read_with, story, trace_of

SYMBOL = "https://quayside.example/pictures/quay-at-dawn.jpg"


def traces(**changes: str) -> list[PageTrace]:
    return [trace_of(page_of(story(n), n, **changes), address(n), day=1 + n) for n in range(10)]


def test_parts_that_titles_share_are_no_part_of_a_headline() -> None:
    model = model_of(traces())
    assert set(model.fields.title_parts) == {"Town desk"}
    html = page_of(story(77), 77).replace("<h1>", "<!-- ").replace("</h1>", " -->")
    assert "Town desk" in read_with(None, html, address(77)).article.headline
    assert "Town desk" not in read_with(model, html, address(77)).article.headline


def test_a_picture_of_many_articles_is_no_lead_image() -> None:
    model = model_of(traces(image=SYMBOL))
    html = page_of(story(77), 77, image=SYMBOL)
    without = read_with(None, html, address(77)).article
    assert without.image is not None
    assert without.image.url == SYMBOL
    assert read_with(model, html, address(77)).article.image is None


def test_habits_are_those_of_the_pages() -> None:
    model = model_of(traces(author="Town Desk"))
    assert model.fields.desks == ("Town Desk",)
    assert model.habits.filled["authors"] == 100
    low, middle, high = model.habits.length
    assert 0 < low <= middle <= high
