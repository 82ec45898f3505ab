"""docs/site-memory.md shows a model as it is written."""

import json
import re

from crawler.profiles.model_files import model_text
from tests.support import ROOT
from tests.support.site_pages import model_of, traces, with_promo

DOC = (ROOT / "docs" / "site-memory.md").read_text("utf-8")


def test_the_model_that_is_shown_is_what_ten_pages_teach() -> None:
    shown = json.loads(re.findall(r"```json\n(.*?)```", DOC, re.S)[0])
    model = json.loads(model_text(model_of(traces(with_promo))))
    assert [each in model["furniture"] for each in shown["furniture"]] == [True]
    assert [each in model["places"] for each in shown["places"]] == [True]
    rest = {"furniture": [], "places": []}
    assert shown | rest == model | rest
