"""How a resource is cited, one file a format. Each is a plain function over a `Work`."""
