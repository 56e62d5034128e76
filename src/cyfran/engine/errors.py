"""The one error every engine method raises: a code and the facts, from which pages find the words."""


class EngineError(Exception):
    """Say what is wrong as a code with parameters; no sentence lives here.

    `code` is lower case with underscores and `params` are the facts a sentence needs, by name: numbers, texts, tuples
    of texts. `cyfran.domain.base.words.sentence` turns both into Welsh or English.
    """

    def __init__(self, code: str, /, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return f"{self.code} ({self._facts()})" if self.params else self.code

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(filter(None, [repr(self.code), self._facts()]))})"

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return (self.code, self.params) == (other.code, other.params)

    def __hash__(self) -> int:
        # The facts may hold lists, so equal errors share the hash of their code alone.
        return hash((type(self), self.code))

    def _facts(self) -> str:
        return ", ".join(f"{name}={value!r}" for name, value in self.params.items())
