"""The ground: base pages, blocks, states, letters, uploads, search, the front door. Knows no other floor."""
