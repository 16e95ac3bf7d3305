"""Tests of macros/publishing."""
