"""The part of rensa that we use, untyped upstream."""

from collections.abc import Iterable

class RMinHashDigestMatrix:
    def to_rows(self) -> list[list[int]]: ...

class RMinHash:
    @classmethod
    def digest_matrix_from_token_sets(
        cls, token_sets: Iterable[Iterable[str]], num_perm: int, seed: int
    ) -> RMinHashDigestMatrix: ...
