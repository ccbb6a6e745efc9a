"""The forms that names and numbers must have, and what to say to someone who wrote another."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Form:
    """A form of text.

    Attributes:
        pattern: the regular expression of the whole text.
        what: what a text of this form is, with its article.
        example: one.
        repair: what somebody who wrote another form most likely meant.
    """

    pattern: str
    what: str
    example: str
    repair: Callable[[str], str] = str

    def hint(self, text: str) -> str:
        """What to write instead of `text`."""
        meant = self.repair(text)
        if re.search(self.pattern, meant):
            return f"Did you mean {meant}?"
        return f"Write it as {self.example}."


def _as_name(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


NAME = Form(
    r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
    "a name: lower-case words and hyphens",
    "quay-gateway",
    _as_name,
)
WORD = Form(
    r"^[a-z]+(_[a-z]+)*$",
    "a word of the taxonomy: lower-case letters and underscores",
    "gait",
    lambda text: re.sub(r"[^a-z]+", "_", text.lower()).strip("_"),
)
COUNTRY = Form(r"^[A-Z]{2}$", "the two letters of a country", "DE", str.upper)
ACCOUNT = Form(r"^[0-9]{12}$", "the twelve digits of an AWS account", '"111122223333"')
OBJECTIVE = Form(r"^SOV-[1-8]$", "a sovereignty objective", "SOV-2", str.upper)
VERSION = Form(r"^[0-9]+(\.[0-9]+){1,2}$", "a version", '"2.17"')
KEYRING = Form(r"^[A-Za-z0-9_-][A-Za-z0-9._-]*\.gpg$", "the name of a keyring file", "updates.gpg")
PACKAGE = Form(r"^[a-z0-9][a-z0-9+.-]+$", "the name of a package", "openssh-server", str.lower)
FORMS = {
    form.pattern: form
    for form in (NAME, WORD, COUNTRY, ACCOUNT, OBJECTIVE, VERSION, KEYRING, PACKAGE)
}
