"""The questions that a page answers, as its data state them: https://schema.org/FAQPage.

They are answered below guides and explainers, in boxes that readers unfold one by one, in markup
like that of a shop's help. Of a forum's page, a QAPage, what readers answer is no article.
"""

from collections.abc import Iterator, Mapping, Sequence

from crawler.extraction.classifier.agreement import Witness, words
from crawler.extraction.page.block_list import PageBlock
from crawler.extraction.page.page import Page
from crawler.extraction.page.structured import objects, strings, types

_STATED = 90  # percent of a block's words in a row from which it is a part of an answer
_FEWEST = 3  # words of such a part


def stated_answers(
    page: Page, blocks: Sequence[PageBlock], is_kept: Sequence[bool], is_open: Sequence[bool]
) -> Iterator[int]:
    """Yield the places of the dropped blocks that are such an answer, or the question before it.

    is_open says which blocks nothing but the classifier speaks against.
    """
    if True not in is_kept or not (stated := _stated(page)):
        return
    questions = {tuple(words(question)) for question in stated}
    witness = Witness("\n".join(stated.values()))
    begun = is_kept.index(True)
    answered = False  # by the block behind
    for n in range(len(blocks) - 1, begun, -1):
        row = words(blocks[n].text)
        if answered and is_open[n] and tuple(row) in questions:
            yield n
        answered = len(row) >= _FEWEST and witness.shares([row])[0] >= _STATED
        if answered and is_open[n]:
            yield n


def _stated(page: Page) -> Mapping[str, str]:
    """Return the questions of the page's data with the answer to each."""
    return {
        question: answer
        for node in (*page.json_ld, *page.microdata)
        if "FAQPage" in types(node)
        for asked in objects(node.get("mainEntity"))
        for question in strings(asked.get("name"))[:1]
        for accepted in objects(asked.get("acceptedAnswer"))[:1]
        for answer in strings(accepted.get("text"))[:1]
    }
