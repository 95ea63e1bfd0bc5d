"""The database of a ledger: after anything was taken back its pages are read from the file again.

SQLite looks at a page that comes back from the journal before SQLCipher has made it readable. Once
in some thousand times what it sees of the first page passes for one, and from then on the
connection calls a file malformed that is whole. It is the same for a whole transaction, for what
was begun within one, and for a migration: all of them go through `atomic`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import sqlcipher3.dbapi2 as sqlcipher
from sqlite_utils import Database


class OwnPages(Database):
    """The database of a ledger, on the one connection that it has."""

    taken_back = False  # something, in the transaction that is still open

    @contextmanager
    def atomic(self) -> Iterator[Database]:
        """Keep everything in the block together or not at all, also within another such block."""
        try:
            with super().atomic():
                yield self
        except BaseException:
            self.taken_back = True
            raise
        finally:
            # Only outside of a transaction: pages that were given back within one are missing when
            # that is taken back.
            if self.taken_back and not self.conn.in_transaction:
                self.taken_back = False
                with suppress(sqlcipher.DatabaseError):  # why it was taken back is what is told
                    self.execute("PRAGMA shrink_memory")
