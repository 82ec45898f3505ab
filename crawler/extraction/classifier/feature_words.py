"""The classifier's features in words, for those who ask why a block was dropped."""

import re
from collections.abc import Iterable

WORDS = {
    "length": "its length",
    "words": "its number of words",
    "commas": "its commas",
    "digits": "its digits",
    "links": "its links",
    "capitals": "its capitals",
    "sentence_end": "the end of a sentence",
    "full_stop": "a full stop",
    "colon": "a colon",
    "marked": "marked text",
    "starts_low": "its first letter",
    "clock": "a date or time",
    "address": "an address",
    "photo": "words of a photo credit",
    "by": "words of a byline",
    "read_also": "words such as “read also”",
    "sign_up": "words such as “sign up”",
    "share": "words such as “share”",
    "watch": "words such as “watch”",
    "advert": "words of an advertisement",
    "bio": "words about an author",
    "note": "words of a note",
    "list_item": "a list item",
    "depth_of_list": "a list in a list",
    "quoted": "a quotation",
    "table": "a table",
    "heading": "a heading",
    "part": "a part of a line",
    "paragraph": "a paragraph",
    "cell": "a table's cell",
    "caption": "a caption",
    "images_before": "pictures before it",
    "repeats_before": "said before",
    "repeats": "said more than once",
    "number": "blocks before it",
    "share_before": "text before it",
    "good_before": "running text before it",
    "good_share_before": "running text before it",
    "good_share_after": "running text after it",
    "after_heading_one": "its distance from the headline",
    "good_in_parent": "running text beside it",
    "good_in_grandparent": "running text around it",
    "good_in_third": "running text around it",
    "blocks_in_parent": "blocks beside it",
    "links_in_parent": "links beside it",
    "mean_in_parent": "the length of blocks beside it",
    "in_core": "where most of the running text is",
    "to_core": "its distance from the running text",
    "in_half": "where half of the running text is",
    "depth": "how deep it stands",
    "alike": "how many are of its kind",
    "alike_parents": "where those of its kind are",
    "alike_good": "running text of its kind",
    "alike_links": "links of its kind",
    "alike_mean": "the length of its kind",
    "main_parent": "where the text's main element is",
    "to_main": "its distance from the main text",
    "from_main": "its distance from the main text",
    "page_articles": "articles on the page",
    "since_heading": "its distance from a heading",
    "heading_read_also": "the words of its heading",
    "heading_links": "the links of its heading",
    "heading_length": "the length of its heading",
    "heading_steps": "its distance from a heading",
    "main_before": "main text before it",
    "main_after": "main text after it",
    "gap_blocks": "its gap in the text",
    "gap_place": "its gap in the text",
    "gap_text": "its gap in the text",
    "in_article_body": "what the page's data call the text",
    "in_headline": "words of the headline",
    "in_description": "words of the description",
    "in_alt": "words of a picture's description",
    "names_author": "the name of an author",
    "article_body_shown": "what the page's data call the text",
    "in_trafilatura": "what a second extractor keeps",
    "trafilatura_share": "what a second extractor keeps",
}
_BESIDE = re.compile(r"(?:length|links|full_stop|clock|heading|good|steps) (before|after)\d")
_NAMED = re.compile(r"(?:near|around) (.+)")


def in_words(feature: str) -> str:
    """Return what a feature of the classifier measures, in a few words."""
    if feature in WORDS:
        return WORDS[feature]
    if named := _NAMED.fullmatch(feature):
        return f"an element named as {named[1]}"
    if beside := _BESIDE.fullmatch(feature):
        return f"the block {beside[1]} it"
    return WORDS[feature.partition(" ")[0]]  # a second extractor's word on a block beside it


def all_in_words(features: Iterable[str]) -> list[str]:
    """Return the same of several features, each of them once."""
    return list(dict.fromkeys(map(in_words, features)))
