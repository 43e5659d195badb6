"""What the programme counts and gives out: figures of finished webinars, and certificates."""

from programme.models.certificates import Certificate, ErasedCertificate, new_number
from programme.models.figures import BalanceTarget, ClosedDivision, Division, Fact, Freeze

__all__ = [
    "BalanceTarget",
    "Certificate",
    "ClosedDivision",
    "Division",
    "ErasedCertificate",
    "Fact",
    "Freeze",
    "new_number",
]
