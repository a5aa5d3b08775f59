"""Files with things in them that nobody sees, made in memory: photos of a telephone, documents of an office."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from PIL import Image, PngImagePlugin
from PIL.TiffImagePlugin import IFDRational

PLACE, DEVICE, OWNER, EDITOR = "41.3300 N, 19.8200 E", "Samsung SM-A525F", "Arta Hoxha", "Ben Kola"
SECRETS = (b"Arta", b"Ben Kola", b"Samsung", b"SM-A525F", b"R58N123", b"41,19.8N", b"Tirana", b"2026:05:03")
"""What must be nowhere in the bytes of a cleaned picture."""
XMP = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    'xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:xmp="http://ns.adobe.com/xap/1.0/" exif:GPSLatitude="41,19.8N" exif:GPSLongitude="19,49.2E" '
    'xmp:CreatorTool="Photo Desk 3"><dc:creator><rdf:Seq><rdf:li>Arta Hoxha</rdf:li></rdf:Seq></dc:creator>'
    '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
).encode()


def picture(mode: str = "RGB", size: tuple[int, int] = (64, 48), seed: int = 1) -> Image.Image:
    """Dots by chance: whatever is done to them shows."""
    return Image.frombytes(mode, size, random.Random(seed).randbytes(len(mode) * size[0] * size[1]))


def exif(orientation: int = 6, south_west: bool = False) -> Image.Exif:
    """What a telephone writes."""
    made = Image.Exif()
    made[0x010F], made[0x0110], made[0x0131] = "Samsung", "SM-A525F", "A525FXXU"
    made[0x0132], made[0x013B], made[0x0112] = "2026:05:03 14:03:20", OWNER, orientation
    made[0x9C9D] = EDITOR.encode("utf-16-le") + b"\0\0"
    camera = made.get_ifd(0x8769)
    camera[0x9003], camera[0x9286], camera[0xA431] = (
        "2026:05:03 14:03:20",
        b"ASCII\0\0\0at the Tirana office",
        "R58N123",
    )
    place = made.get_ifd(0x8825)
    place[1], place[2] = "S" if south_west else "N", (IFDRational(41), IFDRational(19), IFDRational(48))
    place[3], place[4] = "W" if south_west else "E", (IFDRational(19), IFDRational(49), IFDRational(12))
    return made


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    made = BytesIO()
    image.save(made, kind, **options)
    return made.getvalue()


def jpeg(orientation: int = 6) -> bytes:
    return saved(picture(), "JPEG", exif=exif(orientation), xmp=XMP, comment=b"Tirana")


def png() -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", OWNER)
    told.add_text("Comment", "at the Tirana office", zip=True)
    told.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return saved(picture(), "PNG", exif=exif(), pnginfo=told)


def iptc_jpeg() -> bytes:
    """A photo of the press: name and town in a block of Photoshop."""
    fields = b"".join(
        b"\x1c\x02" + bytes([n]) + struct.pack(">H", len(v)) + v for n, v in ((80, b"Arta"), (90, b"Tirana"))
    )
    block = (
        b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(fields)) + fields + b"\0" * (len(fields) % 2)
    )
    plain = saved(picture(), "JPEG")
    return plain[:2] + b"\xff\xed" + struct.pack(">H", len(block) + 2) + block + plain[2:]


def tiff_with_place() -> bytes:
    """A TIFF whose lists of the camera and of the place lie behind the picture."""
    plain = saved(picture(), "TIFF")
    told = exif()
    told.endian = "<"
    block = bytearray(told.tobytes()[6:])
    start = struct.unpack("<I", plain[4:8])[0]
    count = struct.unpack("<H", plain[start : start + 2])[0]
    entries = plain[start + 2 : start + 2 + 12 * count]
    shift = len(plain)
    first = struct.unpack("<I", block[4:8])[0]
    extra = b"".join(
        _moved(block, at, shift)
        for at in range(first + 2, first + 2 + 12 * struct.unpack("<H", block[first : first + 2])[0], 12)
        if struct.unpack("<H", block[at : at + 2])[0] != 0x0112
    )
    listed = sorted((entries + extra)[n : n + 12] for n in range(0, len(entries + extra), 12))
    listed.sort(key=lambda entry: struct.unpack("<H", entry[:2])[0])
    place = shift + len(block)
    ifd = struct.pack("<H", len(listed)) + b"".join(listed) + b"\0\0\0\0"
    return plain[:4] + struct.pack("<I", place) + plain[8:] + bytes(block) + ifd


def _moved(block: bytearray, at: int, shift: int) -> bytes:
    """The entry, with what it points at moved; lists below it too."""
    tag, kind, count, value = struct.unpack("<HHII", block[at : at + 12])
    sizes = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8}
    if tag in (0x8769, 0x8825):
        inner = struct.unpack("<H", block[value : value + 2])[0]
        for n in range(value + 2, value + 2 + 12 * inner, 12):
            block[n : n + 12] = _moved(block, n, shift)
        value += shift
    elif sizes.get(kind, 1) * count > 4:
        value += shift
    return struct.pack("<HHII", tag, kind, count, value)


def pictures() -> Mapping[str, bytes]:
    """One of each kind, all with place, device and names."""
    return {
        "jpeg": jpeg(),
        "jpeg, upright": jpeg(1),
        "jpeg, progressive": saved(picture(), "JPEG", exif=exif(3), progressive=True),
        "jpeg, for print": saved(picture("CMYK"), "JPEG", exif=exif(8)),
        "jpeg, two pictures": saved(picture(), "MPO", exif=exif(), save_all=True, append_images=[picture(seed=2)]),
        "jpeg, a maker's own end": jpeg() + b"SEFH" + bytes(range(200)),
        "png": png(),
        "webp": saved(picture(), "WEBP", exif=exif(), xmp=XMP, lossless=True),
        "tiff": tiff_with_place(),
        "avif": saved(picture(), "AVIF", exif=exif(), xmp=XMP),
        "heic": heic(),
    }


def heic() -> bytes:
    """The boxes of a photo of a telephone: the picture's own item cannot be drawn by anything here."""
    block = b"\0\0\0\0" + exif().tobytes()[6:]

    def box(name: bytes, *parts: bytes) -> bytes:
        body = b"".join(parts)
        return struct.pack(">I", len(body) + 8) + name + body

    def entry(number: int, kind: bytes, rest: bytes = b"") -> bytes:
        return box(b"infe", b"\x02\0\0\0", struct.pack(">HH", number, 0), kind, b"\0", rest)

    drawn = b"the picture itself"
    datas = (drawn, block, XMP)
    head = box(b"ftyp", b"heic\0\0\0\0mif1heic")

    def meta(start: int) -> bytes:
        spots, at = b"", start
        for number, data in enumerate(datas, 1):
            spots += struct.pack(">HHHII", number, 0, 1, at, len(data))
            at += len(data)
        items = entry(1, b"hvc1") + entry(2, b"Exif") + entry(3, b"mime", b"application/rdf+xml\0")
        return box(
            b"meta",
            b"\0\0\0\0",
            box(b"hdlr", bytes(24)),
            box(b"iinf", b"\0\0\0\0", struct.pack(">H", 3), items),
            box(b"iloc", b"\0\0\0\0\x44\0", struct.pack(">H", 3), spots),
        )

    start = len(head) + len(meta(0)) + 8
    return head + meta(start) + box(b"mdat", *datas)


