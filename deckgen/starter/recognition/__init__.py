"""What an export probably is: which table it feeds, which column is which, and how sure that is."""
