"""Papers beside the resident identity card, told by the shape of their numbers."""

from __future__ import annotations

import re

from ledger_app.catalogue.meanings import IdPaper
from ledger_app.domain.identity import normalise_id

# Shapes as issued: 港澳 permits H/M and 8 (older: 10) digits, Taiwan permits 8 digits, older ones
# 10 digits and a letter; a passport of China E, G or D with 8 characters; 3 letters and 12 digits
# on the older card of a foreign permanent resident.
_PAPERS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile("H[0-9]{8}(?:[0-9]{2})?"), "港澳居民来往内地通行证（香港）", IdPaper.HONG_KONG),
    (re.compile("M[0-9]{8}(?:[0-9]{2})?"), "港澳居民来往内地通行证（澳门）", IdPaper.MACAO),
    (re.compile(r"[A-Z]{1,2}[0-9]{6}\([0-9A]\)"), "香港身份证", IdPaper.HONG_KONG),
    (re.compile(r"[157]/?[0-9]{6}/?\([0-9]\)"), "澳门身份证", IdPaper.MACAO),
    (
        re.compile(r"[0-9]{8}|[0-9]{10}\([A-Z]\)|T[0-9]{8}"),
        "台湾居民来往大陆通行证",
        IdPaper.TAIWAN,
    ),
    (re.compile("[A-Z]{3}[0-9]{12}"), "外国人永久居留身份证", IdPaper.PERMANENT_RESIDENT),
    (re.compile("[EGD][0-9]{8}|E[A-Z][0-9]{7}"), "中国护照", IdPaper.PASSPORT),
    (re.compile("[A-Z]{1,2}[0-9]{6,8}"), "护照", IdPaper.PASSPORT),
)
_RESIDENCE = {"81": "香港", "82": "澳门", "83": "台湾"}


def paper_of(text: str) -> tuple[str, str]:
    """Return name and code (id_type) of the paper a number is shaped like, ("", "") for none."""
    number = normalise_id(text)
    for shape, name, code in _PAPERS:
        if shape.fullmatch(number):
            return name, code
    return "", ""


def residence_permit(number: str) -> str:
    """Return whose residence permit a number of 18 characters is (港澳台居民居住证), or ""."""
    place = _RESIDENCE.get(number[:2], "") if len(number) == 18 else ""
    return f"{place}居民居住证" if place else ""
