"""Are captions kept, tied to their image, and nowhere else in the body?

A file is right if a caption of the page's truth stands right below the lead image, and no other
paragraph is a caption of the truth. Files hold the lead image alone, so one caption is asked for.

    python -m benchmarks.captions output/articles ../shared/corpora/i18n-dev.truth.jsonl.gz
"""

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import frontmatter

ALIKE = 0.8  # share of a caption's letters that a text must have to be it
CREDIT = 100  # letters that a photographer and an agency may add

_NO_LETTER = re.compile(r"[\W_]+")


def captions_right(truths: Path, articles: Path) -> dict[str, bool]:
    """Return for each page with captions, by its id, whether its file is right.

    truths is a corpus's NAME.truth.jsonl.gz; a page without a file is wrong.
    """
    bodies = {}
    for file in articles.rglob("*.md"):
        post = frontmatter.loads(file.read_text(encoding="utf-8"))
        bodies[_key(str(post["origin_url"]))] = post.content
    right = {}
    with gzip.open(truths, "rt", encoding="utf-8") as lines:
        for page in map(json.loads, lines):
            keys = map(_key, (*page["urls"], *page["stated_urls"]))
            if captions := page["truth"].get("captions"):
                body = next((bodies[key] for key in keys if key in bodies), "")
                right[page["id"]] = is_right(body, captions)
    return right


def is_right(body: str, captions: Sequence[str]) -> bool:
    """Return whether a caption stands right below the first image, and none in another place."""
    paragraphs = re.split(r"\n{2,}", body.strip())
    image = next((n for n, text in enumerate(paragraphs) if text.startswith("![")), len(paragraphs))
    below = paragraphs[image + 1 : image + 2]
    rest = paragraphs[:image] + paragraphs[image + 2 :]
    return any(holds(text, caption) for text in below for caption in captions) and not any(
        holds(text, caption) and holds(caption, text) for text in rest for caption in captions
    )


def holds(text: str, caption: str) -> bool:
    """Return whether the text is the caption, alone or with the photographer's name."""
    ours, theirs = _runs(text), _runs(caption)
    common = (ours & theirs).total()
    return common >= ALIKE * theirs.total() and ours.total() <= theirs.total() + CREDIT


def _runs(text: str) -> Counter[str]:
    """Return the runs of four letters: as good as words, and some scripts part no words."""
    letters = _NO_LETTER.sub("", text.casefold())
    return Counter(letters[n : n + 4] for n in range(max(1, len(letters) - 3)))


def _key(url: str) -> str:
    parts = urlsplit(url)
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}"


def main() -> None:
    """Print the pages whose captions are wrong."""
    articles, truths = map(Path, sys.argv[1:])
    right = captions_right(truths, articles)
    print(*(page for page in right if not right[page]), sep="\n")
    print(f"{sum(right.values())} of {len(right)} pages are right")


if __name__ == "__main__":
    main()
