"""The Japanese formats: Django's own leaves no room between day and hour."""

DATETIME_FORMAT = "Y年n月j日 G:i"
SHORT_DATETIME_FORMAT = "Y/n/j G:i"
SHORT_DATE_FORMAT = "Y/n/j"
