"""The tests: a folder for each package of macros/, one for the whole site, one for the project."""
