"""What earlier runs know: the fate of URLs, the code and file of articles, the runs."""

from crawler.ledger.errors import DamagedLedger, LedgerError
from crawler.ledger.keeper import LedgerKeeper, agenda_of, ledger_of
from crawler.ledger.ledger import Ledger
from crawler.ledger.tables import Entry, Harvest, Picture, Visit

__all__ = [
    "DamagedLedger",
    "Entry",
    "Harvest",
    "Ledger",
    "LedgerError",
    "LedgerKeeper",
    "Picture",
    "Visit",
    "agenda_of",
    "ledger_of",
]
