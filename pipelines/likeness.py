"""How alike two texts are: by the share of their word sequences that both have.

Of all sequences a sample is kept, chosen by the sequence itself, so that two texts that share a
passage keep the same of it (Manber, "Finding similar files in a large file system", 1994). The
samples tell how much of the shorter text stands in the longer one; MinHash tells how much of both
together is common, which for wire copy cut to a third is little.
"""

import re
import unicodedata
from hashlib import blake2b
from itertools import accumulate
from math import sqrt
from zlib import crc32

SEQUENCE = 5  # words: a name and its title, or a stock phrase, is shorter
RATE = 8  # of so many sequences one is kept
MOST = 256  # kept of a text: some 2,000 words
LEAST = 8  # a smaller sample tells too little
# On 1,800 pairs that tests/likeness_pairs.py makes, 99.0 % of the cuts of one text are found, and
# no two reports of one event are merged.
SHARE = 0.45

_WORD = re.compile(r"[^\W_]+")
# Scripts that put no space between words: a character stands for a word, three for a sequence's.
_DENSE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def sample(text: str) -> frozenset[int]:
    """Return the sequences of a text that are kept: 64 bits each, signed, at most MOST."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    length = SEQUENCE
    if len(_DENSE.findall(text)) * 2 > len(text):
        words = list("".join(words))
        length = SEQUENCE * 3
    # The words' own checksums choose the sequences, so that only those that are kept are hashed.
    sums = list(
        accumulate((crc32(word.encode("utf-8", "surrogatepass")) for word in words), initial=0)
    )
    sequences = {
        " ".join(words[at : at + length])
        for at in range(len(words) - length + 1)
        if (sums[at + length] - sums[at]) % RATE == 0
    }
    return frozenset(sorted(map(_mark, sequences))[:MOST])


def are_alike(shared: int, size: int, other: int) -> bool:
    """Say whether texts with samples of these sizes, of which so much is shared, are one text.

    A small sample says less of its text: it has to share more, by its standard deviation.
    """
    least = min(size, other)
    return least >= LEAST and shared >= SHARE * least + sqrt(SHARE * (1 - SHARE) * least)


# What two texts share at least that are one text.
LEAST_SHARED = next(shared for shared in range(LEAST + 1) if are_alike(shared, LEAST, LEAST))


def _mark(sequence: str) -> int:
    digest = blake2b(sequence.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
