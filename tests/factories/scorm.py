from __future__ import annotations

import zipfile
from io import BytesIO
from itertools import count
from typing import Any

from courses.actions.scorm import unpack
from courses.importers.scorm import parts_of, read_package
from courses.models import ScormPackage

_numbers = count(1)

MANIFEST = """<?xml version="1.0"?><manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
 xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">{}</manifest>"""
ITEM = (
    '<organizations default="o"><organization identifier="o"><title>Course</title>'
    '<item identifier="one" identifierref="r"><title>One</title></item></organization></organizations>'
)
RESOURCE = '<resources><resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="index.html"/></resources>'


def make_zip(
    manifest: str | None = MANIFEST.format(ITEM + RESOURCE),
    files: dict[str, bytes] | None = None,
    *,
    stored: bool = False,
) -> bytes:
    """A SCORM 1.2 package with one item, ``index.html``, unless told otherwise. ``stored``: not compressed."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        if manifest is not None:
            archive.writestr("imsmanifest.xml", manifest)
        for name, data in (files or {"index.html": b"<p>Hello</p>"}).items():
            archive.writestr(name, data)
    return file.getvalue()


def make_package(data: bytes | None = None, **fields: Any) -> ScormPackage:
    """A package that was checked and unpacked; a new small one unless ``data`` is given."""
    file = BytesIO(data or make_zip())
    found = read_package(file)
    return ScormPackage.objects.create(
        **{
            "name": f"package-{next(_numbers)}.zip",
            "key": unpack(parts_of(file, found.names)),
            "version": found.version,
            "title": found.title,
            "items": found.plain_items,
            "sequencing": found.sequencing,
            "size": found.size,
            **fields,
        }
    )


ORDERED = """<?xml version="1.0"?><manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
 xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
<metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
<organizations default="o"><organization identifier="o"><title>In order</title>
 <item identifier="rules" identifierref="r"><title>The rules</title><imsss:sequencing>
  <imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/>
  <imsss:objectives><imsss:primaryObjective objectiveID="own"><imsss:mapInfo targetObjectiveID="known"
   writeSatisfiedStatus="true"/></imsss:primaryObjective></imsss:objectives></imsss:sequencing></item>
 <item identifier="case" identifierref="r"><title>The case</title><imsss:sequencing IDRef="waits"/></item>
 <item identifier="more" identifierref="r"><title>Read more</title></item>
 <imsss:sequencing><imsss:controlMode choice="true" flow="true"/></imsss:sequencing>
</organization></organizations>
<resources><resource identifier="r" type="webcontent" adlcp:scormType="sco" href="index.html"/></resources>
<imsss:sequencingCollection><imsss:sequencing ID="waits"><imsss:sequencingRules><imsss:preConditionRule>
  <imsss:ruleConditions conditionCombination="any">
   <imsss:ruleCondition referencedObjective="first" operator="not" condition="satisfied"/>
   <imsss:ruleCondition referencedObjective="first" operator="not" condition="objectiveStatusKnown"/></imsss:ruleConditions>
  <imsss:ruleAction action="disabled"/></imsss:preConditionRule></imsss:sequencingRules>
 <imsss:objectives><imsss:primaryObjective/><imsss:objective objectiveID="first"><imsss:mapInfo
  targetObjectiveID="known"/></imsss:objective></imsss:objectives></imsss:sequencing></imsss:sequencingCollection>
</manifest>"""
"""A package of 2004 whose second item waits until the first is passed; one may flow and choose."""

PAGE = b"""<!doctype html><title>Part</title><h1></h1><button id="pass">Pass</button>
<button id="on">On</button><button id="quit">Quit</button>
<script>let api, w = window; while (!(api = w.API_1484_11) && w !== w.parent) w = w.parent;
api.Initialize(""); document.querySelector("h1").textContent = api.GetValue("cmi.location") || "new";
const does = (id, todo) => document.getElementById(id).addEventListener("click", todo);
does("pass", () => { api.SetValue("cmi.location", "seen"); api.SetValue("cmi.success_status", "passed");
  api.SetValue("cmi.completion_status", "completed"); document.title = api.Commit(""); });
does("on", () => { api.SetValue("adl.nav.request", "continue"); api.Terminate(""); });
does("quit", () => { api.SetValue("adl.nav.request", "exitAll"); api.Terminate(""); });
addEventListener("pagehide", () => api.Terminate(""));</script>"""
"""An item's page: what it remembers, and buttons to pass, to go on and to end all."""
