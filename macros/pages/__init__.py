"""The HTML that editors call from their pages, and what surrounds a page."""
