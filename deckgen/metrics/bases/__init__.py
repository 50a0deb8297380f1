"""The relations that metrics count: one file each, with the components made from it."""
