"""What people and machines run from the command line: set-up, tests, the stack, measurements."""
