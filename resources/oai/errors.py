"""The errors of the protocol (section 3.6), which are answers and not failures."""


class OaiError(Exception):
    """`code` is one of the protocol's; the text is a sentence for whoever runs the harvester.

    `told` is False when the answer must not repeat the arguments of the request.
    """

    def __init__(self, code: str, sentence: str):
        super().__init__(sentence)
        self.code = code

    @property
    def told(self) -> bool:
        return self.code not in ("badVerb", "badArgument")
