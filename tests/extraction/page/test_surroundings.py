"""The names of elements are read by their words."""

import pytest

from crawler.extraction.page.surroundings import GROUPS, groups_of_names

RELATED = 1 << GROUPS.index("related")


@pytest.mark.parametrize("names", ["related", "RelatedStories", "box-relations", "c-relat"])
def test_names_of_related_stories_say_so(names: str) -> None:
    assert groups_of_names(names) & RELATED


@pytest.mark.parametrize("names", ["relative", "relative lg:mt-8", "md:relative"])
def test_a_position_is_no_related_story(names: str) -> None:
    assert not groups_of_names(names) & RELATED


@pytest.mark.parametrize(
    ("names", "group"),
    [
        ("opOpinia", "comment"),
        ("lista_komentarzy", "comment"),
        ("obsuzhdenie", "comment"),
        ("leia-tambem", "related"),
        ("czytajTakze", "related"),
        ("xiangguan", "related"),
        ("pie-de-foto", "image"),
        ("didascalia", "image"),
        ("reklama-billboard", "advert"),
        ("condividi", "share"),
        ("articolo-sommario", "lead"),
        ("art-tresc", "body"),
    ],
)
def test_names_are_read_in_the_languages_of_their_publishers(names: str, group: str) -> None:
    assert groups_of_names(names) & 1 << GROUPS.index(group)


@pytest.mark.parametrize("names", ["operating-hours", "devotee", "imprimatur", "background"])
def test_a_word_within_a_word_says_nothing(names: str) -> None:
    assert not groups_of_names(names)
