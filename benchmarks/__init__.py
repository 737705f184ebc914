"""How fast is it, against the same kind of work on a bare server? ``python -m benchmarks`` says so."""
