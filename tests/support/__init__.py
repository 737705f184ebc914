"""What the tests stand on: real services from packages, a mail sink, a browser, the product as a process."""
