"""Taking lists in: from what people keep in spreadsheets to statements that a device signs."""
