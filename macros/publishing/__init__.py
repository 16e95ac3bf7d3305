"""What turns finished pages into a site that servers and browsers handle well."""
