"""WHERE a student file is kept: the encrypted SQLite file, its history, search, backups.

sqlite-utils catches `sqlite3.OperationalError`, while sqlcipher3 raises its own; naming sqlcipher3
as `pysqlite3` before sqlite-utils is first imported makes both speak of the same classes.
"""

import sys

import sqlcipher3.dbapi2 as _sqlcipher

sys.modules["pysqlite3"] = _sqlcipher
sys.modules["pysqlite3.dbapi2"] = _sqlcipher
