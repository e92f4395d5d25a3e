"""The last minutes of a round: a thousand people type, fifty submit in the last second; and what the record says after."""
