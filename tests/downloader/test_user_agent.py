import pytest
from scrapy.settings import Settings

from crawler.downloader.user_agent import user_agent


@pytest.mark.parametrize(
    ("contact", "sent"), [("", "agent/1"), ("desk@a.example", "agent/1 (+desk@a.example)")]
)
def test_the_user_agent_names_the_contact(contact: str, sent: str) -> None:
    assert user_agent(Settings({"USER_AGENT": "agent/1", "CONTACT": contact})) == sent
