"""The model of languages: py3langid's answers, with next to nothing of it in memory."""

import tracemalloc
from collections.abc import Iterator

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from crawler.extraction.fields.language_model import LanguageModel

TEXTS = (
    "Prima luce nautae fessi ab insulis redierunt, et cives ad portum cucurrerunt. ",
    "Bandari ilifunguliwa tena siku ya Jumapili, na vivuko vinasafiri tena kwenda kisiwani. ",
    "Hamnen är öppen igen. The ferries sail. ",
    "BANDARI",
    "12:30 – 14:00",
)


@pytest.fixture(scope="module")
def model() -> Iterator[tuple[LanguageModel, int]]:
    """The model, and the bytes of memory that it holds."""
    tracemalloc.start()
    read = LanguageModel()
    yield read, tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()


def test_it_gives_py3langids_answers(model: tuple[LanguageModel, int]) -> None:
    whole = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    texts = [text * times for text in TEXTS for times in (1, 20)]
    answers = [model[0].classify(text) for text in texts]
    assert answers == [whole.classify(text) for text in texts]


def test_its_tables_stay_on_disk(model: tuple[LanguageModel, int]) -> None:
    assert model[1] < 8e6
