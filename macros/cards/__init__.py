"""The card that others show of a link to a page, and its picture."""
