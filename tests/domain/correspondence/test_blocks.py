"""A message taken apart into words, lists and links."""

from cyfran.domain.correspondence.bridge.blocks import Block, BlockKind, blocks_of


def test_words_lists_and_links_are_told_apart():
    body = "Hello Ann,\n\nYou can take part:\n- in person\n- online\n\nOpen this page:\n\nhttp://x.test/en/a/\n\n\nAbermorfa\nCouncil\n"

    assert blocks_of(body) == (
        Block(BlockKind.WORDS, ("Hello Ann,",)),
        Block(BlockKind.WORDS, ("You can take part:",)),
        Block(BlockKind.LIST, ("in person", "online")),
        Block(BlockKind.WORDS, ("Open this page:",)),
        Block(BlockKind.LINK, ("http://x.test/en/a/",)),
        Block(BlockKind.WORDS, ("Abermorfa", "Council")),
    )


def test_what_only_looks_like_a_link_or_a_list_stays_words():
    body = "See http://x.test/ for more.\njavascript:alert(1)\n-not a list"

    assert blocks_of(body) == (Block(BlockKind.WORDS, tuple(body.splitlines())),)


def test_two_links_one_after_the_other_are_two_blocks():
    assert blocks_of("http://x.test/1\nhttp://x.test/2") == (
        Block(BlockKind.LINK, ("http://x.test/1",)),
        Block(BlockKind.LINK, ("http://x.test/2",)),
    )


def test_a_line_stands_between_two_things():
    assert blocks_of("One\n\n———\n\nTwo — and ———") == (
        Block(BlockKind.WORDS, ("One",)),
        Block(BlockKind.LINE, ("———",)),
        Block(BlockKind.WORDS, ("Two — and ———",)),
    )


def test_nothing_is_nothing():
    assert blocks_of(" \n\n ") == ()
