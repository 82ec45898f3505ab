"""The ledger's database: its tables, versions, connection, lock and errors."""
