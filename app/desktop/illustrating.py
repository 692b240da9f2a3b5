"""Shows the pictures of the open article: those that were kept, and others when asked for."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QBuffer, QByteArray, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from app.desktop.background import Background
from app.desktop.desk import Desk
from app.desktop.notice import Notice
from app.desktop.reader import ReaderPane
from app.desktop.sheet import Sheet
from app.language import tr
from app.reading.document import Picture
from app.reading.pictures import PictureFile, is_embedded
from app.rendering.illustrations import TALLEST, Decoded
from app.settings import Settings

LARGEST = 192
"""Megabytes one picture may take while it is decoded."""


class Illustrating(QObject):
    """Fetches nothing unless the reader has asked: for this article, or for all in the settings."""

    toasted = Signal(object)  # Notice

    def __init__(self, desk: Desk, reader: ReaderPane, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._reader, self._settings = desk, reader, settings
        self._decoder = Background("pictures", self)
        self._files: dict[str, PictureFile] = {}
        self._unkept: dict[str, PictureFile] = {}
        self._sheet: Sheet | None = None
        self._pictures: tuple[Picture, ...] = ()  # as they stand in the text
        self._known = False  # whether the library has said what it keeps
        self._asked = False
        desk.shown.connect(self._shown)
        desk.taken.connect(self._taken)
        desk.left.connect(self._leave)
        desk.pictures.fetched.connect(self._fetched)
        desk.pictures.failed.connect(self._failed)
        reader.pictures_wanted.connect(self.show)
        settings.watch(self._set)
        QImageReader.setAllocationLimit(LARGEST)

    def show(self) -> None:
        """Fetch the pictures of the open article that are not there yet."""
        sheet = self._desk.sheet
        if sheet is None:
            return
        if not sheet.document.pictures:
            self.toasted.emit(Notice(tr("This article has no pictures.")))
        elif self._settings["pictures"] == "never":
            self.toasted.emit(Notice(tr("Pictures are turned off in the settings.")))
        elif not self._lacking(sheet):
            self.toasted.emit(Notice(tr("All pictures of this article are shown.")))
        else:
            self._asked = True
            self._fetch()

    def finish(self) -> None:
        """Decode nothing more."""
        self._decoder.finish()

    # The article

    def _shown(self, sheet: Sheet) -> None:
        self._leave()
        self._sheet, self._pictures = sheet, sheet.document.pictures
        if self._settings["pictures"] != "never" and sheet.document.pictures:
            self._look_up(sheet)

    def _leave(self) -> None:
        self._desk.pictures.stop()
        self._sheet, self._known, self._asked = None, False, False
        self._files, self._unkept = {}, {}
        self._reader.illustrations.clear()

    def _look_up(self, sheet: Sheet) -> None:
        """Show what the library keeps of the pictures, then fetch the others where that is wanted."""
        if sheet.id is None:
            self._have(sheet, sheet.files)
            return
        reading = sheet.id
        self._desk.library.ask(
            lambda library: library.pictures.of(reading),
            lambda files: self._have(sheet, files),
            lambda _failure: self._have(sheet, ()),
        )

    def _have(self, sheet: Sheet, files: Iterable[PictureFile]) -> None:
        if sheet is not self._sheet:
            return
        self._known = True
        self._files |= {file.address: file for file in files}
        self._show_files()
        if self._asked or self._settings["pictures"] == "always":
            self._fetch()

    def _taken(self, sheet: Sheet) -> None:
        """Keep what was fetched before the library had the article, or show what it has."""
        if sheet is not self._sheet or self._settings["pictures"] == "never":
            return
        unkept, self._unkept = tuple(self._unkept.values()), {}
        self._desk.pictures.keep(sheet, unkept)
        if sheet.document.pictures != self._pictures:
            # The library knows the article, and other pictures of it.
            self._pictures = sheet.document.pictures
            self._reader.set_text(sheet.document, self._reader.place(), sheet.illustrated)
        if self._pictures:
            self._look_up(sheet)

    def _set(self, name: str) -> None:
        sheet = self._desk.sheet
        if name in ("zoom", "column"):
            self._show_files()
        elif name == "pictures" and sheet is not None and sheet.document.pictures:
            never = self._settings["pictures"] == "never"
            composition = sheet.composition if never else sheet.illustrated
            self._leave()
            self._reader.set_text(sheet.document, self._reader.place(), composition)
            self._shown(sheet)

    # Fetching

    def _lacking(self, sheet: Sheet) -> list[str]:
        wanted = dict.fromkeys(picture.address for picture in sheet.document.pictures)
        lacking = [address for address in wanted if address not in self._files]
        return [address for address in lacking if not is_embedded(address)]

    def _fetch(self) -> None:
        sheet = self._sheet
        if sheet is None or not self._known or self._desk.pictures.is_running():
            return
        lacking = self._lacking(sheet)
        if not lacking:
            return
        taken = sum(len(file.content) for file in self._files.values())
        self._desk.pictures.fetch(sheet, lacking, taken)
        self._reader.illustrations.expect(lacking)
        self._reader.pictures_changed()

    def _fetched(self, sheet: Sheet, file: PictureFile) -> None:
        if sheet is not self._sheet:
            return
        self._files[file.address] = file
        if sheet.id is None:
            self._unkept[file.address] = file
        self._decode(file)

    def _failed(self, sheet: Sheet, addresses: list[str]) -> None:
        if sheet is self._sheet:
            self._reader.illustrations.miss(addresses)
            self._reader.pictures_changed()

    # Decoding

    def _show_files(self) -> None:
        for file in self._files.values():
            self._decode(file)

    def _decode(self, file: PictureFile) -> None:
        style, sheet = self._reader.style_of_text, self._sheet
        ratio = self._reader.devicePixelRatioF()
        most = QSize(
            round(style.column * style.scale * ratio), round(TALLEST * style.scale * ratio)
        )

        def done(decoded: Decoded | None) -> None:
            if sheet is not self._sheet:
                return
            if decoded is None:
                self._reader.illustrations.miss([file.address])
            else:
                self._reader.illustrations.show(file.address, decoded)
            self._reader.pictures_changed()

        self._decoder.call(lambda: decoded_of(file, most, style.scale * ratio), done)


def decoded_of(file: PictureFile, most: QSize, scale: float) -> Decoded | None:
    """Return a picture as large as it is drawn, upright; None for what cannot be decoded.

    It is drawn `scale` times as large as it came, and no larger than `most`.
    """
    data = QByteArray(file.content)
    buffer = QBuffer()
    buffer.setData(data)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(file.media_type.removeprefix("image/").encode()))
    reader.setAutoTransform(True)
    size = reader.size()
    turned = bool(reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90)
    natural = size.transposed() if turned else size
    if not natural.isValid() or natural.isEmpty():
        return None
    wanted = QSize(max(1, round(natural.width() * scale)), max(1, round(natural.height() * scale)))
    if wanted.width() > most.width() or wanted.height() > most.height():
        wanted = natural.scaled(most, Qt.AspectRatioMode.KeepAspectRatio)
    if wanted.width() < natural.width():
        reader.setScaledSize(wanted.transposed() if turned else wanted)
    image = reader.read()
    if image.isNull():
        return None
    form = QImage.Format.Format_RGB32
    if image.hasAlphaChannel():
        form = QImage.Format.Format_ARGB32_Premultiplied
    return Decoded(image.convertToFormat(form), natural)
