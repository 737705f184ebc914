"""What falls due over REST: for agents and leads, in days of the shop."""

import pytest

from tests.wire.house import House, error_of


def test_agents_see_ten_business_days_and_editors_none(house: House) -> None:
    agent = house.staff()
    made = agent.post("/tickets", {"name": "Ann Lee", "email": "ann@example.com", "details": "Where is it?"}).json
    told = agent.get("/calendar").json
    assert sum(day["business_day"] for day in told["days"]) == 10
    [due] = [due for day in told["days"] for due in day["tickets"]]
    assert (due["number"], due["limit"]) == (made["number"], made["next"]["limit"])
    assert house.staff("editor").get("/calendar").status_code == 403


@pytest.mark.parametrize("asked", [{"days": "0"}, {"days": "61"}, {"days": "ten"}, {"weeks": "2"}])
def test_an_unreadable_number_of_days_is_told(house: House, asked: dict[str, str]) -> None:
    answer = house.staff().get("/calendar", **asked)
    assert answer.status_code == 400
    assert "days" in error_of(answer)["message"]
