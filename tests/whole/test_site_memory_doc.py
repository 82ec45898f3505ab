"""docs/site-memory.md shows a model as it is written."""

import json
import re

from crawler.profiles.model_document import model_text
from tests.support import ROOT
from tests.support.site_pages import model_of, signed_traces

DOC = (ROOT / "docs" / "site-memory.md").read_text("utf-8")


def test_the_model_that_is_shown_is_what_ten_pages_teach() -> None:
    shown = json.loads(re.findall(r"```json\n(.*?)```", DOC, re.S)[0])
    model = json.loads(model_text(model_of(signed_traces())))
    assert [each in model["furniture"] for each in shown["furniture"]] == [True]
    assert [each in model["places"] for each in shown["places"]] == [True]
    assert [each in model["evidence"] for each in shown["evidence"]] == [True, True]
    rest = {"furniture": [], "places": [], "evidence": []}
    assert shown | rest == model | rest
