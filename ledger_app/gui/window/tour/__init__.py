"""Ten minutes on the demo: a step at a time, under the page, and it sees what was done."""
