"""What a town shows: who buys together, what it costs, whether it may be borrowed for, which rows of a file are wrong."""

from .cards import CaseCard, case_card, known_total
from .money import MoneyCard, money_card
from .uploads import Upload, receive

__all__ = ["CaseCard", "MoneyCard", "Upload", "case_card", "known_total", "money_card", "receive"]
