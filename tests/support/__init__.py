"""What several test folders share: package checks, validators, programs that may be missing."""
