"""E-mails: the message itself, and not what it answers to."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from app.reading.document import BlockKind, Document
from app.reading.failures import OpenFailure
from tests.opening.forms.built import MORE, PROSE
from tests.opening.ways_in import opened_bytes

_HEAD = {
    "From": "Ann Example <ann@courier.example>",
    "To": "bo@sample.example",
    "Subject": "Re: The bridge",
    "Date": "Mon, 03 May 2021 23:30:00 +0200",
    "Message-ID": "<1@courier.example>",
}
_LETTER = {
    **_HEAD,
    "Subject": "What the bridge costs",
    "From": "Ann Example from The Courier <news@courier.example>",
    "List-Unsubscribe": "<https://courier.example/out>",
}


def _message(
    text: str = "", html: str = "", head: dict[str, str] | None = None, **more: str
) -> bytes:
    message = EmailMessage()
    for name, value in {**(head or _HEAD), **more}.items():
        message[name] = value
    if text or not html:
        message.set_content(text)
    if html and text:
        message.add_alternative(html, subtype="html")
    elif html:
        message.set_content(html, subtype="html")
    return bytes(message)


def _opened(content: bytes) -> Document:
    return opened_bytes(content, "message.eml")


def _raw(body: str, **head: str) -> bytes:
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in head.items())
    top = "".join(f"{name}: {value}\r\n" for name, value in _HEAD.items())
    return f"{top}{lines}\r\n{body}".encode("latin-1")


def test_a_message_has_its_subject_its_sender_and_its_day():
    document = _opened(_message(f"{PROSE}\n\n{MORE}\n"))
    assert (document.title, document.byline) == ("The bridge", "Ann Example")
    assert (document.published, document.outlet) == ("2021-05-03", "")
    assert document.text.split("\n\n") == [PROSE, MORE]
    assert document.original is not None
    assert document.original.media_type == "message/rfc822"


def test_of_two_forms_the_one_with_structure_is_read():
    html = f"<p>{PROSE}</p><ul><li>The county pays half.</li></ul>"
    document = _opened(_message("The plain form.", html))
    assert [block.kind for block in document.blocks] == [BlockKind.PARAGRAPH, BlockKind.LIST_ITEM]


def test_an_empty_form_gives_way_to_the_other():
    assert _opened(_message(PROSE, "<p> </p>")).text.strip() == PROSE
    with pytest.raises(OpenFailure, match="no text in message"):
        _opened(_message(html="<p> </p>"))


@pytest.mark.parametrize(
    "chain",
    [
        f"On Sunday, Bo Sample wrote:\n> {PROSE}\n>> Older still.\n",
        f"On Sun, 2 May 2021 at 10:00, Bo Sample\n<bo@sample.example> wrote:\n\n> {PROSE}\n",
        f"-----Original Message-----\nFrom: Bo Sample\n\n{PROSE}\n",
        f"From: Bo Sample\nSent: Sunday\nTo: Ann Example\nSubject: Bridge\n\n{PROSE}\n",
        f"Am 02.05.2021 um 10:00 schrieb Bo Sample:\n> {PROSE}\n",
        f"-- \nAnn Example\n{PROSE}\n",
    ],
)
def test_what_a_plain_message_answers_to_is_left_out(chain: str):
    document = _opened(_message(f"{MORE}\n\n{chain}"))
    assert document.text.strip() == MORE
    assert document.left_out is not None
    assert PROSE in " ".join(document.left_out)


@pytest.mark.parametrize(
    "chain",
    [
        f'<div class="gmail_quote">On Sunday, Bo wrote:<blockquote>{PROSE}</blockquote></div>',
        f'<div>On Sunday, Bo wrote:</div><blockquote type="cite"><p>{PROSE}</p></blockquote>',
        f'<div id="divRplyFwdMsg"><b>From:</b> Bo</div><div><p>{PROSE}</p></div>',
        f"<div><div><p><b>From:</b> Bo<br><b>Sent:</b> Sunday<br><b>To:</b> Ann</p></div></div>{PROSE}",
    ],
)
def test_what_a_message_answers_to_is_left_out_of_its_html(chain: str):
    document = _opened(_message(html=f"<html><body><p>{MORE}</p>{chain}</body></html>"))
    assert document.text == MORE
    assert document.left_out is not None
    assert PROSE in " ".join(document.left_out)


def test_what_was_forwarded_is_what_the_message_is_about():
    chain = f"---------- Forwarded message ----------\nFrom: Bo\nDate: Sun\nSubject: B\n\n{PROSE}\n"
    assert PROSE in _opened(_message(f"See below.\n\n{chain}", Subject="Fwd: Bridge")).text
    html = f'<div>See below.</div><div class="gmail_quote">{PROSE}</div>'
    assert PROSE in _opened(_message(html=html, head={**_HEAD, "Subject": "Fwd: Bridge"})).text


def test_a_message_that_only_quotes_is_not_emptied():
    assert PROSE in _opened(_message(f"> {PROSE}\n")).text


@pytest.mark.parametrize(
    ("sender", "byline", "outlet"),
    [
        ("Ann Example from The Courier", "Ann Example", "The Courier"),
        ("Ann Example | Courier", "Ann Example", "Courier"),
        ("The Courier", "", "The Courier"),
        ("Courier Daily", "", "Courier Daily"),
        ("The Week at Courier", "", "The Week at Courier"),
        ("Ann Example", "Ann Example", ""),
    ],
)
def test_the_sender_of_a_newsletter_is_an_outlet_or_a_person(sender: str, byline: str, outlet: str):
    head = {**_LETTER, "From": f'"{sender}" <news@courier.example>'}
    document = _opened(_message(PROSE, head=head))
    assert (document.byline, document.outlet) == (byline, outlet)


def test_a_newsletter_is_read_as_the_page_it_is():
    html = (
        "<html><head><title>Courier</title></head><body><nav><a href='https://x.example'>Home</a>"
        f"</nav><article><h1>What the bridge costs</h1><p>{PROSE}</p><p>{MORE}</p></article>"
        "<footer><p>You get this letter because you subscribed to it.</p></footer></body></html>"
    )
    document = _opened(_message("Plain form", html, head=_LETTER))
    assert document.text == f"{PROSE}\n{MORE}"
    assert (document.title, document.outlet) == ("What the bridge costs", "The Courier")


def test_attachments_and_forwarded_messages_inside_are_left_shut():
    message = EmailMessage()
    for name, value in _HEAD.items():
        message[name] = value
    message.set_content(PROSE)
    message.add_attachment(MORE, filename="notes.txt")
    message.add_attachment(b"\x00\xff", maintype="image", subtype="png", filename="a.png")
    assert _opened(bytes(message)).text.strip() == PROSE
    message.clear_content()
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="a.pdf")
    with pytest.raises(OpenFailure, match="no text in message"):
        _opened(bytes(message))


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/plain; charset=iso-8859-1", "Ca\xf1on caf\xe9: four million euros."),
        ("text/plain; charset=no-such-set", "Ca\xf1on caf\xe9: four million euros."),
        ("text/plain; charset=utf-8", "Ca\xc3\xb1on caf\xc3\xa9: four million euros."),
        ("text/plain", "Ca\xf1on caf\xe9: four million euros."),
    ],
)
def test_encodings_are_read_or_guessed(kind: str, body: str):
    document = _opened(_raw(body, Content_Type=kind))
    assert document.text == "Cañon café: four million euros."


def test_flowed_lines_are_joined_again():
    body = "The council said on \r\nMonday that it costs \r\nfour million.\r\n\r\nSo it does.\r\n"
    document = _opened(_raw(body, Content_Type="text/plain; format=flowed"))
    assert document.text.strip() == (
        "The council said on Monday that it costs four million.\n\nSo it does."
    )


def test_headers_that_make_no_sense_cost_only_themselves():
    top = (
        b"Received: from x\r\nnot a header\r\nFrom: =?utf-8?q?Ann_Ex=C3=A9mple?= <ann@\r\n"
        b"Date: never\r\nSubject: =?no-such?b?!!?= caf\xe9\r\nTo: x\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: text/plain; charset="; x\r\nContent-Transfer-Encoding: odd\r\n\r\n'
    )
    document = _opened(top + PROSE.encode())
    assert document.text == PROSE
    assert document.published == ""


def test_headers_without_end_are_cut():
    huge = _raw(PROSE, Content_Type="text/plain; " + 'a="b"; ' * 20_000, Cc="a@b.example, " * 9000)
    assert _opened(huge).text == PROSE


def test_a_message_of_a_mailbox_is_a_message():
    assert _opened(b"From ann Mon May 3 2021\n" + _message(PROSE)).title == "The bridge"


@pytest.mark.parametrize("depth", [10, 60, 1000])
def test_parts_within_parts_are_read_so_far_and_no_further(depth: int):
    opening = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(depth)
    )
    head = "".join(f"{name}: {value}\r\n" for name, value in _HEAD.items())
    content = f"{head}MIME-Version: 1.0\r\n{opening}Content-Type: text/plain\r\n\r\n{PROSE}\r\n"
    if depth == 10:
        assert _opened(content.encode()).text.strip() == PROSE
    else:
        with pytest.raises(OpenFailure):
            _opened(content.encode())
