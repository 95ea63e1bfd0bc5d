"""`python -m ledger_app`: no arguments opens the window; with arguments, the shell commands."""

from __future__ import annotations

import sys


def main() -> None:
    """Start the window or run one command."""
    if sys.argv[1:] == ["headless"]:
        from ledger_app.gui.headless import main as headless

        sys.exit(headless())
    if len(sys.argv) > 1 and not sys.argv[1].lower().endswith(".ledger"):
        from ledger_app.cli import run

        run()
    else:
        from ledger_app.gui.main import main as window

        sys.exit(window(sys.argv[1:]))


if __name__ == "__main__":
    main()
