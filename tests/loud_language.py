"""A language for tests, in which all that is said can be told from what is kept."""

import gettext
import re

NAMES = re.compile(r"(\{\w+\})")
"""What is put into a text: it stays as it is."""


class Loud(gettext.NullTranslations):
    """A language that says everything in capitals."""

    def gettext(self, message):
        parts = NAMES.split(message)
        return "".join(part if NAMES.fullmatch(part) else part.upper() for part in parts)

    def ngettext(self, msgid1, msgid2, n):
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context, message):
        return self.gettext(message)
