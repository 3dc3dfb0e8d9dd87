"""Forms of file: told apart by what they hold, read row by row and in bulk, alike."""
