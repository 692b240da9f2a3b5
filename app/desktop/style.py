"""The window's colours and shapes, derived from the theme's tokens."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from app.rendering.palette import Theme

ROLES = {
    QPalette.ColorRole.Window: "panel",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "field",
    QPalette.ColorRole.AlternateBase: "panel",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.PlaceholderText: "ink3",
    QPalette.ColorRole.Button: "panel",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.BrightText: "onaccent",
    QPalette.ColorRole.Highlight: "select",
    QPalette.ColorRole.HighlightedText: "ink",
    QPalette.ColorRole.ToolTipBase: "field",
    QPalette.ColorRole.ToolTipText: "ink",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Light: "field",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "line2",
    QPalette.ColorRole.Shadow: "line2",
}

SHEET = """
QMainWindow, QDialog {{ background: {panel}; }}
QToolTip {{ background: {field}; color: {ink}; border: 1px solid {line}; padding: 4px 6px;
    font-size: 12px; }}

QMenuBar {{ background: {chrome}; border: none; border-bottom: 1px solid {line}; padding: 2px 4px;
    spacing: 0; }}
QMenuBar::item {{ background: transparent; color: {ink2}; padding: 3px 8px; border-radius: 6px; }}
QMenuBar::item:selected {{ background: {hover}; color: {ink}; }}
QMenu {{ background: {field}; border: 1px solid {line}; padding: 4px; }}
QMenu::item {{ padding: 4px 27px 4px 11px; border: 1px solid transparent; border-radius: 6px;
    background: transparent; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::item:selected {{ background: {sel}; border-color: {line2}; }}
QMenu::item:disabled {{ color: {ink3}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 8px; }}

QStatusBar {{ background: {chrome}; border-top: 1px solid {line}; }}
QStatusBar::item {{ border: none; }}
QStatusBar QLabel {{ color: {ink2}; font-size: 12px; padding: 0 8px; }}
#savedCheck {{ padding: 0; }}
#savedText {{ padding: 0 8px 0 0; }}
QStatusBar QLabel[tone="ok"] {{ color: {ok}; }}
QStatusBar QLabel[tone="claim"] {{ color: {claimL}; }}
QStatusBar QLabel[tone="bad"] {{ color: {bad}; }}

QSplitter {{ background: {panel}; }}
QSplitter::handle {{ background: {line}; }}
#libraryPane, #inspector {{ background: {panel}; }}
#inspector[over="true"] {{ border-left: 1px solid {line2}; }}
#libraryPane[over="true"] {{ border-right: 1px solid {line2}; }}
#readingPane, #readingPane QStackedWidget {{ background: {paper}; }}
QTextBrowser {{ background: {paper}; color: {ink}; border: none; }}
#readingHead {{ background: {paper}; border-bottom: 1px solid {line}; }}
#inspectorHead {{ background: {panel}; border-bottom: 1px solid {line}; }}
#shelves {{ border-bottom: 1px solid {line}; padding: 4px 0; }}
#tagList {{ border: 1px solid {line}; background: {field}; }}
#queryHelp {{ background: {panel}; border: 1px solid {line2}; }}
#paneFoot {{ background: {panel}; border-top: 1px solid {line}; }}
#groupHead {{ background: {panel}; border-bottom: 1px solid {line}; border-top: 1px solid {line}; }}

QLineEdit, QPlainTextEdit {{ background: {field}; border: 1px solid {line2}; border-radius: 7px;
    padding: 0 6px; selection-background-color: {select};
    selection-color: {ink}; }}
QPlainTextEdit {{ padding: 4px; }}
QLineEdit:focus, QPlainTextEdit:focus {{ border: 2px solid {accent}; padding: 0 5px; }}
QPlainTextEdit:focus {{ padding: 3px; }}
QSpinBox {{ background: {field}; border: 1px solid {line2}; border-radius: 7px; padding: 0 6px;
    selection-background-color: {select}; selection-color: {ink}; }}
QSpinBox:focus {{ border: 2px solid {accent}; padding: 0 5px; }}
QSpinBox QLineEdit, QSpinBox QLineEdit:focus {{ border: none; padding: 0; background: transparent; }}

QLineEdit[fact="true"], QPlainTextEdit[fact="true"] {{ background: transparent;
    border: 1px solid transparent; border-bottom-color: {line2}; border-radius: 0;
    padding: 0 3px; }}
QLineEdit[fact="true"]:hover, QPlainTextEdit[fact="true"]:hover {{ background: {hover}; }}
QLineEdit[fact="true"]:focus, QPlainTextEdit[fact="true"]:focus {{ background: {field};
    border: 2px solid {accent}; border-radius: 6px; padding: 0 2px; }}
QLineEdit[fact="true"]:read-only, QPlainTextEdit[fact="true"]:read-only {{
    border-bottom-color: transparent; }}
QLineEdit[fact="true"]:read-only:focus {{ border: 2px solid {accent}; background: transparent; }}
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] {{ border-bottom-color: {bad}; }}
#detailsBody {{ background: {panel}; }}
QPushButton[chip="true"] {{ background: transparent; border: 1px solid {line2};
    border-radius: 13px; min-height: 24px; padding: 0 25px 0 11px; font-size: 12px;
    text-align: left; }}
QPushButton[chip="true"]:hover {{ background: {hover}; }}
QPushButton[chip="true"]:focus {{ border: 2px solid {accent}; min-height: 22px;
    padding: 0 24px 0 10px; }}

QLineEdit QToolButton {{ border: none; padding: 0; min-width: 0; min-height: 0;
    background: transparent; }}

QPushButton {{ background: {field}; border: 1px solid {line2}; border-radius: 6px;
    padding: 0 12px; min-height: 26px; }}
QPushButton:hover {{ background: {hover}; }}
QPushButton:pressed {{ background: {sel}; }}
QPushButton:focus {{ border: 2px solid {accent}; padding: 0 11px; min-height: 24px; }}
QPushButton:disabled {{ color: {ink3}; border-color: {line}; }}
QPushButton[choice="true"] {{ padding-right: 26px; text-align: left; }}
QPushButton[choice="true"]:focus {{ padding-right: 25px; }}
#markEditor QPushButton[choice="true"], #detailsBody QPushButton[choice="true"] {{
    padding-left: 8px; }}
