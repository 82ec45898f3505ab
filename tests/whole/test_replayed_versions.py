"""A replay of all that came to an article's address gives the file that the runs have given."""

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path

from crawler.archive.records import SavedPage
from crawler.archive.saved_pages import write_page
from tests.support.command import scrapy

HOST = "https://www.hill-gazette.example"
AT = datetime(2025, 2, 5, 6, tzinfo=timezone.utc)
BUS = (
    "Councillors in Oakhurst voted by eleven to four on Tuesday to keep the night bus, which had "
    "been due to stop at the end of the month.",
    "The bus carries forty people on an average night, most of them on their way to or from the "
    "hospital, a count by its drivers showed.",
    "“Nobody takes a bus at three in the morning for the fun of it,” said Lena Hobart, a nurse who "
    "spoke for six minutes and was applauded for one.",
)
MILL = (
    "The mill at Orsk turns again after nineteen years, and its first flour went to the school.",
    "Its wheel was carried down the hill by sixty people, since no lorry would take the bend.",
    "“It sounds as it did when I was a boy,” said Tomas Reel, whose father had ground there until "
    "the flood of 2006 took the weir.",
)
# What a site showed in the place of all its articles for a day.
REBUILT = (
    "The Hill Gazette moves into a new house this week, and its pages follow piece by piece.",
    "Printers and editors carried 4,000 boxes across Market Street on Monday and Tuesday.",
    "“We shall be back by Friday,” said Ada Stone, who has led the paper since 2019.",
)
ADDED = "The vote cost the mayor, Piet Aldous, two members of his own party."


def page(name: str, hours: int, *texts: str, status: int = 200) -> SavedPage:
    paragraphs = "".join(f"<p>{text}</p>" for text in texts)
    html = f"<title>{name}</title><body><article><h1>{name}</h1>{paragraphs}</article>"
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    return SavedPage(
        f"{HOST}/local/{name}", AT + timedelta(hours=hours), status, headers, html.encode()
    )


VERSIONS = [
    page("night-bus", 0, *BUS),
    page("mill", 1, *MILL),
    page("night-bus", 2, *BUS, ADDED),
    page("night-bus", 3, *REBUILT),
    page("mill", 4, *REBUILT),
    page("mill", 5, MILL[0], status=503),
    page("night-bus", 6, BUS[0]),  # a layout that broke
]


def replayed(output: Path, pages: Sequence[SavedPage], processes: int) -> dict[str, str]:
    for number, one in enumerate(pages):
        write_page(one, output / "pages" / f"{number}")
    settings = {"OUTPUT_DIR": output, "EXTRACTION_PROCESSES": processes}
    done = scrapy("crawl", "replay", "-a", f"path={output / 'pages'}", settings=settings)
    assert done.returncode in (0, 1), done
    return {path.name: path.read_text("utf-8") for path in output.glob("articles/*.md")}


def test_what_came_to_an_address_later_takes_no_articles_place(tmp_path: Path) -> None:
    files, *others = (
        replayed(tmp_path / "in-order", VERSIONS, 0),
        replayed(tmp_path / "backwards", VERSIONS[::-1], 2),
        replayed(tmp_path / "shuffled", [*VERSIONS[3:], *VERSIONS[:3]], 0),
    )
    assert len(files) == 2
    bus, mill = sorted(files.values(), key=lambda file: MILL[1] in file)
    assert all(text in bus for text in (BUS[1], ADDED))
    assert all(text in mill for text in MILL[:2])
    assert all(other == files for other in others)
