"""What can be said of a block: of its line, its place or its box, and where that is written.

A line of the site's model where there is one that knows the page, which a person reads beside what
was learned; else a line of the source's profile; or an override of the one article.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from crawler.profiles.editing import in_quotes, with_item, with_pair
from crawler.profiles.site_model import Overrule, SiteModel
from crawler.review.desk.page_reading import PageReading, SeenBlock

KNOWN = 50  # percent of fit, as extraction trusts the model from

Target: TypeAlias = Literal["model", "profile", "article"]
Key: TypeAlias = Literal[
    "furniture", "places", "categories", "drop_lines", "drop_blocks", "keep_lines", "without"
]
TARGETS: Mapping[Key, Target] = {
    "furniture": "model",
    "places": "model",
    "categories": "profile",
    "drop_lines": "profile",
    "drop_blocks": "profile",
    "keep_lines": "profile",
    "without": "article",
}
NAMES: Mapping[Key, str] = {
    "furniture": "This line, where it stands",
    "places": "All that stands in this place",
    "categories": "All articles of this section",
    "drop_lines": "This line, wherever it stands",
    "drop_blocks": "The whole box",
    "keep_lines": "This line, wherever it stands",
    "without": "In this article alone",
}

_SIGN = re.compile(r"[\\.^$*+?{}\[\]|()]")
_BOX = re.compile(r"[a-z][a-z0-9-]*(?:\.[A-Za-z_][\w-]*)+")


@dataclass(frozen=True, slots=True)
class Rule:
    """A line to be added to the site's model, its profile, or an article's overrides."""

    key: Key
    value: str  # line, regular expression, selector or category; "" under places
    place: str = ""  # of the model; under categories a section, as the page names it
    overrule: Overrule = "drop"  # what the model does with it

    @property
    def target(self) -> Target:
        """Where it is written."""
        return TARGETS[self.key]

    def added_to(self, profile: str) -> str:
        """Return a profile's text with this rule; raises ProfileError."""
        if self.key == "categories":
            return with_pair(profile, self.key, self.place, self.value)
        return with_item(profile, self.key, self.value)

    @property
    def shown(self) -> str:
        """The line as the file will have it, for people."""
        if self.target == "model":
            line = f'"line": "{self.value}", ' if self.value else ""
            return f'{{{line}"place": "{self.place}", "{self.overrule}": true}}'
        if self.key == "categories":
            return f"{in_quotes(self.place)}: {self.value}"
        return f"- {self.value}" if self.target == "profile" else f"without: {self.value}"


def rules_for(block: SeenBlock, reading: PageReading, model: SiteModel | None) -> list[Rule]:
    """Return the rules by which a block would be what it is not, the one to begin with first.

    model: of the site, None if none was learned.
    """
    is_known = model is not None and (reading.fit or 0) >= KNOWN
    return list(dropping(block, is_known) if block.is_kept else keeping(block, model, is_known))


def dropping(block: SeenBlock, is_known: bool) -> Iterator[Rule]:
    """Yield the rules by which a block is furniture."""
    if is_known:
        yield Rule("furniture", block.line, block.place, "drop")
    yield Rule("drop_lines", re.sub(r"\d+", r"\\d+", pattern(block.text)))
    boxes = [one for one in block.element.split(" > ") if _BOX.fullmatch(one)]
    yield from (Rule("drop_blocks", box) for box in boxes[-1:])
    if is_known:
        yield Rule("places", "", block.place, "drop")
    yield Rule("without", " ".join(block.text.replace("¶", " ").split()))


def keeping(block: SeenBlock, model: SiteModel | None, is_known: bool) -> Iterator[Rule]:
    """Yield the rules by which a block is text."""
    if model and is_known and block.reason.startswith("site: "):
        if (block.line, block.place) in model.lines_by_key:
            yield Rule("furniture", block.line, block.place, "keep")
        yield Rule("places", "", block.place, "keep")
    yield Rule("keep_lines", pattern(block.text))


def pattern(text: str) -> str:
    """Return a regular expression that takes this text alone, and is as plain as can be."""
    escaped = _SIGN.sub(lambda sign: f"\\{sign[0]}", text)
    return r"\s+".join(" ".join(line.split()) for line in escaped.split("\n"))
