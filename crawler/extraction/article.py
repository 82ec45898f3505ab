"""From a page's bytes to its Article: the order in which the evidence is heard."""

from crawler.extraction.access import access_candidates
from crawler.extraction.authors import authors_candidates
from crawler.extraction.blocks import page_blocks
from crawler.extraction.body import article_body
from crawler.extraction.credit import credit_candidates, credit_of_line
from crawler.extraction.dates import modified_candidates, published_candidates
from crawler.extraction.description import description_candidates
from crawler.extraction.evidence import best
from crawler.extraction.figures import lead_image_candidates
from crawler.extraction.headline import headline_candidates
from crawler.extraction.judgement import judge
from crawler.extraction.language import language_candidates
from crawler.extraction.links import canonical_url_candidates
from crawler.extraction.page import Page, read_page
from crawler.extraction.page_type import page_type_candidates
from crawler.extraction.sections import category, keywords, section_candidates
from crawler.extraction.testimony import testimony_of
from crawler.items import Article
from crawler.profiles import SourceProfile


def extract_article(
    html: bytes | str, url: str, profile: SourceProfile, *, charset: str | None = None
) -> Article:
    """Return what the page says; never raises because of a page.

    url is the page's final address; charset the one that the HTTP header names, None if it names
    none.
    """
    page = read_page(html, url, profile, charset)
    if page is None:
        return Article(url=url, canonical_url=url, source=profile.name, page_type="empty")
    return article_of(page)


def article_of(page: Page) -> Article:
    """Return what a page that has been read says."""
    headline = best(headline_candidates(page)) or ""
    description = best(description_candidates(page))
    testimony = testimony_of(page, headline, description or "")
    judgements = judge(page, page_blocks(page.tree), testimony)
    kept = [judgement.block for judgement in judgements if judgement.kept]
    credits = credit_candidates(page, [block.text for block in kept])
    if kept and credit_of_line(kept[-1].text):
        kept.pop()
    body = article_body(page, kept)
    text = "\n".join(block.text for block in body)
    sections = section_candidates(page)
    published = best(published_candidates(page))
    return Article(
        url=page.url,
        canonical_url=best(canonical_url_candidates(page)) or page.url,
        page_type=best(page_type_candidates(page, len(text))) or "article",
        source=page.profile.name,
        headline=headline,
        description=description,
        authors=best(authors_candidates(page)) or (),
        section=best(sections),
        keywords=keywords(page),
        category=category(page, sections),
        language=best(language_candidates(page, text)),
        date_published=published,
        date_modified=best(modified_candidates(page, published)),
        image=best(lead_image_candidates(page)),
        body=body,
        credit=best(credits),
        access=best(access_candidates(page)) or "free",
    )
