"""The groups of the ``assistant`` command, and what each of their commands prints."""
