"""What earlier runs know: the fate of URLs, the code and file of articles, the runs."""

from crawler.ledger.database.ledger_errors import DamagedLedger, LedgerError
from crawler.ledger.database.schema import Entry, Harvest, Picture, Visit
from crawler.ledger.keeper import LedgerKeeper, ledger_of
from crawler.ledger.ledger import Ledger
from crawler.ledger.opening import ledger_to_read, open_ledger

__all__ = [
    "DamagedLedger",
    "Entry",
    "Harvest",
    "Ledger",
    "LedgerError",
    "LedgerKeeper",
    "Picture",
    "Visit",
    "ledger_of",
    "ledger_to_read",
    "open_ledger",
]
