"""Which blocks are the article, and why each of the others was dropped.

furniture.py names the reasons.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from crawler.extraction.body.floor import (
    headed_text,
    is_named_furniture,
    story_below_headline,
)
from crawler.extraction.body.gaps import gaps
from crawler.extraction.body.live import is_of_a_post, live_posts
from crawler.extraction.body.notes import notes
from crawler.extraction.body.quotations import lone_sources, sources
from crawler.extraction.body.standfirsts import standfirst
from crawler.extraction.body.verdicts import verdicts
from crawler.extraction.body.whole_lists import stray_points, whole_lists
from crawler.extraction.body.wrapped import subheadings, wrapped
from crawler.extraction.classifier.classifier import classified
from crawler.extraction.classifier.features import FEATURES
from crawler.extraction.classifier.forest import SCALE, Forest, percent_of
from crawler.extraction.classifier.places import Numbers
from crawler.extraction.classifier.stated_answers import stated_answers
from crawler.extraction.classifier.testimony import Testimony
from crawler.extraction.classifier.wording import width
from crawler.extraction.fields.headline import headline_element
from crawler.extraction.furniture.accounts import account_rule
from crawler.extraction.furniture.captions import FEWEST, boxed_caption, caption_rule
from crawler.extraction.furniture.closing_lines import drop_closing_lines
from crawler.extraction.furniture.concealment import concealed
from crawler.extraction.furniture.contents import headings_of_contents
from crawler.extraction.furniture.first_lines import drop_first_lines
from crawler.extraction.furniture.furniture import (
    ADVERT,
    CAPTION,
    COMMENT,
    CONSENT,
    ELSEWHERE,
    FURNITURE,
    HIDDEN_BY_RULE,
    NO_TEXT,
    PAYWALL_OFFER,
    REPEATED,
    STANDFIRST,
    Reason,
    Reasons,
    Rule,
    furniture_rules,
    profile_lines,
    profile_rules,
)
from crawler.extraction.furniture.parted_lines import with_headline_parted
from crawler.extraction.furniture.pointers import announced_links, offers_below
from crawler.extraction.furniture.repetitions import labelled_links, pulled_out, said_before
from crawler.extraction.furniture.strangers import of_other_articles, of_picture_shows
from crawler.extraction.furniture.teasers import listed_headlines, listed_stories
from crawler.extraction.furniture.threads import threads
from crawler.extraction.page.block_list import PageBlock
from crawler.extraction.page.page import Page
from crawler.extraction.site.site_decisions import site_decisions
from crawler.extraction.site.site_verdicts import SiteVerdicts, site_verdicts

BRIEF = 150  # width: with less text left, what stands below the headline is looked at again
SAME_HEADLINE = 80  # percent of words shared from which a line repeats the headline
NEVER = -20 * SCALE  # the score of what the classifier isn't asked about
SAID = 20 * SCALE  # the score of what a person says is text


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """A block and what was found: no reason means that it is part of the article."""

    block: PageBlock
    reason: Reason | None
    score: int = NEVER  # the classifier's log-odds, in units of 1 / SCALE
    features: Numbers | None = None  # the numbers of the forest's features; None: it wasn't asked
    forest: Forest | None = None  # the one that judged it
    kept_by: str | None = None  # what has kept it though the classifier would not

    @property
    def kept(self) -> bool:
        """Whether the block is part of the article."""
        return self.reason is None

    @property
    def likelihood(self) -> int:
        """How likely the classifier finds it that the block is part of the article, in percent."""
        return percent_of(self.score)


def judge(
    page: Page, blocks: Sequence[PageBlock], testimony: Testimony, authors: tuple[str, ...]
) -> list[Judgement]:
    """Return a judgement of each block of the page that these people wrote, in page order.

    What is no part of the page's article whatever it says is kept from the classifier: it would be
    misled about the rest.
    """
    blocks = with_headline_parted(blocks, testimony.headline)
    foreign = foreign_blocks(page, blocks)
    own = asked_blocks(blocks, foreign)
    site = site_verdicts(page, own)
    judged = {one.block: one for one in _judged(page, own, site, testimony, authors)}
    found = [
        Judgement(block, foreign[block]) if block in foreign else judged[block] for block in blocks
    ]
    said = profile_lines(page)
    return [
        replace(one, reason=None, score=SAID, kept_by="profile: keep_lines")
        if one.reason and said(one.block)
        else one
        for one in found
    ]


def foreign_blocks(page: Page, blocks: Sequence[PageBlock]) -> Mapping[PageBlock, Reason]:
    """Return the blocks that are no part of the article whatever they say, and why."""
    return {
        **of_other_articles(page, blocks),
        **of_picture_shows(page, blocks),
        **concealed(page, blocks),
    }


def asked_blocks(
    blocks: Sequence[PageBlock], foreign: Mapping[PageBlock, Reason]
) -> list[PageBlock]:
    """Return the blocks that the classifier judges.

    What a rule hides, what asks for consent and advertisements are among them: it learned beside
    such blocks, and they don't mislead it.
    """
    asked = (HIDDEN_BY_RULE, CONSENT, ADVERT)
    return [block for block in blocks if foreign.get(block, CONSENT) in asked]


def _judged(
    page: Page,
    blocks: Sequence[PageBlock],
    site: SiteVerdicts,
    testimony: Testimony,
    authors: tuple[str, ...],
) -> list[Judgement]:
    if not blocks:
        return []
    forest, rows, scores = classified(page, blocks, testimony)
    likeness = rows[:, FEATURES.index("in_headline")].tolist()
    of_profile = tuple(profile_rules(page))
    of_caption = caption_rule()
    furniture = (*furniture_rules(authors), account_rule(page), boxed_caption)
    posts = page.once(live_posts)
    reasons: Reasons = []
    for block, score, alike in zip(blocks, scores, likeness, strict=True):
        reason = _first(of_profile, block)
        if reason is None and _repeats_headline(block, alike, testimony.headline):
            reason = REPEATED
        reason = reason or of_caption(block)
        if reason is None and score <= 0 and not is_of_a_post(block, posts):
            reason = FURNITURE
        reasons.append(reason or _first(furniture, block))
    kept, dropped = ([reason == why for reason in reasons] for why in (None, FURNITURE))
    headline = headline_element(page)
    if headline is None and REPEATED in reasons:  # in an element that is no heading
        headline = blocks[reasons.index(REPEATED)].element
    if headline is not None:
        described = rows[:, FEATURES.index("in_description")].tolist()
        for n in standfirst(blocks, kept, dropped, described, headline):
            reasons[n] = _first(furniture, blocks[n]) or STANDFIRST
    for n in [*gaps(blocks, kept, dropped, scores), *stated_answers(page, blocks, kept, dropped)]:
        reasons[n] = _first(furniture, blocks[n])
    # A heading is the text's if what follows it is: a list that was taken back, too.
    for rule in (wrapped, subheadings, whole_lists, wrapped):
        kept, dropped = ([reason == why for reason in reasons] for why in (None, FURNITURE))
        found = [*rule(blocks, kept, dropped, scores)]
        for n in found:
            reasons[n] = _first(furniture, blocks[n])
        if rule is whole_lists and not found:
            break
    for n in [*stray_points(blocks, [reason is None for reason in reasons])]:
        reasons[n] = FURNITURE
    kept, dropped = ([reason == why for reason in reasons] for why in (None, FURNITURE))
    for n in [
        *verdicts(blocks, kept, dropped, headline),
        *sources(blocks, kept, dropped),
        *notes(blocks, kept, dropped),
    ]:
        reasons[n] = _first(furniture, blocks[n])
    kept = [reason is None for reason in reasons]
    dropped = [reason in (FURNITURE, STANDFIRST) for reason in reasons]
    drops, kept_by = site_decisions(site, blocks, kept, dropped, scores)
    for n in (*drops, *kept_by):
        reasons[n] = drops.get(n)
    for listed in (listed_stories, listed_headlines):
        for n in [*listed(page, blocks, _kept(reasons))]:
            reasons[n] = "other stories"
    for n in [*threads(page, blocks, _kept(reasons))]:
        reasons[n] = COMMENT
    if not posts:
        drop_first_lines(page, blocks, reasons, headline)
    _drop_repeated(page, blocks, reasons)
    for n in [*headings_of_contents(blocks, _kept(reasons))]:
        reasons[n] = NO_TEXT
    for n in [*lone_sources(blocks, [reason is None for reason in reasons])]:
        reasons[n] = FURNITURE
    drop_closing_lines(blocks, reasons, authors)
    if _keep_a_story(page, blocks, reasons):
        drop_first_lines(page, blocks, reasons, headline)
    _keep_what_is_headed(page, blocks, reasons, [alike > 0 for alike in likeness])
    for n in [*offers_below(blocks, reasons)]:
        reasons[n] = PAYWALL_OFFER
    return [
        Judgement(block, reason, score, row, forest, None if reason else kept_by.get(n))
        for n, (block, reason, score, row) in enumerate(
            zip(blocks, reasons, scores, rows, strict=True)
        )
    ]


def _first(rules: Iterable[Rule], block: PageBlock) -> Reason | None:
    return next((reason for rule in rules if (reason := rule(block))), None)


def _repeats_headline(block: PageBlock, likeness: int, headline: str) -> bool:
    """Return whether a line says what the headline says; likeness: percent of shared words."""
    if len(block.text) > 3 * len(headline):
        return False
    return likeness == 100 or (likeness >= SAME_HEADLINE and block.heading_level == 1)


def _drop_repeated(page: Page, blocks: Sequence[PageBlock], reasons: Reasons) -> None:
    for n in said_before(blocks, _kept(reasons)):
        reasons[n] = "said before"
    for n in pulled_out(blocks, _kept(reasons)):
        reasons[n] = "pulled out of the text"
    for n in labelled_links(page, blocks, _kept(reasons)):
        reasons[n] = ELSEWHERE
    for n in announced_links(blocks):
        reasons[n] = reasons[n] or ELSEWHERE


def _kept(reasons: Reasons) -> list[int]:
    return [n for n, reason in enumerate(reasons) if reason is None]


def _keep_a_story(page: Page, blocks: Sequence[PageBlock], reasons: Reasons) -> bool:
    """Keep what stands below the headline if hardly any text of the page is left beside it.

    Return whether anything was kept.
    """
    kept = _kept(reasons)
    captions = [n for n, reason in enumerate(reasons) if reason == CAPTION]
    texts = [*kept, *captions] if len(captions) >= FEWEST else kept  # those are a gallery's text
    if sum(width(blocks[n].text) for n in texts) > BRIEF:
        return False
    for n in [n for n in kept if is_named_furniture(blocks[n], page.tree)]:
        reasons[n] = FURNITURE
        kept.remove(n)
    story = story_below_headline(page, blocks)
    if not set(kept) <= set(story):
        return False
    taken = [n for n in story if reasons[n] in (FURNITURE, NO_TEXT)]
    for n in taken:
        reasons[n] = None
    return bool(taken)


def _keep_what_is_headed(
    page: Page, blocks: Sequence[PageBlock], reasons: Reasons, agreeing: Sequence[bool]
) -> None:
    """Keep the text below the headline in place of one elsewhere that has no word of it."""
    kept = [reason is None for reason in reasons]
    dropped = [reason in (FURNITURE, NO_TEXT) for reason in reasons]
    if story := headed_text(page, blocks, kept, dropped, agreeing):
        for n in _kept(reasons):
            reasons[n] = FURNITURE
        for n in story:
            reasons[n] = None
