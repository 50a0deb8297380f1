"""The metrics: one file each, in the folder of its section; ``bases`` are what they count."""
