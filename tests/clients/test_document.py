"""The API document and the pages: valid, and nothing that follows from the document breaks the service."""

import json
import os

import html5lib
import schemathesis
from openapi_spec_validator import validate
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, status_code_conformance

EXAMPLES = int(os.environ.get("CATMAP_EXAMPLES", "15"))


def test_the_document_is_valid_openapi_3_0_and_points_nowhere_else(service):
    document = service.json("api")
    validate(document)
    references = [line for line in json.dumps(document, indent=0).splitlines() if '"$ref"' in line]
    assert all('"#/' in line for line in references)


def test_every_link_of_the_landing_page_and_the_collections_leads_to_what_it_says(service):
    links = service.json("?f=json")["links"]
    for collection in service.collections().values():
        links += collection["links"]
    assert len(links) > 50
    for link in links:
        if link.get("templated") or "{" in link["href"]:
            continue
        status, headers, body = service.get(link["href"])
        assert status == 200, (link, body[:200])
        if "type" in link:
            assert headers["Content-Type"].split(";")[0] == link["type"].split(";")[0], link


def test_pages_are_html5_without_a_parse_error(service):
    parser = html5lib.HTMLParser(strict=True)
    for path in ["?f=html", "conformance?f=html", "collections?f=html", *(f"collections/{name}?f=html" for name in service.collections())]:
        status, headers, body = service.get(path)
        assert status == 200 and headers["Content-Type"].startswith("text/html"), path
        parser.parse(body.decode())


def test_whatever_the_document_allows_is_answered_without_a_fault_and_with_a_status_it_names(service):
    schema = schemathesis.openapi.from_dict(service.json("api"))
    schema.config.update(base_url=service.url)
    tried, faults = 0, []
    for operation in schema.get_all_operations():
        tried += 1
        faults += attempts(operation.ok(), service)
    assert tried > 30
    assert not faults, "\n".join(faults[:20])


def attempts(operation, service):
    """What went wrong in some requests that the document allows, and some that it does not."""
    import hypothesis

    faults = []
    for mode in [schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE]:

        @hypothesis.settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[hypothesis.Phase.generate],
            suppress_health_check=list(hypothesis.HealthCheck),
        )
        @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
        def attempt(case):
            answer = case.call(base_url=service.url.rstrip("/"))
            try:
                case.validate_response(answer, checks=(not_a_server_error, status_code_conformance, content_type_conformance))
            except Exception as fault:  # every kind of fault is told, none stops the others
                faults.append(f"{case.method} {answer.request.url}: {answer.status_code}: {fault}"[:600])

        try:
            attempt()
        except hypothesis.errors.Unsatisfiable:
            pass  # an operation without anything to get wrong
    return faults
