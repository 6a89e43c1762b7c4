"""One account from records to report: map every text to a row, reduce the rows to facts, judge."""
