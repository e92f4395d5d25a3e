"""What is attested: programs, rounds, applications, judging, decisions, certificates. Judging lives here, once."""
