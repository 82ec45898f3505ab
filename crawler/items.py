"""The Article: all that the crawler (which makes it) and the pipelines (which keep it) share.

Field names are schema.org's NewsArticle in snake_case. None means that the page does not say;
an empty tuple means that there are none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timezone
from typing import Literal

BlockKind = Literal["paragraph", "heading", "item", "table", "code", "image"]

PageType = Literal[
    "article",
    "live_blog",
    "gallery",
    "video",
    # the rest are no articles and are not written
    "section",
    "tag",
    "search",
    "author",
    "not_found",
    "error",
    "consent",
    "challenge",
    "notice",
    "video_only",
    "empty",
]
ARTICLE_TYPES: frozenset[PageType] = frozenset(("article", "live_blog", "gallery", "video"))

Access = Literal["free", "metered", "paywalled"]

# What became of a URL: every URL that a run has seen ends with exactly one of these.
Fate = Literal[
    "written",
    "updated",
    "unchanged",
    "part",
    "duplicate",
    "removed",
    "held",
    "not an article",
    "paywalled",
    "blocked",
    "held back",
    "gone",
    "robots",
    "failed",
]


class _Compact:
    """Crosses from a worker to the crawl as its values alone, in a third of a dataclass's time."""

    __slots__: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        return type(self), tuple([getattr(self, name) for name in self.__slots__])


@dataclass(frozen=True, slots=True)
class Span(_Compact):
    """A run of text with one look; text is plain, a line feed in it is a line break."""

    text: str
    strong: bool = False
    emphasis: bool = False
    url: str | None = None  # where it links to: an absolute http(s) address
    code: bool = False  # code, or what a computer is given or says


Cell = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Image(_Compact):
    """A picture of the article; texts are plain, one paragraph each."""

    url: str  # absolute
    caption: str | None = None  # without the credit, where the page separates them
    credit: str | None = None  # photographer and agency
    alt: str | None = None
    width: int | None = None  # pixels
    height: int | None = None
    copy_url: str | None = None  # of the downloaded copy: absolute, or from the site's root

    @property
    def words(self) -> str:
        """Caption and credit, as they stand beneath the picture; "" if it has neither."""
        return " ".join(text for text in (self.caption, self.credit) if text)


@dataclass(frozen=True, slots=True)
class Block(_Compact):
    """One block of the body, in reading order."""

    kind: BlockKind
    spans: tuple[Span, ...] = ()
    level: int = 0  # heading: 2 to 6; item: depth of its list, from 1
    number: int | None = None  # item of an ordered list: its number
    quoted: bool = False  # stands in a quotation
    rows: tuple[tuple[Cell, ...], ...] = ()  # table: the first row is its head
    image: Image | None = None  # image: the picture

    @property
    def text(self) -> str:
        """The block's plain text; cells of a table apart by a space, rows by a line feed."""
        if self.rows:
            return "\n".join(
                " ".join("".join(span.text for span in cell) for cell in row) for row in self.rows
            )
        return "".join([span.text for span in self.spans])


def plain_text(body: Iterable[Block], *, with_captions: bool = False) -> str:
    """Return the text of blocks, one line per block."""
    lines = (block.image.words if with_captions and block.image else block.text for block in body)
    return "\n".join(line for line in lines if line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What one page says; the fields at the end are filled in on the way to the file."""

    url: str  # the page's final address, after redirects
    canonical_url: str  # of the same site, in its one form, without tracking parameters
    own_url: str = ""  # what the canonical address is if the page states none of its site
    older_url: str | None = None  # what it was before addresses had one form, where it differs
    page_type: PageType = "article"
    page_type_origin: str = ""  # the evidence, in plain words
    source: str = ""  # name of its profile; "" for a site without one

    headline: str = ""  # plain, one line, without the site's name
    description: str | None = None  # plain, one line
    authors: tuple[str, ...] = ()  # names of people or desks, in the page's order
    section: str | None = None  # as the page names it, such as "Koreas"
    keywords: tuple[str, ...] = ()
    category: str = ""  # a word of the vocabulary: the profile's map, else the general map in clean
    language: str | None = None  # ISO 639-1
    date_published: datetime | date | None = None  # aware, in the source's zone; a date: day only
    date_modified: datetime | date | None = None  # the same; only if later than published
    image: Image | None = None  # the lead image
    body: tuple[Block, ...] = ()
    credit: str | None = None  # agency or newsroom that the page names as the origin
    access: Access = "free"
    confidence: int | None = None  # percent, that the text is complete and clean; None: not judged
    fit: int | None = None  # percent of the page in places of the site's model; None: no model
    dropped: int | None = None  # percent of the page's text that is none of it; None: not judged
    next_page: str | None = None  # where the article goes on, if it has several pages
    whole_page: str | None = None  # where it has all of them in one
    first_page: str | None = None  # where it begins, if this is a later page of it

    notice: str | None = None  # the paragraph that says it was corrected or withdrawn
    asked_url: str | None = None  # the address that has led to it, if another; set by the spider
    timezone: str | None = None  # IANA name of the zone that its source prints, set by the spider
    date_retrieved: datetime | None = None  # UTC: when this page was fetched, set by the spider

    @property
    def text(self) -> str:
        """The body's plain text, one line per block; captions are part of a gallery's."""
        return plain_text(self.body, with_captions=self.page_type == "gallery")

    @property
    def goes_on(self) -> bool:
        """Whether the page has only a part of the article's text."""
        return self.next_page is not None or self.whole_page is not None

    @property
    def retrieved(self) -> datetime:
        """When the page was fetched, to the millisecond that the file's date has."""
        if self.date_retrieved is None:
            raise ValueError(f"no date_retrieved: {self.url}")
        moment = self.date_retrieved.astimezone(timezone.utc)
        return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledArticle:
    """An article that has passed the pipelines, and where its file is."""

    article: Article
    code: str  # ART + yyMMddHHmm + six letters
    path: str = ""  # of its file, relative to OUTPUT_DIR
    same_as: str | None = None  # code of the article whose text it repeats, with KEEP_COPIES
    fate: Fate | None = None  # written, updated or unchanged; None: not yet
