"""Live blogs: their posts as the page has them, each with its heading and time."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import islice

from lxml.html import HtmlElement

from crawler.extraction.page.block_list import PageBlock
from crawler.extraction.page.page import Page
from crawler.extraction.page.structured import types
from crawler.extraction.page.surroundings import GROUPS, groups_of
from crawler.extraction.page.text import plain_line

# What stands in a post and is none of it.
_FURNITURE = sum(
    1 << GROUPS.index(group)
    for group in ("share", "footer", "advert", "related", "sign-up", "comment", "author")
)
_AROUND = 200  # elements around a block of a post that are looked at


def live_posts(page: Page) -> frozenset[HtmlElement]:
    """Return the elements that hold a live blog's posts, none of a page that is no live blog.

    They are the neighbours of one kind that have a time each, and the most text.
    """
    if not any("LiveBlogPosting" in types(statement.node) for statement in page.statements):
        return frozenset()
    alike: defaultdict[tuple[HtmlElement | None, str], set[HtmlElement]] = defaultdict(set)
    for time in page.elements("time"):
        for around in time.iterancestors():
            alike[around.getparent(), around.tag].add(around)
    groups = [posts for posts in alike.values() if len(posts) > 1]
    return frozenset(max(groups, key=_length, default=()))


def _length(elements: set[HtmlElement]) -> int:
    return sum(len(element.text_content()) for element in elements)


def is_of_a_post(block: PageBlock, posts: frozenset[HtmlElement]) -> bool:
    """Return whether the block is the heading, the time or the text of a post."""
    if not posts:
        return False
    names = 0
    for element in (block.element, *islice(block.element.iterancestors(), _AROUND)):
        if element in posts:
            return not names & _FURNITURE
        names |= groups_of(element)
    return False


def headings_first(blocks: Sequence[PageBlock]) -> list[PageBlock]:
    """Return the blocks in their order, but a post's heading before the time that stands over it.

    Below the heading nobody takes the time for the end of the post before.
    """
    out = list(blocks)
    for n in range(len(out) - 1):
        if out[n + 1].heading_level and _is_time(out[n]):
            out[n : n + 2] = out[n + 1], out[n]
    return out


def _is_time(block: PageBlock) -> bool:
    times = block.element.iter("time")
    return any(plain_line(str(time.text_content())) == block.text for time in times)
