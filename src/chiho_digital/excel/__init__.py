"""Excel: workbooks to fill in for every row model, and the user's own workbook back with what is wrong marked in it."""

from .checking import Report, check
from .models import MODELS, model_of
from .templates import template

__all__ = ["MODELS", "Report", "check", "model_of", "template"]
