"""What trafilatura takes for the article: asked where the page's own evidence leaves doubt."""

import copy
from collections.abc import Callable, Sequence
from itertools import chain

import numpy as np
from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction.classifier.agreement import Witness, Words
from crawler.extraction.classifier.features import SIBLINGS
from crawler.extraction.classifier.places import Numbers
from crawler.extraction.page.page import Page

LONG = 15  # words of a block: by the longer ones, whole texts are compared
_LONGEST_SPAN = 2  # digits
# Of a page that trafilatura reads, since its time grows with their square. Nine pages of ten have
# fewer; on the others, catalogues for the most part, its word made no difference.
MOST_ELEMENTS = 2_000
MOST_DEPTH = 200  # of the same, and nested tables cost it more yet; news pages have 60 at most

OPINION = (
    "in_trafilatura",
    "trafilatura_share",
    *(
        f"in_trafilatura {side}{distance}"
        for side in ("before", "after")
        for distance in range(1, SIBLINGS + 1)
    ),
)
is_too_large: Callable[[HtmlElement], bool] = etree.XPath(  # type: ignore[assignment]
    f"count(//*) > {MOST_ELEMENTS} or boolean({'/*' * MOST_DEPTH})"
)


def second_opinion(page: Page, blocks: Sequence[Words]) -> Numbers:
    """Return the numbers of OPINION, a block a row; a block is here its words."""
    shares = np.array(Witness(trafilatura_text(page)).shares(blocks))
    size = np.array([len(block) for block in blocks])
    long = size > LONG
    agreed = 100 * size[long & (shares > 50)].sum() // max(1, size[long].sum())
    shifted = chain(range(1, SIBLINGS + 1), range(-1, -SIBLINGS - 1, -1))
    return np.column_stack(
        (shares, np.full(len(shares), agreed), *(_shifted(shares, by) for by in shifted))
    )


def _shifted(shares: Numbers, by: int) -> Numbers:
    """Return of each block the share of the one so many before it, 0 if there is none."""
    out = np.zeros_like(shares)
    if by > 0:
        out[by:] = shares[:-by]
    else:
        out[:by] = shares[-by:]
    return out


def trafilatura_text(page: Page) -> str:
    """Return what trafilatura takes for the article, a block a line, "" if it finds none.

    In its fast form: the costly comparison with other extractors is the classifier's business here.
    """
    from trafilatura import bare_extraction  # takes half a second to import, and few pages need it

    tree = copy.deepcopy(page.tree)  # it takes the tree apart
    for cell in tree.iter("td", "th"):  # and fills rows up: 9 KB of cells 1000 wide took 18 s
        for span in ("colspan", "rowspan"):
            if len(cell.get(span, "")) > _LONGEST_SPAN:
                del cell.attrib[span]
    found = bare_extraction(
        tree,
        fast=True,
        with_metadata=False,
        include_comments=False,
        include_tables=True,
    )
    return getattr(found, "text", None) or ""
