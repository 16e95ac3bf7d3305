"""Functions of a record and a language that return text or bytes. They open no file of `data/`."""
