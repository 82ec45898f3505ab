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
