"""What the menus and the colours are called."""

from __future__ import annotations

from app.language import later

MENUS = (
    later("File"),
    later("Edit"),
    later("View"),
    later("Reading"),
    later("Marks"),
    later("Library"),
    later("Help"),
)
THEME_NAMES = {
    "system": later("System colours"),
    "light": later("Light"),
    "sepia": later("Sepia"),
    "dark": later("Dark"),
    "contrast": later("High contrast"),
}
