"""The window: what the reader sees and does.

`main_window` puts the panes together and answers the actions that `actions` declares; `desk` knows
which article is open and what happens to it; `tasks` runs child processes and `background` a
thread, so that nothing here ever waits.
"""
