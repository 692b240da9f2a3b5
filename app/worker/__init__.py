"""Child processes for what is long or untrusted.

One child analyses, another opens, imports and exports; each is a plain process that reads jobs
from its input and writes events to its output, one JSON object a line. Killing it is always safe.
"""
