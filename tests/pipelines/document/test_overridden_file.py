"""What a person says stands in the file as the writer would have written it."""

from dataclasses import replace
from pathlib import Path

import pytest

from crawler.items import Article, Image
from pipelines.document.options import Options
from pipelines.document.overridden_file import overridden
from pipelines.document.overrides import Overrides
from pipelines.text.characters import one_line
from tests.support.articles import make_article, rendered

CODE = "ART2410171545KRUBXS"
EXTRA = ("authors", "published", "caption", "hash")
CAPTION = "The harbour on Sunday. PHOTO: Ada Brook"


def captioned(image: Image | None) -> Article:
    return make_article(image=image)


@pytest.mark.parametrize("extra", [(), EXTRA])
@pytest.mark.parametrize(
    "image",
    [
        Image(url="https://herald.example/h.jpg", caption="The harbour on Sunday."),
        Image(url="https://herald.example/h.jpg", alt="A quay"),
        None,
    ],
)
@pytest.mark.parametrize(
    "values",
    [
        {"title": "Quay open: *all* ferries sail # now"},
        {"category": "BUSINESS", "language": "fr", "description": 'A "quote"'},
        {"image": "https://herald.example/a(1).jpg"},
        {"image": "/images/quay.jpg", "caption": "The *new* quay."},
        {"authors": "Ada Brook, Ben Ferris"},
        {"published": "2024-10-16"},
        {"without": "Ferries sail again from Monday."},
        {"without": "Nothing of this ¶ Ferries sail again from Monday. ¶", "title": "Quay open"},
        {"published": "2024-10-16T08:00:00+07:00"},
    ],
)
def test_the_file_is_that_of_an_article_that_said_so(
    values: dict[str, str], image: Image | None, extra: tuple[str, ...]
) -> None:
    article, options = captioned(image), Options(output=None, extra=extra)  # type: ignore[arg-type]
    caption = one_line(image.words) if image else ""
    before = rendered(article, options)
    after = rendered(Overrides({CODE: values}).applied(article, CODE), options)
    # The hash is of the text, which the override is no part of.
    if "hash" in extra and {"title", "without"} & values.keys():
        after = "\n".join(
            next(line for line in before.split("\n") if line.startswith("hash"))
            if line.startswith("hash")
            else line
            for line in after.split("\n")
        )
    assert overridden(before, values, extra, caption) == after


def test_a_caption_stands_in_place_of_the_former_one() -> None:
    image = Image(url="https://herald.example/h.jpg", caption="The harbour.", credit="Ada Brook")
    options = Options(output=None)  # type: ignore[arg-type]
    before = rendered(captioned(image), options)
    new = {"caption": "The quay."}
    after = rendered(captioned(replace(image, caption="The quay.", credit=None)), options)
    assert overridden(before, new, (), "The harbour. Ada Brook") == after
    assert overridden(before, new) == before, "nobody knows what is the caption"


def test_a_copy_stays_named_as_one() -> None:
    before = rendered(make_article(), Options(output=None))  # type: ignore[arg-type]
    copy = before.replace("\n---\n\n", '\nsame_as: "ART2410171545ABCDEF"\n---\n\n')
    after = overridden(copy, {"category": "SPORT", "authors": "Ada"}, ("authors",))
    assert 'authors: ["Ada"]\nsame_as: "ART2410171545ABCDEF"\n---\n' in after


FIRST, NEW, LAST = (
    "The harbour of Northport reopened on Sunday, its master said.",
    "Nobody *was* hurt.",
    "Ferries sail again from Monday.",
)


@pytest.mark.parametrize(
    ("also", "order"),
    [
        (f"The harbour of North → {NEW}", [FIRST, NEW, LAST]),
        (f"→ {NEW}", [NEW, FIRST, LAST]),
        (f"Ferries → {NEW}", [FIRST, LAST, NEW]),
        (f"A paragraph that went → {NEW}", [FIRST, LAST, NEW]),
        (f"The harbour → {LAST}", [FIRST, LAST]),
        (f"The harbour → {NEW} ¶ Nobody *was* → Not one.", [FIRST, NEW, "Not one.", LAST]),
    ],
)
@pytest.mark.parametrize("image", [Image(url="https://herald.example/h.jpg"), None])
def test_a_paragraph_is_added_where_it_stood(
    image: Image | None, also: str, order: list[str]
) -> None:
    article = make_article(image=image)
    values = {"also": also}
    fresh = Overrides({CODE: values}).applied(article, CODE)
    assert [block.text for block in fresh.body] == order
    file = overridden(rendered(article, Options(Path())), values)
    assert file == rendered(fresh, Options(Path())), "the next look at its page changes nothing"
    assert overridden(file, values) == file
