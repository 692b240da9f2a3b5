"""The domain: what an article is, and what can be marked in it.

Frozen values and pure functions on the standard library alone, so that every other package may
import this one and none of them has to be imported by it. Offsets are Unicode code points into
`Document.text`, half open.
"""
