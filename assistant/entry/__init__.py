"""The doors: pages, REST, sockets. They parse, authorise, call one service and publish what it committed."""
