"""The words that an agent is asked to reword are the shop's own."""

from pathlib import Path

from tests.wire.house import error_of, opened, small_knowledge


def test_a_reply_is_checked_against_the_list_of_the_knowledge_folder(sqlite_url: str, tmp_path: Path) -> None:
    knowledge = small_knowledge(tmp_path / "knowledge")
    (knowledge / "respect.yaml").write_text("unfit: [darling]\n")
    with opened(tmp_path, knowledge, sqlite_url) as house:
        number, agent = house.ticket().number, house.staff()
        refused = agent.do(number, "reply", id="reply-0001", text="Well, darling, it is on its way.")
        assert (refused.status_code, error_of(refused)["code"]) == (422, "disrespectful")
        assert agent.do(number, "reply", id="reply-0002", text="That was stupid of us.").status_code == 200
