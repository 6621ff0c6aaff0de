"""The screens of copies: export a page, import a file, read what it would do, have it done."""
