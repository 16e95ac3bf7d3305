"""The tree of nodes from which papers and the book are drawn."""
