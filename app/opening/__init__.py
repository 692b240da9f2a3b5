"""Make a `Document` out of whatever the reader has: a file, a web address, pasted text.

The way in is `app.opening.open`: it fetches (`network`), tells by content what there is
(`sniffing`) and hands it to plain text, `web` pages, `pdf` or the other `forms`. What comes in is untrusted: types are told by content, never by
name; nothing an article refers to is ever loaded; sizes, nesting and time are bounded; and what
cannot be opened is answered with an `OpenFailure` a reader understands.
"""
