"""Under what terms the city gives its data, and where the files of a set stand."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from home.languages import SUFFIXES
from home.open_data.sets import Dataset

FORMATS = ("csv", "json")


@dataclass(frozen=True)
class Terms:
    """Publisher, license and code of the city, as its settings say; names by language (ja, en, zh)."""

    publisher: dict[str, str]
    site: dict[str, str]
    license_name: str
    license_url: str
    email: str
    municipal_code: str

    @classmethod
    def of(cls, city: Any) -> "Terms":
        """From CitySettings."""

        def named(stem: str) -> dict[str, str]:
            japanese = getattr(city, f"{stem}_ja")
            return {language: getattr(city, f"{stem}_{language}") or japanese for language in SUFFIXES.values()}

        return cls(
            publisher=named("city" if city.city_ja else "name"),
            site=named("name"),
            license_name=city.data_license_name,
            license_url=city.data_license_url,
            email=city.email,
            municipal_code=city.municipal_code,
        )


def file_url(dataset: Dataset, ending: str) -> str:
    """Where a file of the set stands: `ending` is csv, json, schema.json or csv-metadata.json."""
    return f"{settings.PUBLIC_URL}/data/{dataset.name}.{ending}"


def page_url(dataset: Dataset | None = None) -> str:
    """The page about all sets, or the place on it that tells of one; also the set's identifier."""
    return f"{settings.PUBLIC_URL}/data/{f'#{dataset.name}' if dataset else ''}"
