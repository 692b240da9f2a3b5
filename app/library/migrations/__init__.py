"""The steps from every older library file to the newest, one script each under `versions`."""