_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>Report</dc:title>'
    "<dc:creator>Arta Hoxha</dc:creator><cp:lastModifiedBy>Ben Kola</cp:lastModifiedBy>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">2026-05-03T10:00:00Z</dcterms:created></cp:coreProperties>'
)
_APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Template>C:\\Users\\arta\\Letters.dotm</Template><Application>Microsoft Office Word</Application>"
    "<Company>MRC Tirana</Company><Manager>Dita Leka</Manager></Properties>"
)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DOCUMENT = (
    f'<w:document xmlns:w="{_W}"><w:body><w:p><w:r><w:t>Arta Hoxha signed here.</w:t></w:r>'
    '<w:ins w:id="1" w:author="Cen Meta" w:date="2026-05-03T10:00:00Z"><w:r><w:t>new</w:t></w:r></w:ins>'
    "</w:p></w:body></w:document>"
)
_COMMENTS = (
    f'<w:comments xmlns:w="{_W}"><w:comment w:id="0" w:author="Arta &amp; Ben" w:initials="AH"><w:p/></w:comment>'
    "</w:comments>"
)
_LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" '
    'Target="file:///C:\\Users\\arta\\clients%20list.xlsx" TargetMode="External"/>'
    '<Relationship Id="rId1" Type="x" Target="comments.xml"/></Relationships>'
)


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data, ZIP_STORED if name == "mimetype" else ZIP_DEFLATED)
    return made.getvalue()


def docx(**more: str | bytes) -> bytes:
    """A letter: properties, a change, a remark, a link to somebody's folder, and a photo in it."""
    return packed(
        {
            "[Content_Types].xml": _TYPES,
            "docProps/core.xml": _CORE,
            "docProps/app.xml": _APP,
            "word/document.xml": _DOCUMENT,
            "word/comments.xml": _COMMENTS,
            "word/_rels/document.xml.rels": _LINKS,
            "word/media/image1.jpeg": jpeg(),
            **more,
        }
    )


