"""Checks workbooks against the published schemas (`README.md` beside this says which)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

_SCHEMAS = Path(__file__).with_name("office_open_xml.zip")
_OFFICE = "http://schemas.openxmlformats.org"
_ALL = {
    "xml.xsd": "http://www.w3.org/XML/1998/namespace",
    "sml.xsd": f"{_OFFICE}/spreadsheetml/2006/main",
    "dml-main.xsd": f"{_OFFICE}/drawingml/2006/main",
    "dml-chart.xsd": f"{_OFFICE}/drawingml/2006/chart",
    "dml-spreadsheetDrawing.xsd": f"{_OFFICE}/drawingml/2006/spreadsheetDrawing",
    "shared-documentPropertiesExtended.xsd": f"{_OFFICE}/officeDocument/2006/extended-properties",
    "opc-contentTypes.xsd": f"{_OFFICE}/package/2006/content-types",
    "opc-relationships.xsd": f"{_OFFICE}/package/2006/relationships",
    "opc-coreProperties.xsd": f"{_OFFICE}/package/2006/metadata/core-properties",
}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def faults(workbook: Path) -> list[str]:
    """What the schemas find wrong in any part, in the words of the validator."""
    found = []
    with ZipFile(workbook) as archive:
        for name in archive.namelist():
            part = etree.fromstring(archive.read(name))
            for element in part.iter():
                element.attrib.pop(_SPACE, None)
            if not _schema().validate(part):
                found += [f"{name}: {error.message}" for error in _schema().error_log]
    return found


class _InZip(etree.Resolver):
    """Finds the schemas that a schema imports, by the last part of their address; nothing is fetched."""

    def resolve(self, url: str, _public_id: str, context: object) -> object:
        with ZipFile(_SCHEMAS) as archive:
            return self.resolve_string(archive.read(url.rsplit("/", 1)[-1]), context, base_url=url)


@cache
def _schema() -> etree.XMLSchema:
    imports = "".join(f'<import namespace="{space}" schemaLocation="in/{name}"/>' for name, space in _ALL.items())
    parser = etree.XMLParser()
    parser.resolvers.add(_InZip())
    root = f'<schema xmlns="http://www.w3.org/2001/XMLSchema">{imports}</schema>'
    return etree.XMLSchema(etree.fromstring(root, parser, base_url="in/all.xsd"))
