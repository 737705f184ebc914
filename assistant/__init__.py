"""A support assistant for a shop's Contact Us page, and the ticket queue that keeps its promises."""

__version__ = "0.1.0"
