"""The `sayso` command: a window, or one of the headless commands."""

from __future__ import annotations

import sys

from app import cli
from app.reading.failures import Failure


def main() -> None:
    """Run the command line and exit with its status."""
    try:
        wanted = cli.parse(sys.argv[1:])
        if wanted.command is None:
            from app import bootstrap  # noqa: PLC0415 (loads Qt, which no other command may)

            status = bootstrap.open_window(wanted.sources, wanted.library)
        else:
            status = cli.run(wanted)
    except Failure as failure:
        print(f"sayso: {failure}", file=sys.stderr)
        status = 1
    except KeyboardInterrupt:
        status = 130
    sys.exit(status)


if __name__ == "__main__":
    main()
