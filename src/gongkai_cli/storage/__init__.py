"""Files: the plan, the ledger, the derived index, and the registry that joins them."""
