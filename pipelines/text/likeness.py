"""How alike two texts are: by the share of their word sequences that both have.

Of all sequences a sample is kept, chosen by the sequence itself, so that two texts that share a
passage keep the same of it (Manber, "Finding similar files in a large file system", 1994). The
samples show how much of the shorter text stands in the longer one; MinHash shows how much of both
together is common, which for wire copy cut to a third is little.
"""

import re
import unicodedata
from hashlib import blake2b
from itertools import accumulate
from math import sqrt
from struct import unpack
from typing import NamedTuple
from zlib import crc32

SEQUENCE = 5  # words: a name and its title, or a stock phrase, is shorter
RATE = 8  # of so many sequences one is kept
MOST = 256  # kept of a text: some 2,000 words
LETTERS = 200  # a shorter text says too little: "This is a developing story."
LEAST = 8  # a smaller sample says too little
# On 1,800 pairs that benchmarks/reports.py makes, 99.0 % of the cuts of one text are found, and
# no two reports of one event are merged.
SHARE = 0.45
# Of two texts of one site: a paper repeats the background of a story below each new report of it,
# which may be the longer part; it does not print one report twice, but for another address of it.
# And of a text of few sentences, of which two may be alike by chance.
NEARLY_ALL = 0.8
SMALL = 12  # of a sample

# Scripts that put no space between words: a character stands for a word, three for a sequence's.
DENSE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")

# What separates words is found by a regular expression beyond ASCII only, and by this table within:
# that takes a third of the time.
_FOREIGN_SIGN = re.compile(r"[^\x00-\x7f\w]")
_ASCII_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())
_NO_SIGNS = bytes.maketrans(_ASCII_SIGNS, b" " * len(_ASCII_SIGNS))


class Words(NamedTuple):
    """A text's letters and digits, whatever their case."""

    words: list[bytes]  # in UTF-8; of a dense script its characters
    length: int  # of a sequence


def words_of(text: str) -> Words:
    """Return the words of a text in their order."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    encoded = _FOREIGN_SIGN.sub(" ", plain).encode()
    words = encoded.translate(_NO_SIGNS).split()
    if len(DENSE.findall(text)) * 2 <= len(text):
        return Words(words, SEQUENCE)
    characters = b"".join(words).decode()
    return Words([one.encode() for one in characters], SEQUENCE * 3)


def fingerprint(text: Words) -> int | None:
    """Return 64 bits of the text's letters and digits; None if they are too few to identify it."""
    essence = b"".join(text.words)
    if len(essence.decode()) < LETTERS:
        return None
    return int.from_bytes(blake2b(essence, digest_size=8).digest(), "big", signed=True)


def passages(text: Words) -> set[bytes]:
    """Return all sequences of a text."""
    words, length = text
    return {b" ".join(words[at : at + length]) for at in range(len(words) - length + 1)}


def sample(text: Words) -> frozenset[int]:
    """Return the sequences of a text that are kept: 64 bits each, signed, at most MOST."""
    words, length = text
    # The words' own checksums choose the sequences, so that only those that are kept are hashed.
    sums = list(accumulate(map(crc32, words), initial=0))
    sequences = {
        b" ".join(words[at : at + length])
        for at, (before, after) in enumerate(zip(sums, sums[length:], strict=False))
        if (after - before) % RATE == 0
    }
    digests = b"".join(blake2b(sequence, digest_size=8).digest() for sequence in sequences)
    return frozenset(sorted(unpack(f">{len(sequences)}q", digests))[:MOST])


def are_alike(shared: int, size: int, other: int, *, of_one_site: bool = False) -> bool:
    """Return whether texts with samples of these sizes, of which so much is shared, are one text.

    A small sample says less of its text: it has to share more, by its standard deviation.
    """
    least = min(size, other)
    share = NEARLY_ALL if of_one_site or least < SMALL else SHARE
    return least >= LEAST and shared >= share * least + sqrt(share * (1 - share) * least)


# What two texts share at least that are one text.
LEAST_SHARED = next(shared for shared in range(LEAST + 1) if are_alike(shared, LEAST, LEAST))
