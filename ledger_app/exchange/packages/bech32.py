"""Keys as age writes them (BIP 173): pyrage takes and gives no other form."""

from __future__ import annotations

_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_LETTERS, _CHECK = 52, 6  # 256 bits in 52 × 5, and a check


def written(prefix: str, key: bytes) -> str:
    """Return 32 bytes under a prefix, in small letters."""
    number = int.from_bytes(key, "big") << 4
    values = [number >> 5 * place & 31 for place in reversed(range(_LETTERS))]
    check = _polymod([*_stretched(prefix), *values, *[0] * _CHECK]) ^ 1
    values += [check >> 5 * place & 31 for place in reversed(range(_CHECK))]
    return f"{prefix}1" + "".join(_ALPHABET[value] for value in values)


def read(text: str) -> bytes:
    """Return the 32 bytes of a key that age wrote."""
    number = 0
    for letter in text.rpartition("1")[2][:_LETTERS]:
        number = number << 5 | _ALPHABET.index(letter)
    return (number >> 4).to_bytes(32, "big")


def _stretched(prefix: str) -> list[int]:
    return [ord(each) >> 5 for each in prefix] + [0] + [ord(each) & 31 for each in prefix]


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, term in enumerate(_GENERATOR):
            check ^= term if top >> place & 1 else 0
    return check