#markEditor QPushButton[choice="true"]:focus, #detailsBody QPushButton[choice="true"]:focus {{
    padding-left: 7px; }}
QPushButton[primary="true"] {{ background: {accent}; color: {onaccent};
    border: 1px solid {accent}; }}
QPushButton[primary="true"]:hover {{ background: {src}; }}
QPushButton[primary="true"]:disabled {{ background: {line}; border-color: {line};
    color: {ink3}; }}
QPushButton[primary="true"]:focus {{ border: 2px solid {ink}; }}
QPushButton[link="true"] {{ background: transparent; border: none; color: {accent};
    padding: 0 4px; }}
QPushButton[link="true"]:hover {{ text-decoration: underline; }}
QPushButton[link="true"]:focus {{ border: 2px solid {accent}; padding: 0 2px; }}

QPushButton[head="true"] {{ background: transparent; border: none; color: {ink2};
    padding: 0 6px; text-align: left; font-size: 11.5px; font-weight: 600; }}
QPushButton[head="true"]:hover {{ background: {hover}; color: {ink}; }}
QPushButton[head="true"]:focus {{ border: 2px solid {accent}; padding: 0 4px; }}
QPushButton[flat="true"] {{ background: transparent; border: 1px solid transparent;
    color: {ink2}; font-size: 12px; min-height: 22px; padding-left: 5px; }}
QPushButton[flat="true"]:hover {{ background: {hover}; }}
QPushButton[flat="true"]:focus {{ border: 2px solid {accent}; min-height: 20px;
    padding-left: 4px; }}
QPushButton[offer="true"] {{ font-size: 12px; min-height: 22px; padding: 0 9px; }}

QToolButton {{ background: transparent; border: 2px solid transparent; border-radius: 6px;
    padding: 3px; min-width: 20px; min-height: 20px; }}
QToolButton:hover {{ background: {hover}; }}
QToolButton:pressed, QToolButton:checked {{ background: {sel}; }}
QToolButton:focus {{ border-color: {accent}; }}
QToolButton::menu-indicator {{ image: none; width: 0; }}

