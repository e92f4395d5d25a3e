"""The registration number of a qualified invoice issuer: T and thirteen digits."""

from organizations import corporate_number

# Source: 国税庁「適格請求書発行事業者公表サイト」, 登録番号の構成 (T + 法人番号; others: T + 13 digits of their own).


def normalize(typed: str) -> str:
    """T and the digits of what somebody typed: full-width letters, spaces and hyphens are read. Not validated."""
    return corporate_number.normalize(typed).upper()


def is_valid(number: str) -> bool:
    """Whether it is T and thirteen ASCII digits with the right check digit."""
    return number.startswith("T") and corporate_number.is_valid(number[1:])
