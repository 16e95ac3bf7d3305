"""The tests: a folder for each package of macros/ but cards (in pages), one for the whole site, one for the project."""
