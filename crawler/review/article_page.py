"""The page of one article: as it will be published, and beside it what its page said."""

from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, render_template, request

from crawler.archive.page_archive import PageArchive
from crawler.ledger import Entry, ledger_to_read
from crawler.profiles.files import ProfileError
from crawler.profiles.model_document import ModelError
from crawler.report.markdown_view import rendered
from crawler.review.catalogue.choosing import Choice, found
from crawler.review.desk.desk import Desk, desk, entry_of
from crawler.review.desk.page_reading import NotRead, PageReading, archived
from crawler.review.field_pages import WHAT
from crawler.review.inbox import choice_of, query_of
from crawler.review.versions_page import former_versions
from pipelines.document.overridden_file import letters
from pipelines.document.overrides import read_overrides
from pipelines.document.reading import ArticleFile, UnreadableFile, article_file
from pipelines.images import image_options

pages = Blueprint("article", __name__)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The articles before and after one in a list; None: there is none."""

    before: str | None
    after: str | None


@pages.get("/article/<code>")
def show(code: str) -> str:
    """Return the page of the article that has a code."""
    here = desk()
    with ledger_to_read(here.settings) as ledger:
        entry = entry_of(ledger, code)
        copies = ledger.standings.copies(code)
        reading, why_not = reading_of(here, entry, PageArchive(here.options.output, ledger))
    file, problem = file_of(here, entry)
    choice, _ = choice_of(request.args)
    return render_template(
        "article.jinja",
        entry=entry,
        file=file,
        problem=problem,
        direction=direction(file),
        html=rendered(file.body, image_options(here.settings).base_url) if file else "",
        copies=copies,
        zone=here.keeper.zones.get(entry.source),
        reading=reading,
        outdated=outdated(reading, file),
        why_not=why_not,
        versions=len(former_versions(here.options.output, code)),
        overrides=read_overrides(here.options.output).of.get(code, {}),
        placed={name: name for name in WHAT} | {"category": "section"},
        near=neighbours(here, choice, code),
        query=query_of(choice) | ({"page": choice.page} if choice.page > 1 else {}),
    )


def reading_of(here: Desk, entry: Entry, archive: PageArchive) -> tuple[PageReading | None, str]:
    """Return what extraction makes of an article's page today, or None and why not."""
    try:
        return here.reading(archived(archive, entry)), ""
    except (NotRead, ProfileError, ModelError) as problem:
        return None, str(problem)


def file_of(here: Desk, entry: Entry) -> tuple[ArticleFile | None, str]:
    """Return what an article's file says, or None and why not."""
    if entry.path is None:
        copy = f"It has the text of {entry.duplicate_of}." if entry.duplicate_of else ""
        return None, f"This article has no file. {copy}"
    try:
        return article_file((here.options.output / entry.path).read_bytes()), ""
    except FileNotFoundError:
        return None, f"{entry.path} is gone: a person has deleted it."
    except (OSError, UnreadableFile) as error:
        return None, f"{entry.path}: {error}"


def outdated(reading: PageReading | None, file: ArticleFile | None) -> int:
    """Return how many paragraphs a file has that its site's rules or model drop today."""
    if reading is None or file is None:
        return 0
    held = letters(file.body)
    dropped = (block for block in reading.blocks if block.reason.startswith(("site:", "profile:")))
    texts = {letters(block.text) for block in dropped}
    return sum(len(text) >= TELLING and text in held for text in texts)


TELLING = 30  # letters of a paragraph; shorter ones are in many a text


def direction(file: ArticleFile | None) -> str:
    """Return the direction of an article's script, for its element."""
    language = str(file.keys.get("language") or "") if file else ""
    return "rtl" if language in RIGHT_TO_LEFT else "auto"


RIGHT_TO_LEFT = frozenset(
    "ar arc ckb dv fa he ks ku ps sd ug ur yi".split()
)  # ku: as news prints it


def neighbours(here: Desk, choice: Choice, code: str) -> Neighbours:
    """Return the articles beside one in the list that it was opened from."""
    with here.keeper.catalogue.open() as connection:
        page = found(connection, choice)
        codes: list[Any] = [card.code for card in page.cards]
        if code not in codes:
            return Neighbours(None, codes[0] if codes else None)
        at = codes.index(code)
        if at == len(codes) - 1 and choice.page < page.pages:
            later = found(connection, replace(choice, page=choice.page + 1))
            codes += [card.code for card in later.cards[:1]]
    return Neighbours(codes[at - 1] if at else None, codes[at + 1] if at + 1 < len(codes) else None)
