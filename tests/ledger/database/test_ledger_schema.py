"""The ledger's tables and the Python values of their rows say the same."""

from dataclasses import fields
from typing import Any

import pytest
from sqlalchemy import Table

from crawler.ledger.database.schema import Entry, Picture, articles, images


@pytest.mark.parametrize(("table", "row"), [(articles, Entry), (images, Picture)])
def test_each_column_is_in_the_row(table: Table, row: Any) -> None:
    columns = {column.name for column in table.columns}
    assert columns == {"key", *(field.name for field in fields(row))}
