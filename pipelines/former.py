"""What has become of an article's text since its file was written.

A page that is in an article's place for a while, such as a wall, an error or a broken layout, must
not cost the file that is there.
"""

import re
from dataclasses import dataclass

from crawler.items import Article
from pipelines.text.likeness import Words, passages, words_of

SHARED = 0.05  # of the passages of the shorter text; stock phrases are in any two of a site
STUB = 200  # letters: what breaking news begins with, and is written anew from the first word on
FEW = 3  # words: the last item of a list may be cut to fewer
LEFT = 0.5  # of a text: what has less of it left has lost it, unless its page says so

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.S)
_HEADLINE = re.compile(r"(?m)^# (.*)$")
_ENDED = re.compile(r"[.!?:;…。！？।۔؟»”’\"')\]]\s*$")  # a sentence, or what quotes or follows one
_NO_TEXT = re.compile(r"(?m)^!\[.*$|\]\(\S*\)|[\\*_`>#|]")


@dataclass(frozen=True, slots=True)
class Change:
    """How the text of a page differs from that in the article's file."""

    is_related: bool = True  # they have a passage in common, or the file's is a stub of the same
    left: float = 1.0  # letters of the page for each of the file
    is_stated: bool = False  # the page says that it was corrected or withdrawn
    breaks_off: bool = False  # it ends amid a paragraph that goes on in the file


def change_of(former: bytes, article: Article) -> Change:
    """Return what has changed; former: the bytes of the file."""
    headline, text = headline_and_text(former)
    if article.image is not None and (caption := _NO_TEXT.sub("", article.image.words)):
        text = text.replace(caption, "", 1)
    held, new = words_of(text), words_of(article.text)
    letters = sum(map(len, held.words))
    left = sum(map(len, new.words)) / max(letters, 1)
    is_related = share_passages(held, new) or (
        letters < STUB and left > 1 and are_of_one_story(headline, article.headline)
    )
    notice = article.notice or ""
    return Change(
        is_related,
        left,
        is_stated=bool(notice) and notice not in text,
        breaks_off=left < 1 and breaks_off(article.text, text),
    )


def headline_and_text(file: bytes) -> tuple[str, str]:
    """Return the headline of an article's file, and the text below it without Markdown's marks."""
    body = _FRONT_MATTER.sub("", file.decode("utf-8", "replace"), count=1)
    headline = found[1] if (found := _HEADLINE.search(body)) else ""
    return headline, _NO_TEXT.sub("", body.replace(f"# {headline}", "", 1))


def breaks_off(text: str, former: str) -> bool:
    """Return whether a text ends amid one of the paragraphs of a former one, as a cut page's does.

    No length tells of the cut where a server closes the connection early, or a proxy counts what it
    has got.
    """
    last = text.rstrip().rpartition("\n")[2]
    words = words_of(last).words
    if len(words) < FEW or _ENDED.search(last):
        return False
    beginning = b" ".join(words)
    paragraphs = (b" ".join(words_of(line).words) for line in former.splitlines())
    return any(line.startswith(beginning) and line != beginning for line in paragraphs)


def share_passages(text: Words, other: Words) -> bool:
    """Return whether two texts have more in common than stock phrases."""
    either = passages(text), passages(other)
    return len(either[0] & either[1]) > SHARED * min(map(len, either))


def are_of_one_story(headline: str, other: str) -> bool:
    """Return whether two headlines have half of their words in common."""
    words, others = set(words_of(headline).words), set(words_of(other).words)
    return len(words & others) * 2 >= min(len(words), len(others)) > 0
