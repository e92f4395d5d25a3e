"""Sets of open data, and how they are written as files. Each app offers its own in its module `datasets`, as DATASETS."""
