"""What is shown: the public register and catalog. Facts are read from certificates; entries add words and pictures."""
