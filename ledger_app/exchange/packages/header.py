"""What stands at the head of a package: the values are of domain, a store keeps them, too."""

from __future__ import annotations

from ledger_app.domain.merging.header import FORMAT as FORMAT
from ledger_app.domain.merging.header import Header as Header
from ledger_app.domain.merging.header import Known as Known
from ledger_app.domain.merging.header import PackageKind as PackageKind
