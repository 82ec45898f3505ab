"""The program as a library: an article from a page, with no crawl, no settings and no files."""

from importlib.util import find_spec
from pathlib import Path


def check_pipelines() -> None:
    """Raise ImportError if Python takes a folder of somebody else's for our `pipelines`."""
    ours = Path(__file__).resolve().parents[2] / "pipelines"
    spec = find_spec("pipelines")
    found = (spec.submodule_search_locations or [spec.origin or ""]) if spec else []
    places = list(map(str, found))
    if places and ours not in {Path(place).resolve() for place in places}:
        raise ImportError(
            f"{places[0]} hides the package of that name that news-ingestion brings ({ours}): "
            "give it another name, or put this program's folder before it on sys.path"
        )


check_pipelines()
