"""一生一档: one file per child, for preventing dropout, offline."""

__version__ = "0.7.0"
