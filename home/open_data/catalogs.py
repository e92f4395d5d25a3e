"""All sets as a catalog in the words of DCAT-AP 3 (JSON-LD), which data portals harvest."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import translation

from home.languages import SUFFIXES
from home.open_data.files import written
from home.open_data.sets import Dataset, State
from home.open_data.terms import FORMATS, Terms, file_url, page_url

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
MEDIA = {"csv": "text/csv", "json": "application/json"}
FILE_TYPE = "http://publications.europa.eu/resource/authority/file-type/"
LANGUAGE = "http://publications.europa.eu/resource/authority/language/"
TAGS = {"ja": "ja", "en": "en", "zh": "zh-Hans"}
SPOKEN = [{"@id": f"{LANGUAGE}{code}"} for code in ("JPN", "ENG", "ZHO")]


def catalog(described: Iterable[tuple[Dataset, State]], terms: Terms) -> dict[str, Any]:
    """The catalog; words in the three languages, each with its tag."""
    publisher = {"@type": "foaf:Agent", "@id": f"{settings.PUBLIC_URL}/#publisher", "foaf:name": _tagged(terms.publisher)}
    license_ = {"@id": terms.license_url}
    return {
        "@context": CONTEXT,
        "@id": f"{settings.PUBLIC_URL}/data/catalog.jsonld",
        "@type": "dcat:Catalog",
        "dct:title": _tagged(terms.site),
        "dct:description": _tagged(terms.site),
        "dct:publisher": publisher,
        "dct:license": license_,
        "dct:language": SPOKEN,
        "foaf:homepage": {"@id": page_url()},
        "dcat:dataset": [_dataset(dataset, state, terms, publisher, license_) for dataset, state in described],
    }


def _dataset(dataset: Dataset, state: State, terms: Terms, publisher: Any, license_: Any) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "@id": page_url(dataset),
        "@type": "dcat:Dataset",
        "dct:identifier": page_url(dataset),
        "dct:title": _tagged(said(dataset.title)),
        "dct:description": _tagged(said(dataset.about)),
        "dct:publisher": {"@id": publisher["@id"]},
        "dct:license": license_,
        "dct:language": SPOKEN,
        "dcat:landingPage": {"@id": page_url(dataset)},
        "dcat:distribution": [_distribution(dataset, form, license_) for form in FORMATS],
    }
    if state.changed:
        facts["dct:modified"] = {"@type": "xsd:dateTime", "@value": written(state.changed)}
    if terms.email:
        facts["dcat:contactPoint"] = {
            "@type": "vcard:Organization",
            "vcard:fn": terms.publisher["ja"],
            "vcard:hasEmail": {"@id": f"mailto:{terms.email}"},
        }
    return facts


def _distribution(dataset: Dataset, form: str, license_: Any) -> dict[str, Any]:
    described = "schema.json" if form == "json" else "csv-metadata.json"
    return {
        "@id": file_url(dataset, form),
        "@type": "dcat:Distribution",
        "dct:title": _tagged({code: f"{title} ({form.upper()})" for code, title in said(dataset.title).items()}),
        "dct:license": license_,
        "dct:format": {"@id": f"{FILE_TYPE}{form.upper()}"},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{MEDIA[form]}"},
        "dcat:accessURL": {"@id": page_url(dataset)},
        "dcat:downloadURL": {"@id": file_url(dataset, form)},
        "dct:conformsTo": {"@id": file_url(dataset, described)},
    }


def said(words: Any) -> dict[str, str]:
    """The words in each language, by the suffix of its columns."""
    found = {}
    for code, suffix in SUFFIXES.items():
        with translation.override(code):
            found[suffix] = str(words)
    return found


def _tagged(words: dict[str, str]) -> list[dict[str, str]]:
    return [{"@language": TAGS[code], "@value": text} for code, text in words.items() if text]
