"""An article's code: ART, the instant of its publication, and six letters of its address."""

from collections.abc import Iterator
from datetime import timezone
from hashlib import sha256
from itertools import count
from zoneinfo import ZoneInfo

from crawler.items import Article
from crawler.ledger import Ledger

CODE_LETTERS = 6  # after the instant


def codes(article: Article) -> Iterator[str]:
    """Yield the article's code, then those to take in its place if another URL has it."""
    for attempt in count():
        seed = f"{article.canonical_url}\n{attempt}" if attempt else article.canonical_url
        yield f"ART{stamp(article)}{code_letters(seed)}"


def stamp(article: Article) -> str:
    """Return the instant of publication in the source's zone as yyMMddHHmm.

    0000 follows a day without a time; a page that says nothing has its first retrieval.
    """
    moment = article.date_published
    if moment is None:
        zone = ZoneInfo(article.timezone) if article.timezone else timezone.utc
        moment = article.retrieved.astimezone(zone)
    return moment.strftime("%y%m%d%H%M")  # a day's hours and minutes are 0000


def code_letters(seed: str) -> str:
    """Return six letters A-Z from the SHA-256 of the seed."""
    number = int.from_bytes(sha256(seed.encode("utf-8", "surrogatepass")).digest(), "big")
    chosen = ""
    while len(chosen) < CODE_LETTERS:
        number, letter = divmod(number, 26)
        chosen += chr(ord("A") + letter)
    return chosen


def code_for(url: str, code: str, ledger: Ledger) -> str:
    """Return the code, of the same instant, that an article has under another address."""
    for attempt in count():
        seed = f"{url}\n{attempt}" if attempt else url
        other = code[:-CODE_LETTERS] + code_letters(seed)
        if ledger.holder(other) is None:
            return other
    raise AssertionError("there is always a further code")
