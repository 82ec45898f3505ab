"""A page of a corpus as the classifier sees it, with what is right of its blocks."""

import math
from dataclasses import dataclass

from benchmarks.corpus import CorpusPage
from benchmarks.training.folds import fold_of
from benchmarks.training.labels import Label, block_labels
from crawler.extraction.body.judgement import asked_blocks, foreign_blocks
from crawler.extraction.classifier.agreement import words
from crawler.extraction.classifier.company import Company, company
from crawler.extraction.classifier.features import block_features
from crawler.extraction.classifier.places import Numbers
from crawler.extraction.classifier.second_opinion import second_opinion
from crawler.extraction.classifier.testimony import testimony_of
from crawler.extraction.fields.authors import authors_candidates
from crawler.extraction.fields.description import description_candidates
from crawler.extraction.fields.headline import headline_candidates
from crawler.extraction.page.blocks import page_blocks
from crawler.extraction.page.evidence import best
from crawler.extraction.page.page import read_page
from crawler.profiles.profile import GENERIC

# Of a block that is right with or without. In daniel-dev that is the headline, the line of the date
# or a byline, which belong to no body.
OPTIONAL_WEIGHT = 0.15
OPTIONAL_WEIGHTS = {"daniel-dev": 0.0}
# News counts more than the guides and shop pages of a wide corpus.
CORPUS_WEIGHTS = {"i18n-dev": 2.0, "aeb181": 2.0}


@dataclass(frozen=True)
class LabelledPage:
    """A page's blocks, a row each, and what is right."""

    corpus: str
    fold: int
    features: Numbers  # FEATURES
    opinion: Numbers  # OPINION
    groups: Company
    labels: list[Label]
    lengths: list[int]  # characters

    @property
    def weights(self) -> list[float]:
        """What each block counts: by its words, long pages less a word than short ones."""
        size = sum(math.sqrt(label.size) for label in self.labels if label.share > 0.5)
        scale = CORPUS_WEIGHTS.get(self.corpus, 1.0) / math.sqrt(max(size, 50))
        optional = OPTIONAL_WEIGHTS.get(self.corpus, OPTIONAL_WEIGHT)
        return [
            math.sqrt(label.size) * scale * (optional if label.optional else 1.0)
            for label in self.labels
        ]


def labelled(page: CorpusPage) -> LabelledPage | None:
    """Return the page as the classifier sees it, None if nothing can be read of it."""
    read = read_page(page.html, page.url, GENERIC, page.charset)
    if read is None:
        return None
    all_blocks = page_blocks(read.tree)
    blocks = asked_blocks(all_blocks, foreign_blocks(read, all_blocks))
    if not blocks:
        return None
    texts = [words(block.text) for block in blocks]
    testimony = testimony_of(
        read,
        best(headline_candidates(read)) or "",
        best(description_candidates(read)) or "",
        best(authors_candidates(read)) or (),
    )
    features, found = block_features(blocks, texts, testimony)
    return LabelledPage(
        corpus=page.corpus,
        fold=fold_of(page.host),
        features=features,
        opinion=second_opinion(read, texts),
        groups=company(found),
        labels=block_labels([block.text for block in blocks], page.truth),
        lengths=[len(block.text) for block in blocks],
    )
