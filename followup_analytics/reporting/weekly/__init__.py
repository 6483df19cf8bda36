"""The weekly report: numbers first (`numbers`), then words (`sections`), then a thin renderer for each kind of file."""
