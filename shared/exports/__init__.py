"""Files for people: tables as spreadsheets read them, written page by page."""
