"""Hand-off files: packages going up, receipts coming down, cards of pairing. design §7."""
