import pickle
from dataclasses import FrozenInstanceError

import pytest

from crawler.items import Block, Image, Span
from tests.support.articles import make_article

SPANS = (Span("Ferries "), Span("sail", strong=True, url="https://herald.example/ferries"))


@pytest.mark.parametrize(
    "block",
    [
        Block("heading", SPANS, level=3),
        Block("item", SPANS, level=2, number=4, quoted=True),
        Block("table", rows=((SPANS, ()), ((Span("9"),), SPANS))),
        Block("image", image=Image("https://herald.example/a.jpg", alt="A ferry", width=640)),
    ],
)
def test_an_article_crosses_from_a_worker_as_it_is(block: Block) -> None:
    article = make_article(body=(block,))
    assert pickle.loads(pickle.dumps(article)) == article


def test_the_text_of_a_table_is_parted_by_spaces_and_lines() -> None:
    block = Block("table", rows=(((Span("a"),), (Span("b"),)), ((Span("c"),), ())))
    assert block.text == "a b\nc "


def test_an_article_is_never_changed_only_replaced() -> None:
    article = make_article()
    with pytest.raises(FrozenInstanceError):
        article.headline = "Another"  # type: ignore[misc]
