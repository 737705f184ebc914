"""What the product knows. Pure: no framework, no database, no sockets, no files, no clock."""
