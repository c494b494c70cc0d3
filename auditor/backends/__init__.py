"""What models must offer; nothing heavy is imported before it is used."""
