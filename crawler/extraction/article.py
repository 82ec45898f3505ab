"""From a page's bytes to its Article: the order in which the evidence is heard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crawler.extraction.body.assembly import article_body
from crawler.extraction.body.body_images import ArticleImages, without_lead_caption
from crawler.extraction.body.judgement import Judgement, judge
from crawler.extraction.body.live import headings_first, live_posts
from crawler.extraction.body.stated_body import stated_body
from crawler.extraction.classifier.prose import Prose, prose_of
from crawler.extraction.classifier.testimony import testimony_of
from crawler.extraction.classifier.wording import width
from crawler.extraction.confidence import confidence
from crawler.extraction.dates.moments import modified_candidates, published_candidates
from crawler.extraction.fields.access import access_candidates
from crawler.extraction.fields.authors import authors_candidates
from crawler.extraction.fields.credit import credit_candidates
from crawler.extraction.fields.description import description_candidates, telling
from crawler.extraction.fields.headline import headline_candidates
from crawler.extraction.fields.language import language_candidates
from crawler.extraction.fields.lead_image import (
    lead_image_candidates,
    with_selected_caption,
)
from crawler.extraction.fields.notice import correction_notice
from crawler.extraction.fields.sections import (
    category_candidates,
    keywords_candidates,
    section_candidates,
)
from crawler.extraction.furniture.furniture import CREDIT, PAYWALL_OFFER, STANDFIRST
from crawler.extraction.page.blocks import page_blocks
from crawler.extraction.page.evidence import Candidate, best
from crawler.extraction.page.links import canonical_url_candidates, older_canonical_url
from crawler.extraction.page.page import Page, read_page
from crawler.extraction.page_type import is_stated, page_type_candidates
from crawler.extraction.paging.pagination import (
    first_page_candidates,
    next_page_candidates,
    whole_page_candidates,
)
from crawler.extraction.signs import Findings
from crawler.extraction.site.datelines import dateline_of, with_writers
from crawler.extraction.site.site_verdicts import language_of, site_fit
from crawler.items import Article, plain_text
from crawler.profiles.profile import SourceProfile


@dataclass(frozen=True, slots=True)
class Extraction:
    """An article, and all that it was chosen from."""

    article: Article
    evidence: Mapping[str, Sequence[Candidate[Any]]]  # field of Article: candidates, best first
    judgements: Sequence[Judgement]  # of the page's blocks, in page order
    fit: int | None = None  # percent of the text in places of the site's model; None without one
    language: str = "und"  # in which the site's model knows the lines, ISO 639-1


def extract_article(
    html: bytes | str,
    url: str,
    profile: SourceProfile,
    *,
    charset: str | None = None,
    retrieved: datetime | None = None,
) -> Article:
    """Return what the page says; never raises because of a page.

    url is the page's final address; charset the one that the HTTP header names, None if it names
    none; retrieved when the page was fetched, None if nobody knows.
    """
    return extract(html, url, profile, charset=charset, retrieved=retrieved).article


def extract(
    html: bytes | str,
    url: str,
    profile: SourceProfile,
    *,
    charset: str | None = None,
    retrieved: datetime | None = None,
) -> Extraction:
    """Return what extract_article does, with the evidence."""
    page = read_page(html, url, profile, charset, retrieved)
    if page is None:
        nothing = Article(url=url, canonical_url=url, source=profile.name, page_type="empty")
        return Extraction(nothing, {}, ())
    return extraction_of(page)


def extraction_of(page: Page) -> Extraction:
    """Return what a page that has been read says."""
    headlines = page.once(headline_candidates)
    descriptions = description_candidates(page)
    authors = authors_candidates(page)
    writers = best(authors) or ()
    testimony = testimony_of(page, best(headlines) or "", best(descriptions) or "", writers)
    judgements = judge(page, page_blocks(page.tree), testimony, writers)
    article_images = ArticleImages(page, judgements)
    images = lead_image_candidates(page) or article_images.at_top()
    images[:1] = [
        Candidate(with_selected_caption(page, article_images.with_caption(lead)), by)
        for lead, by in images[:1]
    ]
    judgements = without_lead_caption(judgements, best(images))
    kept = [judged.block for judged in judgements if judged.kept]
    blocks = headings_first(kept) if page.once(live_posts) else kept
    body = article_body(page, blocks, article_images.of_body(best(images)))
    has_slides = article_images.are_slides
    text = plain_text(body, with_captions=has_slides)
    has_offer = any(judged.reason == PAYWALL_OFFER for judged in judgements)
    access = access_candidates(page, len(text), has_offer=has_offer)
    fit = site_fit(page, [judged.block for judged in judgements])
    sure = confidence(judgements)
    prose = prose_of(
        [j.block for j in judgements], [j.kept for j in judgements], best(headlines) or ""
    )
    stated = () if best(access) == "paywalled" else stated_body(page, text)
    if stated:
        sure = None  # no block was judged
        body, text = stated, plain_text(stated)
        prose = Prose(running=width(text))
    dateline = dateline_of(page, text)
    authors = with_writers(authors, dateline)
    writers = best(authors) or ()
    credit_lines = [judged.block.text for judged in judgements if judged.reason == CREDIT]

    standfirst = " ".join(j.block.text for j in judgements if j.reason == STANDFIRST)
    shown = [Candidate(standfirst, "standfirst")] if standfirst else []
    described = telling(page, [*shown, *descriptions], best(headlines) or "")
    described.sort(key=lambda candidate: candidate.origin != "profile")

    canonical_urls = canonical_url_candidates(page)
    sections = section_candidates(page)
    categories = category_candidates(page, sections)
    keywords = keywords_candidates(page)
    languages = language_candidates(page, text)
    published = published_candidates(page, best(languages))
    modified = modified_candidates(page, best(published), best(languages))
    credits = credit_candidates(
        page, credit_lines, text, writers, dateline.text if dateline else ""
    )
    findings = Findings(
        page=page,
        judgements=judgements,
        text=text,
        prose=prose,
        headlines=headlines,
        description=best(descriptions),
        authors=authors,
        published=published,
        language=best(languages),
        is_stated=is_stated(page),
        has_slides=has_slides,
        caption=lead.words if (lead := best(images)) else "",
        is_from_data=bool(stated),
    )
    page_types = page_type_candidates(findings)
    next_pages = next_page_candidates(page, best(page_types), judgements)
    whole_pages = whole_page_candidates(page) if next_pages else []
    first_pages = first_page_candidates(page)
    article = Article(
        url=page.url,
        canonical_url=best(canonical_urls) or page.url,
        own_url=canonical_urls[-1].value,
        older_url=older_canonical_url(page),
        page_type=page_types[0].value,
        page_type_origin=page_types[0].origin,
        source=page.profile.name,
        headline=best(headlines) or "",
        description=best(described),
        authors=writers,
        section=best(sections),
        keywords=best(keywords) or (),
        category=best(categories) or "",
        language=best(languages),
        date_published=best(published),
        date_modified=best(modified),
        image=best(images),
        body=body,
        credit=best(credits),
        notice=correction_notice(page, body, best(languages)),
        access=best(access) or "free",
        confidence=sure,
        fit=fit,
        dropped=None if sure is None else dropped_share(judgements),
        next_page=best(next_pages),
        whole_page=best(whole_pages),
        first_page=best(first_pages),
    )
    evidence: dict[str, list[Candidate[Any]]] = {
        "canonical_url": canonical_urls,
        "page_type": page_types,
        "headline": headlines,
        "description": described,
        "authors": authors,
        "section": sections,
        "keywords": keywords,
        "category": categories,
        "language": languages,
        "date_published": published,
        "date_modified": modified,
        "image": images,
        "credit": credits,
        "access": access,
        "next_page": next_pages,
        "whole_page": whole_pages,
        "first_page": first_pages,
    }
    return Extraction(article, evidence, judgements, fit, language_of(page))


def dropped_share(judgements: Sequence[Judgement]) -> int | None:
    """Return the percent of a page's text that is none of its article; None if it has no text."""
    whole = sum(len(judged.block.text) for judged in judgements)
    kept = sum(len(judged.block.text) for judged in judgements if judged.kept)
    return 100 * (whole - kept) // whole if whole else None
