"""Column names as words that can be compared: ``AccountId``, ``account_id`` and ``Account ID``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from deckgen.starter.recognition.cells import CURRENCY_CODES
from deckgen.starter.recognition.german import WORDS as GERMAN

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_SCALE = re.compile(r"(?<!\d)(\d{1,3})\s*(?:-|–|—|to|\.\.)\s*(\d{1,3})(?!\d)")
_WORD = re.compile(r"[^\W_]+", re.UNICODE)

# People who pay have many names; exports mean the same by them.
_CUSTOMER = frozenset(
    {"account", "client", "company", "organization", "organisation", "subscriber", "acct", "cust"}
)
_SAME = {"no": "number", "nr": "number", "num": "number", "optout": "opt out", "signup": "sign up"}
_UNITS = frozenset({"cents", "cent", "minor", "in"})
_LABELS_OF_TIME = frozenset({"date", "on", "at", "day", "time", "timestamp", "datetime", "ts"})
_NOT_THE_SAME = frozenset(
    {
        "previous", "prior", "old", "last", "next", "count", "flag", "error", "preceding", "total",
        "current", "average", "avg", "first", "has", "hours", "minutes", "secs", "refund", "days",
        "email", "url", "domain", "max", "min", "new", "target", "forecast", "expected", "trial",
    }
)  # fmt: skip


def plain_words(header: str) -> tuple[str, ...]:
    """The words of a name in lower case; brackets, underscores and CamelCase are taken apart."""
    text = unicodedata.normalize("NFKC", header)
    outside = _BRACKETS.sub(" ", text)
    text = outside if _WORD.search(outside) else text
    text = re.sub(r"__c\s*$", "", text)  # Salesforce's mark of a custom field
    text = re.sub(r"IDs(?![a-z])", "Ids", text)  # one word, although it looks like CamelCase
    return tuple(word.lower() for word in _WORD.findall(_CAMEL.sub(" ", text)))


def words(header: str) -> tuple[str, ...]:
    """The words in English, with one word for the customer, and without the unit after an
    amount."""
    found = " ".join(GERMAN.get(word, word) for word in plain_words(header)).split()
    codes = {code.lower() for code in CURRENCY_CODES}
    while len(found) > 1 and found[-1] in codes | _UNITS:
        found.pop()
    named = ["customer" if word in _CUSTOMER else word for word in found]
    if len(named) > 1:
        named = [_SAME.get(word, word) for word in named]
    return tuple(" ".join(named).split())


def phrase(header: str) -> str:
    """The words as one text."""
    return " ".join(words(header))


def without_time(name: str) -> str:
    """A phrase without the words that only say that it is a date; never empty."""
    found = name.split()
    while len(found) > 1 and found[-1] in _LABELS_OF_TIME:
        found.pop()
    return " ".join(found)


def is_loosely(header: str, names: Sequence[str]) -> bool:
    """Whether a header says one of the names and a little more, nothing that changes its sense."""
    found = words(header)
    for name in names:
        wanted = tuple(name.split())
        if len(wanted[0]) < 3 and len(wanted) == 1:
            continue
        for start in range(len(found) - len(wanted) + 1):
            if found[start : start + len(wanted)] == wanted:
                rest = (*found[:start], *found[start + len(wanted) :])
                if len(rest) <= 2 and not _NOT_THE_SAME.intersection(rest):
                    return True
    return False


def scale_in(header: str) -> tuple[int, int] | None:
    """The scale that a name states: ``Rating (1-5)`` is 1 to 5."""
    found = _SCALE.search(header)
    if found is None:
        return None
    low, high = int(found[1]), int(found[2])
    return (low, high) if low < high else None


def currency_in(header: str) -> str | None:
    """The currency that a name states as a code: ``MRR (USD)``."""
    found = [word for word in re.findall(r"[A-Za-z]{3}", header) if word.upper() in CURRENCY_CODES]
    marked = [word for word in found if re.search(rf"(?<![A-Za-z]){word}(?![A-Za-z])", header)]
    return marked[-1].upper() if marked else None


def slug(text: str, otherwise: str) -> str:
    """A name for the config from any text: small letters, digits and underscores."""
    simple = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    name = "_".join(re.findall(r"[a-z0-9]+", _CAMEL.sub("_", simple).lower()))[:40].strip("_")
    if not name:
        return otherwise
    reserved = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
    return f"{otherwise}_{name}" if name[0].isdigit() or name in reserved else name
