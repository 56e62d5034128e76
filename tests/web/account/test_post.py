"""E-mails about signing in leave beside the answer."""

import threading

from cyfran.web.account.post import beside


def test_nobody_waits_for_a_slow_mail_server():
    answered, sent = threading.Event(), threading.Event()

    beside(lambda: answered.wait(5) and sent.set())
    was_sent = sent.is_set()
    answered.set()

    assert not was_sent
    assert sent.wait(5)


def test_a_mail_server_that_refuses_is_told_of_without_naming_anybody(caplog):
    told = threading.Event()
    caplog.handler.addFilter(lambda record: told.set() or True)

    def refuse():
        raise ConnectionRefusedError("mari@example.org")

    beside(refuse)

    assert told.wait(5)
    assert [record.getMessage() for record in caplog.records] == [
        "An e-mail with a code could not be sent: the mail server refused it or was not reached."
    ]
