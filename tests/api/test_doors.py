import json
from datetime import UTC, datetime

import pytest

from tests.factories.groups import make_group
from tests.factories.projects import make_project


@pytest.fixture
def description(client):
    return client.get("/api/v1/openapi.json").json()


def references_in(part):
    """Return every place of the description that some part of it points to."""
    if isinstance(part, dict):
        here = [part["$ref"]] if "$ref" in part else []
        return here + [reference for value in part.values() for reference in references_in(value)]
    if isinstance(part, list):
        return [reference for value in part for reference in references_in(value)]
    return []


def test_the_description_names_every_door(description):
    assert sorted(description["paths"]) == [
        "/api/v1/areas",
        "/api/v1/draws",
        "/api/v1/groups",
        "/api/v1/groups/{group_id}",
        "/api/v1/projects",
    ]
    assert description["openapi"].startswith("3.")
    assert description["info"]["title"] == "Cyfran"


def test_everything_the_description_points_to_is_in_it(description):
    references = set(references_in(description))

    assert references
    assert all(
        reference.removeprefix("#/components/schemas/") in description["components"]["schemas"] for reference in references
    )


def test_every_door_only_reads_and_documents_how_it_refuses(description):
    problem = {"$ref": "#/components/schemas/Problem"}
    for path, doors in description["paths"].items():
        assert list(doors) == ["get"]
        responses = doors["get"]["responses"]
        assert set(responses) == ({"200", "404", "422"} if "{" in path else {"200", "422"})
        refusals = [responses[status] for status in responses if status != "200"]
        assert all(refusal["content"]["application/json"]["schema"] == problem for refusal in refusals)


def test_every_parameter_says_what_it_is(description):
    parameters = [parameter for doors in description["paths"].values() for parameter in doors["get"]["parameters"]]

    assert all(parameter["description"] for parameter in parameters)
    assert all({"minimum", "maximum"} <= set(one["schema"]) for one in parameters if one["schema"]["type"] == "integer")


def test_a_name_for_each_operation_is_used_once(description):
    names = [doors["get"]["operationId"] for doors in description["paths"].values()]

    assert len(names) == len(set(names))


def test_the_description_is_the_same_each_time(client, description):
    assert json.dumps(client.get("/api/v1/openapi.json").json()) == json.dumps(description)


@pytest.mark.django_db
@pytest.mark.parametrize(("door", "schema"), [("groups", "GroupOut"), ("areas", "AreaOut"), ("projects", "ProjectOut")])
def test_what_is_described_is_what_is_given(client, description, door, schema):
    make_group()
    make_project(published_at=datetime(2026, 9, 2, 9, 0, tzinfo=UTC))

    for item in client.get(f"/api/v1/{door}").json()["items"]:
        assert set(item) == set(description["components"]["schemas"][schema]["properties"])


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, method):
    refusal = getattr(client, method)("/api/v1/groups")

    assert refusal.status_code == 405
    assert refusal.headers["Allow"] == "GET, HEAD"
    assert refusal.json() == {"detail": "Data can only be read here, by GET or HEAD."}


@pytest.mark.django_db
@pytest.mark.parametrize("door", ["groups", "areas", "projects", "groups?limit=0", "groups/2222222222", "openapi.json", "no"])
def test_head_is_answered_as_get_without_the_text(client, door):
    head, get = client.head(f"/api/v1/{door}"), client.get(f"/api/v1/{door}")

    assert (head.status_code, head.headers["Content-Type"]) == (get.status_code, get.headers["Content-Type"])
    assert head.content == b""


@pytest.mark.django_db
def test_an_unknown_id_is_answered_as_an_unknown_address(client):
    answers = [client.get(f"/api/v1/{place}") for place in ("groups/2222222222", "nowhere")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].json() == answers[1].json()
