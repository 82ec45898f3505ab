"""Which file an article's page is for, and whether that is to be written: one pure decision.

Of several versions of one article the newest is kept, whatever the order in which they come, which
with several worker processes is any: the page under the canonical address before the others, then
the one fetched last; of two that were fetched at one instant, as copies of one saved page seem to
be, the one whose bytes have the greater hash.

A page that shares nothing with the file that an earlier run has written, or this one with an older
version of the same page, has less than half of its text or breaks off within it, and does not say
why, is none of the versions of the article: the file stays.

A version whose text may not be complete and clean is held: its file waits in held/, and is
replaced by any version that is not held. What an earlier run has published stays as it is.

The copies of a text, which stand under other canonical addresses, have an order of their own: what
an earlier run has written stays; else the one published first is kept, else the one with the
smaller URL. A copy is dropped if a better one has been seen, be that one kept or not, and a worse
one that this run has written already goes as soon as the better one has its file.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TypeAlias

from crawler.items import Article
from crawler.ledger import Entry
from pipelines.document.keys import text_hash
from pipelines.files.store import is_not_as_written
from pipelines.former import LEFT, Change, change_of

_NEVER = datetime.max.replace(tzinfo=timezone.utc)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One page of an article as a run has found it."""

    run: int
    page_url: str | None  # final address, None if that is the canonical one
    retrieved: datetime
    text: str  # hash of headline and text
    has_file: bool = True  # the file that the article's entry names is there
    content: int | None = None  # 64 bits of the hash of what would be written; None: not rendered
    held: str | None = None  # why its text may not be complete and clean; None: it is
    change: Change | None = None  # from what the file says; None: there is nothing to compare


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is to be done with a version.

    displaces: codes of worse copies of it that this run has seen; their files go.
    """

    displaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Write(Decision):
    """The article's file is to hold this version."""

    is_revision: bool = False  # the page has another text than at the last look
    same_as: str | None = None  # code of what it repeats, if copies are kept
    held: str | None = None  # why the file is to be one in held/


class Unchanged(Decision):
    """The page says what the file says already."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate(Decision):
    """Another article has the text."""

    of: str  # its code


class Older(Decision):
    """The file holds a better version of the article."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepFormer(Decision):
    """The page is not what the article was: the file stays, and the page is looked at again."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt(Decision):
    """The page's text may not be complete and clean: the published file stays."""

    reason: str


class Moved(Decision):
    """The file has to move to the article's first code; then the question is to be put again."""

    __slots__ = ()


AnyDecision: TypeAlias = "Write | Unchanged | Duplicate | Older | KeepFormer | Doubt | Moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedArticle:
    """An article between its code and its file."""

    article: Article
    code: str
    copies: tuple[str, ...] = ()  # canonical URLs of the articles that have its text
    is_wanted: bool = True  # its file is to be written, as far as is known


def version_of(
    article: Article,
    entry: Entry,
    former: bytes | None,
    run: int,
    hold_below: int = 0,
    hold: str | None = None,
) -> Version:
    """Return the version of its article that a page is; former: what its file holds.

    hold_below: percent of confidence below which it is held; what nothing has judged never is.
    hold: why it is held whatever that says, None if it is not.
    """
    own, text, change = article.own_url or article.url, text_hash(article), None
    page_url = None if own == article.canonical_url else own
    is_later = entry.page_url == page_url and article.retrieved > entry.retrieved
    # What a person has written in its place is no measure of what the page said, nor what is held.
    is_measure = (entry.run < run or is_later) and not entry.held
    if former is not None and is_measure and not is_not_as_written(former, entry):
        change = None if entry.hash in (None, text) else change_of(former, article)
    return Version(
        run=run,
        page_url=page_url,
        retrieved=article.retrieved,
        text=text,
        has_file=former is not None,
        held=hold or doubt(article.confidence, hold_below),
        change=change,
    )


def doubt(confidence: int | None, hold_below: int) -> str | None:
    """Return why an article is held, None if it is not."""
    if confidence is None or confidence >= hold_below:
        return None
    return f"confidence {confidence} < {hold_below}"


def decide(
    entry: Entry, copies: Iterable[Entry], version: Version, *, keeps_copies: bool = False
) -> AnyDecision:
    """Return what is to be done with a version of an article.

    entry: what the ledger has of the article, and copies: of those with a like text.
    """
    run = version.run
    if version.change and (reason := loss(version.change)):
        return KeepFormer(reason=reason)
    others = [copy for copy in copies if copy.path or copy.run == run]
    original = repeated(entry, others, run)
    worse = () if keeps_copies else tuple(displaced(entry, others, run))
    if original and not keeps_copies:
        own = (entry.code,) if entry.path and entry.run == run else ()
        return Duplicate(of=original, displaces=worse + own)
    if entry.path and entry.code not in entry.path:
        return Moved()
    if entry.path and is_older(version, entry):
        return Older(displaces=worse)
    is_published = bool(entry.path) and not entry.held
    is_look_again = entry.run < run and entry.page_url == version.page_url and not entry.held
    is_same_text = entry.hash == version.text
    is_later = version.retrieved > entry.retrieved
    # What changes beside the text may be the layout's doing, not the editor's.
    if is_look_again and is_later and is_same_text and version.has_file:
        return Unchanged(displaces=worse)
    if version.held and is_published and version.has_file and entry.run < run:
        return Doubt(reason=f"{version.held}; its file stays as it is", displaces=worse)
    return Write(
        displaces=worse,
        is_revision=is_look_again and bool(entry.hash) and not is_same_text,
        same_as=original,
        held=version.held,
    )


def loss(change: Change) -> str:
    """Return why a change of a text is none that an editor has made; "" if it may be."""
    if change.is_stated:
        return ""
    if not change.is_related:
        return "shares nothing with the article that stood there"
    if change.left < LEFT:
        return f"{change.left:.0%} of the article's text"
    return "breaks off amid a paragraph of the article" if change.breaks_off else ""


def place(page_url: str | None, retrieved: datetime) -> tuple[bool, datetime, str]:
    """Return the place of a version among the others of its article; the greatest is kept."""
    return page_url is None, retrieved, page_url or ""


def is_older(version: Version, entry: Entry) -> bool:
    """Return whether the article's file holds a better version, or the same of this run."""
    if bool(version.held) != bool(entry.held) and (entry.held or entry.run == version.run):
        return bool(version.held)
    own, held = place(version.page_url, version.retrieved), place(entry.page_url, entry.retrieved)
    if entry.run < version.run or version.content is None or entry.content is None:
        return own < held
    is_same = version.content == entry.content and version.has_file
    return is_same or (own, version.content) < (held, entry.content)


def rank(entry: Entry, run: int) -> tuple[bool, datetime, str]:
    """Return the place of a copy among the others of its text; the smallest is kept."""
    return not (entry.path and entry.run < run), entry.published or _NEVER, entry.url


def repeated(entry: Entry, others: Iterable[Entry], run: int) -> str | None:
    """Return the code of the article whose text an article repeats.

    What any version of it was found to repeat in this run, it repeats.
    """
    best = min((entry, *others), key=lambda copy: rank(copy, run))
    if best is not entry:
        return best.code
    return entry.duplicate_of if entry.run == run else None


def displaced(entry: Entry, others: Iterable[Entry], run: int) -> Iterable[str]:
    """Yield the codes of the copies of this run that are worse than the article."""
    for copy in others:
        if copy.run == run and rank(entry, run) < rank(copy, run):
            yield copy.code
