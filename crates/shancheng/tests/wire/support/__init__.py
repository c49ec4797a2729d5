"""What the wire tests share: the demo they run against, and a terminal's side of the line."""
