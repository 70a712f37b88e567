"""Files that partners bring: read as tables of text, mapped to fields, answered with one kind of summary."""