def xlsx() -> bytes:
    """A list as Excel writes it: the folder in which it was saved, and who left a remark."""
    return packed(
        {
            "[Content_Types].xml": _TYPES,
            "docProps/core.xml": _CORE,
            "xl/workbook.xml": '<workbook xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac">'
            '<x15ac:absPath url="C:\\Users\\arta\\Desktop\\"/></workbook>',
            "xl/comments1.xml": "<comments><authors><author>Arta Hoxha</author><author>tc={1}</author></authors>"
            "</comments>",
            "xl/persons/person.xml": '<personList><person displayName="Ben Kola" id="{1}" userId="ben@mrc.example" '
            'providerId="None"/></personList>',
        }
    )


def pptx() -> bytes:
    return packed(
        {
            "[Content_Types].xml": _TYPES,
            "docProps/core.xml": _CORE,
            "ppt/commentAuthors.xml": '<p:cmAuthorLst xmlns:p="x"><p:cmAuthor id="1" name="Cen Meta" initials="CM"/>'
            "</p:cmAuthorLst>",
        }
    )


def odt() -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": "<manifest/>",
            "meta.xml": f'<office:document-meta xmlns:office="{office}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
            'office:version="1.3"><office:meta><meta:initial-creator>Arta Hoxha</meta:initial-creator>'
            "<dc:creator>Ben Kola</dc:creator><meta:generator>LibreOffice</meta:generator>"
            '<meta:template xlink:href="../../home/arta/letters.ott"/></office:meta></office:document-meta>',
            "content.xml": f'<office:document-content xmlns:office="{office}" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><office:annotation office:name="1">'
            "<dc:creator>Cen Meta</dc:creator><dc:date>2026-05-03T10:00:00</dc:date></office:annotation>"
            "</office:document-content>",
        }
    )


def rtf() -> bytes:
    return (
        b"{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}{\\info{\\title Letter}{\\author Arta Hoxha}{\\operator Ben Kola}"
        b"{\\company MRC Tirana}{\\creatim\\yr2026\\mo5\\dy3\\hr10}}{\\*\\generator Word 97;}"
        b"{\\*\\revtbl{Unknown;}{Cen Meta;}}Text with \\{ braces \\}.}"
    )


def pdf(*, photo: bool = False, author: str = OWNER) -> bytes:
    """A page with properties, a packet and a remark; `photo` puts a photo on it as the camera made it."""
    from pypdf import PdfWriter
    from pypdf.annotations import Text
    from pypdf.generic import ArrayObject, DictionaryObject, EncodedStreamObject, NameObject, NumberObject, StreamObject

    writer = PdfWriter()
    page = writer.add_blank_page(200, 100)
    drawn = StreamObject()
    drawn.set_data(b"1 0 0 1 0 0 cm 10 10 50 50 re f")
    page[NameObject("/Contents")] = writer._add_object(drawn)
    writer.add_metadata(
        {
            "/Author": author,
            "/Title": "Microsoft Word - C:\\Users\\arta\\letter.doc",
            "/Creator": "Writer",
            "/CreationDate": "D:20260503140320+02'00'",
        }
    )
    writer.xmp_metadata = XMP
    remark = Text(rect=(10, 10, 30, 30), text="see", title_bar=EDITOR)
    writer.add_annotation(0, remark)
    if photo:
        image = EncodedStreamObject()
        image._data = jpeg()
        image.update(
            {
                NameObject("/Type"): NameObject("/XObject"),
                NameObject("/Subtype"): NameObject("/Image"),
                NameObject("/Width"): NumberObject(64),
                NameObject("/Height"): NumberObject(48),
                NameObject("/ColorSpace"): NameObject("/DeviceRGB"),
                NameObject("/BitsPerComponent"): NumberObject(8),
                NameObject("/Filter"): ArrayObject([NameObject("/DCTDecode")]),
            }
        )
        held = DictionaryObject({NameObject("/Im0"): writer._add_object(image)})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): held})
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def bomb() -> bytes:
    """A picture of 200 bytes that unpacks a text of a gigabyte."""
    text = b"Comment\0\0" + zlib.compress(bytes(64 * 1024 * 1024), 9)
    plain = saved(picture(size=(1, 1)), "PNG")
    chunk = struct.pack(">I", len(text)) + b"zTXt" + text + struct.pack(">I", zlib.crc32(b"zTXt" + text))
    return plain[:33] + chunk + plain[33:]
