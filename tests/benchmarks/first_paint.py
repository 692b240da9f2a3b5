"""The program as it is started, up to its first paint; prints JSON.

`LIBRARY` is opened. What is printed are the moment of the first paint, on the system-wide monotonic
clock, and which heavy packages were loaded by then. Nothing is loaded that the program itself does
not load: that would count.
"""

import sys
import time

from app import __main__, bootstrap

make_window = bootstrap.make_window


def watched(sources, library):  # type: ignore[no-untyped-def] # as the other, whose types cost time
    """Make the window and have its first paint end the program."""
    application, window = make_window(sources, library)

    def painted() -> None:
        at = time.monotonic()
        loaded = sorted({"spacy", "sqlalchemy"} & set(sys.modules))
        import json

        print(json.dumps({"at": at, "loaded": loaded}))
        window.close()
        application.quit()

    window.first_painted.connect(painted)
    return application, window


if __name__ == "__main__":
    bootstrap.make_window = watched
    sys.argv[1:] = ["--library", sys.argv[1]]
    __main__.main()
