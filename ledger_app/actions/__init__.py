"""WHAT THE USER CAN DO: one verb a module; takes the open ledger, returns a result."""
