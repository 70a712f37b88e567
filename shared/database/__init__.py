"""How Shidra speaks to PostgreSQL: pools, statements compiled once, migrations, the embedded server."""
