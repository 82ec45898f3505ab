"""The catalogue finds the same in a file and in the PostgreSQL database of the ledger."""

from pathlib import Path

import pytest

from crawler.ledger.database.address import is_sqlite, parsed
from crawler.review.catalogue.catalogue import Card, Catalogue
from crawler.review.catalogue.choosing import (
    Choice,
    alike,
    card_of,
    facets,
    found,
    holding_words,
    named_articles,
)
from crawler.review.catalogue.opening_catalogue import catalogue_of
from crawler.review.catalogue.postgres_catalogue import PostgresCatalogue
from tests.support.reviews import settings_of

TEXTS = {
    "Harbour reopens": "Ferries sail on the 3rd of May at 10.30, said the café's owner, O'Brien.",
    "港口重新开放": "港口于星期一重新开放。",
    "ท่าเรือเปิดอีกครั้ง": "เรือข้ามฟากแล่นอีกครั้ง",
    "Ein Übungsplatz am Fluß": "Die Fähre fährt wieder: naïve Gäste, 1e5 Möwen, well-known @quay.",
    "A fox at the fair": "Nobody saw the fox. Nobody knows its night watch\0.",
}


def card(key: int, title: str, **changes: object) -> Card:
    fields: dict[str, object] = {
        "key": key - 3,
        "code": f"ART24101715{key:02}KRUBXS",
        "path": f"articles/{key}.md",
        "seen": "",
        "source": "gazette" if key % 2 else "herald",
        "run": key,
        "url": f"https://gazette.example/{key}",
        "title": title,
        "category": "WORLD",
        "language": "en",
        "fate": "written",
        "held": None,
        "confidence": 90 - key,
        "retrieved": 1_700_000_000_000,
        "dated": 1_700_000_000_000 + key,
    }
    return Card(**(fields | changes))  # type: ignore[arg-type]


@pytest.fixture
def catalogue(address: str, tmp_path: Path) -> Catalogue:
    made = catalogue_of(settings_of(tmp_path, LEDGER_URL=address), tmp_path)
    assert isinstance(made, PostgresCatalogue) is not is_sqlite(parsed(address))
    cards = [(card(key, title), body) for key, (title, body) in enumerate(TEXTS.items())]
    made.replace(cards)
    return made


def sought(catalogue: Catalogue, words: str, **more: object) -> list[str]:
    """Return the titles that a search finds."""
    with catalogue.open() as rows:
        page = found(rows, Choice(view="all", words=words, **more))  # type: ignore[arg-type]
        assert page.total == len(page.cards)
        return sorted(one.title for one in page.cards)


HARBOUR, CHINESE, THAI, GERMAN, FOX = TEXTS


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("ferries", [HARBOUR]),
        ("FERR", [HARBOUR]),
        ('"ferr"', []),
        ('"ferries sail"', [HARBOUR]),
        ('"sail ferries"', []),
        ('"reopens ferries"', []),
        ("cafe owner", [HARBOUR]),
        ("café's", [HARBOUR]),
        ("O'Brien", [HARBOUR]),
        ("10.30", [HARBOUR]),
        ("3rd", [HARBOUR]),
        ("港口", [CHINESE]),
        ("星期一", [CHINESE]),
        ("一期星", []),
        ("เปิด", [THAI]),
        ("übung", [GERMAN]),
        ("ubungsplatz", [GERMAN]),
        ("naive 1e5", [GERMAN]),
        ("well-known", [GERMAN]),
        ("@quay", [GERMAN]),
        ("night watch", [FOX]),
        ("fox -fair", [FOX]),
        ("' & | ! <-> :* \\ (", []),
        ("'; DROP TABLE articles; --", []),
        ("???", []),
        ("", sorted(TEXTS)),
    ],
)
def test_a_search_finds_the_same(catalogue: Catalogue, words: str, expected: list[str]) -> None:
    assert sought(catalogue, words) == expected


def test_lists_and_counts_are_the_same(catalogue: Catalogue) -> None:
    assert sought(catalogue, "", source="herald") == sorted([HARBOUR, THAI, FOX])
    assert sought(catalogue, "fox", source="gazette") == []
    held = card(9, "Held", held="by a person", run=0)
    catalogue.replace([(held, "It waits."), (card(3, "Another"), "instead")], gone=[4 - 3])
    with catalogue.open() as rows:
        inbox = [one.title for one in found(rows, Choice()).cards]
        assert inbox == ["Held", "Another", THAI, CHINESE, HARBOUR]
        assert [one.code for one in alike(rows, "港口 开放")] == [card(1, "").code]
        assert alike(rows, "…") == []
        assert card_of(rows, held.code) == held
        assert card_of(rows, "none") is None
        assert holding_words(rows, "herald", "Ferries sail on the 3rd") == ([card(0, "").code], 2)
        assert facets(rows)["source"] == [("gazette", 3), ("herald", 2)]
        assert [one.title for one in named_articles(rows, "herald")] == [THAI, HARBOUR]


def test_it_is_made_anew_once_it_is_removed(catalogue: Catalogue) -> None:
    assert catalogue.is_usable()
    assert len(catalogue.seen()) == len(TEXTS)
    catalogue.clear()
    assert catalogue.seen() == {}


def test_a_text_of_any_size_finds_its_place(catalogue: Catalogue) -> None:
    body = "".join(f"word{number} " for number in range(60_000)) + "x" * 5000
    catalogue.replace([(card(7, "Long"), body)])
    assert sought(catalogue, "word777") == ["Long"]


def test_folders_with_one_ledger_have_catalogues_of_their_own(address: str, tmp_path: Path) -> None:
    made = []
    for name in ("a", "b"):
        settings = settings_of(tmp_path / name, LEDGER_URL=address)
        made.append(catalogue_of(settings, tmp_path / name))
        made[-1].replace([(card(1, name), name)])
    assert [sought(one, "") for one in made] == [["a"], ["b"]]
