"""The knowledge folder on disk: read, checked, kept up to date, and its texts made safe to show."""
