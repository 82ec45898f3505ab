"""What can be said of a block, a field or an address, and where that is written.

A line of the site's model where there is one that knows the page, which a person reads beside what
was learned; else a line of the source's profile; or an override of the one article.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from crawler.profiles.editing import scalar, with_item, with_pair, with_value
from crawler.profiles.site_model import Overrule, SiteModel
from crawler.review.desk.page_reading import PageReading, SeenBlock
from pipelines.document.overrides import AFTER, BETWEEN

KNOWN = 50  # percent of fit, as extraction trusts the model from
ANCHOR = 60  # characters by which the paragraph before an added one is known

Target: TypeAlias = Literal["model", "profile", "article"]
Key: TypeAlias = Literal[
    "furniture",
    "places",
    "categories",
    "selectors",
    "language",
    "timezone",
    "ignore_urls",
    "drop_lines",
    "drop_blocks",
    "keep_lines",
    "without",
    "also",
]
TARGETS: Mapping[Key, Target] = {
    "furniture": "model",
    "places": "model",
    "categories": "profile",
    "selectors": "profile",
    "language": "profile",
    "timezone": "profile",
    "ignore_urls": "profile",
    "drop_lines": "profile",
    "drop_blocks": "profile",
    "keep_lines": "profile",
    "without": "article",
    "also": "article",
}
NAMES: Mapping[Key, str] = {
    "furniture": "This line, where it stands",
    "places": "All that stands in this place",
    "drop_lines": "This line, wherever it stands",
    "drop_blocks": "The whole box",
    "keep_lines": "This line, wherever it stands",
    "without": "In this article alone",
    "also": "In this article alone",
}
PAIRS = ("categories", "selectors")  # keys of which each line has a name and a value
VALUES = ("language", "timezone")  # keys that have one value

_SIGN = re.compile(r"[\\.^$*+?{}\[\]|()]")
_BOX = re.compile(r"[a-z][a-z0-9-]*(?:\.[A-Za-z_][\w-]*)+")
_NAME = re.compile(r"[A-Za-z_-]{3,}")


@dataclass(frozen=True, slots=True)
class Rule:
    """A line to be added to the site's model, its profile, or an article's overrides."""

    key: Key
    value: str  # line, regular expression, selector or category; "" under places
    place: str = ""  # of the model; of PAIRS the name: a section as its page has it, a field
    overrule: Overrule = "drop"  # what the model does with it

    @property
    def target(self) -> Target:
        """Where it is written."""
        return TARGETS[self.key]

    def added_to(self, profile: str) -> str:
        """Return a profile's text with this rule; raises ProfileError."""
        if self.key in PAIRS:
            return with_pair(profile, self.key, self.place, self.value)
        if self.key in VALUES:
            return with_value(profile, self.key, self.value)
        return with_item(profile, self.key, self.value)

    @property
    def shown(self) -> str:
        """The line as the file will have it, for people."""
        if self.target == "model":
            line = f'"line": "{self.value}", ' if self.value else ""
            return f'{{{line}"place": "{self.place}", "{self.overrule}": true}}'
        if self.key in PAIRS:
            return f"{scalar(self.place)}: {scalar(self.value)}"
        if self.key in VALUES or self.target == "article":
            return f"{self.key}: {self.value}"
        return f"- {self.value}"

    @property
    def about(self) -> str:
        """What of a page it changes: its text, or a field of Article."""
        if self.key == "selectors":
            fields = {"caption": "image", "body": "text"}
            return fields.get(self.place, self.place)
        fields = {"categories": "category", "language": "language", "timezone": "date_published"}
        return fields.get(self.key, "text")

    @property
    def names(self) -> tuple[str, ...]:
        """Words that are in the markup of every page that it changes; () for any page."""
        if self.key not in ("drop_blocks", "places"):
            return ()
        place = self.place or self.value
        return tuple(_NAME.findall(" ".join(re.findall(r"[.#][\w-]+", place))))


def rules_for(
    block: SeenBlock, reading: PageReading, model: SiteModel | None, also: Collection[str] = ()
) -> list[Rule]:
    """Return the rules by which a block would be what it is not, the one to begin with first.

    model: of the site, None if none was learned; also: paragraphs that a person has added.
    """
    is_known = model is not None and (reading.fit or 0) >= KNOWN
    return list(
        dropping(block, is_known)
        if block.is_kept
        else keeping(block, reading, model, is_known, also)
    )


def dropping(block: SeenBlock, is_known: bool) -> Iterator[Rule]:
    """Yield the rules by which a block is furniture."""
    if is_known:
        yield Rule("furniture", block.line, block.place, "drop")
    yield Rule("drop_lines", re.sub(r"\d+", r"\\d+", pattern(block.text)))
    boxes = [one for one in block.element.split(" > ") if _BOX.fullmatch(one)]
    yield from (Rule("drop_blocks", box) for box in boxes[-1:])
    if is_known:
        yield Rule("places", "", block.place, "drop")
    yield Rule("without", one_paragraph(block.text))


def keeping(
    block: SeenBlock,
    reading: PageReading,
    model: SiteModel | None,
    is_known: bool,
    also: Collection[str],
) -> Iterator[Rule]:
    """Yield the rules by which a block is text."""
    if model and is_known and block.reason.startswith("site: "):
        if (block.line, block.place) in model.lines_by_key:
            yield Rule("furniture", block.line, block.place, "keep")
        yield Rule("places", "", block.place, "keep")
    yield Rule("keep_lines", pattern(block.text))
    texts = ((one.is_kept, one_paragraph(one.text)) for one in reading.blocks[: block.number])
    before = [text for is_kept, text in texts if is_kept or text in also]
    anchor = before[-1][:ANCHOR].strip() if before else ""
    yield Rule("also", f"{anchor} {AFTER} {one_paragraph(block.text)}".strip())


def one_paragraph(text: str) -> str:
    """Return a text as an override has a paragraph: on one line, without the signs between two."""
    return " ".join(text.replace(BETWEEN, " ").replace(AFTER, " ").split())


def pattern(text: str) -> str:
    """Return a regular expression that takes this text alone, and is as plain as can be."""
    escaped = _SIGN.sub(lambda sign: f"\\{sign[0]}", text)
    return r"\s+".join(" ".join(line.split()) for line in escaped.split("\n"))
