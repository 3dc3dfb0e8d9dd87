"""What this room cannot do without: a missing Hypothesis is said with the command that installs it."""

from chiho_digital.basics import require

require("hypothesis", extra="testing")
