"""What the rest of the project must know of a spider: each spider declares it in one place."""

from dataclasses import dataclass
from typing import ClassVar, Protocol, runtime_checkable

from scrapy import Spider

from crawler.errors import UserError


@dataclass(frozen=True, kw_only=True)
class Traits:
    """How a spider differs from one that asks for some pages once."""

    comes_back: bool = False  # asks the same sites in each run, and then for what is postponed
    each_counts: bool = False  # a person has named each page: one that is gone is a failure
    is_second_look: bool = False  # at pages that were read before: what is planned for them stays
    is_rehearsal: bool = False  # of a run: the ledger and the files stay as they are
    is_offline: bool = False  # answered from saved pages: nothing goes to the network


@runtime_checkable
class HasTraits(Protocol):
    """A spider's class."""

    traits: ClassVar[Traits]


def traits_of(spider: type[Spider]) -> Traits:
    """Return what a spider declares of itself; raises UserError if it declares nothing.

    Scrapy's own, which `scrapy fetch` and `scrapy shell` run, have none of the traits.
    """
    if isinstance(spider, HasTraits):
        return spider.traits
    if spider.__module__.startswith("scrapy."):
        return Traits()
    raise UserError(f"spider {spider.name}: {spider.__qualname__} needs traits = Traits()")