QSlider::groove:horizontal {{ background: {line2}; height: 4px; border-radius: 2px; }}
QSlider::sub-page:horizontal {{ background: {accent}; border-radius: 2px; }}
QSlider::handle:horizontal {{ background: {field}; border: 2px solid {accent}; width: 14px;
    margin: -7px 0; border-radius: 9px; }}
QSlider::handle:horizontal:focus {{ background: {accent}; border-color: {ink}; }}

QListView {{ background: {panel}; border: none; }}
#markEditor {{ background: {field}; border: 1px solid {line2}; border-radius: 10px; }}
#inspector QListView {{ border-top: 1px solid {line}; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {line}; border-radius: 4px; min-height: 28px;
    margin: 1px 2px; }}
QScrollBar::handle:vertical:hover {{ background: {line2}; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; }}
QScrollBar::handle:horizontal {{ background: {line}; border-radius: 4px; margin: 2px 1px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
    background: transparent; border: none; width: 0; height: 0; }}

QTableView {{ background: {field};
    border: 1px solid {line}; border-radius: 6px; outline: none;
    selection-background-color: {sel}; selection-color: {ink}; }}
QTableView::item {{ border-bottom: 1px solid {line}; padding: 0 8px; }}
QTableView::item:selected {{ background: {sel}; }}
QHeaderView {{ background: {hover}; border: none; border-top-left-radius: 6px;
    border-top-right-radius: 6px; }}
QHeaderView::section {{ background: transparent; color: {ink2}; border: none;
    border-bottom: 1px solid {line}; padding: 0 11px; font-size: 11.5px; font-weight: 600; }}

QLabel {{ background: transparent; }}
QLabel[quiet="true"] {{ color: {ink3}; font-size: 12px; }}
QLabel[second="true"] {{ color: {ink2}; font-size: 12px; }}
QLabel[head="true"] {{ color: {ink2}; font-size: 11.5px; font-weight: 600; }}
QLabel[title="true"] {{ font-size: 17px; font-weight: 600; }}
QLabel[trouble="true"] {{ color: {bad}; font-size: 12px; }}
QLabel[strong="true"] {{ font-weight: 500; }}

QProgressBar {{ background: {line}; border: none; border-radius: 3px; max-height: 6px;
    min-height: 6px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}
#exportPreview {{ background: {chrome}; border-left: 1px solid {line}; }}
#exportPreview QPlainTextEdit {{ border: none; border-radius: 0; padding: 12px; }}
#exportOptions, #exportOptions > QWidget > QWidget {{ background: {panel}; }}
#progressStrip {{ background: {chrome}; border-top: 1px solid {line}; }}
#toast {{ background: {ink}; border-radius: 7px; }}
#toast QLabel {{ color: {paper}; }}
#toast QPushButton {{ background: transparent; border: none; color: {paper}; font-weight: 600;
    text-decoration: underline; padding: 0 6px; }}
#toast QPushButton:focus {{ border: 2px solid {paper}; padding: 0 4px; }}
"""


CONTRAST = """
QProgressBar {{ background: {paper}; border: 1px solid {ink}; }}
QSlider::groove:horizontal {{ background: {paper}; border: 1px solid {ink}; height: 4px; }}
QPushButton[primary="true"]:disabled {{ background: {field}; border: 1px dashed {line2};
    color: {ink3}; }}
QPushButton:disabled {{ border: 1px dashed {line2}; }}
"""
"""What is different where hairlines are black: they are no ground for anything."""


def palette_of(theme: Theme) -> QPalette:
    """Return Qt's palette in the colours of the theme."""
    palette = QPalette()
    for role, token in ROLES.items():
        palette.setColor(role, theme.color(token))
    for role in (
        QPalette.ColorRole.Text,
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.ButtonText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.color("ink3"))
    return palette


def sheet_of(theme: Theme) -> str:
    """Return the style sheet in the colours of the theme."""
    sheet = SHEET + CONTRAST if theme.is_contrast else SHEET
    return sheet.format(**theme.values)


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """Return a colour between two; `share` 0 is the first, 1 the second."""
    return QColor.fromRgbF(
        *(
            a + (b - a) * share
            for a, b in zip(one.getRgbF()[:3], other.getRgbF()[:3], strict=True)  # type: ignore[index] # the stub says object
        )
    )
