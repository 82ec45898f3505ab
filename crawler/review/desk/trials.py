"""What a rule would change, tried on pages of the archive before anything says so."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from time import monotonic

from crawler.archive.page_archive import PageArchive
from crawler.archive.records import SavedPage
from crawler.ledger import Ledger
from crawler.profiles.editing import StandingFile
from crawler.profiles.files import profile_of
from crawler.profiles.model_editing import with_overrule
from crawler.profiles.model_files import model_of
from crawler.profiles.profile import SourceProfile
from crawler.review.catalogue.choosing import holding_words
from crawler.review.desk.desk import Desk
from crawler.review.desk.page_reading import NotRead, PageReading, page_reading
from crawler.review.desk.rules import Rule

TRIED = 24  # pages at most
SECONDS = 12.0  # for all of them
EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Example:
    """A page whose article changes."""

    url: str
    gone: Sequence[str]
    come: Sequence[str]


@dataclass(frozen=True, slots=True)
class Trial:
    """What a rule changes in the archive of its source."""

    tried: int  # pages
    changed: int  # of them
    examples: Sequence[Example]
    holding: int  # published and held articles that hold the line's words
    articles: int  # of the source


def trial(
    desk: Desk, ledger: Ledger, source: str, rule: Rule, line: str, file: StandingFile
) -> Trial:
    """Return what a rule changes; line: the text that a person has pointed at.

    file: that is to have the rule. Raises ProfileError or ModelError if it would be none with it.
    """
    old = desk.profile(source)
    new = changed(old, rule, file)
    with desk.keeper.catalogue.open() as connection:
        codes, articles = holding_words(connection, source, line)
    archive, end = PageArchive(desk.options.output, ledger), monotonic() + SECONDS
    examples, tried, changes = list[Example](), 0, 0
    for page in islice(pages(archive, ledger, source, codes), TRIED):
        try:
            readings = [page_reading(page, profile, desk.reader) for profile in (old, new)]
        except NotRead:
            continue
        tried += 1
        was, will = (lines_of(one, rule) for one in readings)
        if was != will:
            changes += 1
            gone = [text for text in was if text not in will]
            come = [text for text in will if text not in was]
            examples.append(Example(page.url, gone, come))
        if monotonic() > end:
            break
    return Trial(tried, changes, examples[:EXAMPLES], len(codes), articles)


def lines_of(reading: PageReading, rule: Rule) -> list[str]:
    """Return the lines that a rule is about: the category that a reading gives, or its text."""
    if rule.key == "categories":
        return [one.value for one in reading.fields.get("category", ())][:1]
    return [block.text for block in reading.blocks if block.is_kept]


def changed(profile: SourceProfile, rule: Rule, file: StandingFile) -> SourceProfile:
    """Return a profile as it is with a rule in its file or in that of its model."""
    if rule.target == "profile":
        text = rule.added_to(file.text)
        return replace(profile_of(text.encode(), file.path), model=profile.model)
    line = rule.value or None
    content = with_overrule(file.text.encode(), file.path, rule.place, line, rule.overrule)
    return replace(profile, model=model_of(content, file.path))


def pages(
    archive: PageArchive, ledger: Ledger, source: str, codes: Iterable[str]
) -> Iterator[SavedPage]:
    """Yield pages of a source: first those of the articles that have these codes."""
    seen = set()
    for code in islice(codes, TRIED):
        entry = ledger.holder(code)
        if entry and (page := archive.page(entry.url)):
            seen.add(page.url)
            yield page
    for page in archive.newest(source=source):
        if page.url not in seen:
            yield page
