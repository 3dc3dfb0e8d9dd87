"""What the type checkers must refuse; read by them, never run. A line that they let pass fails, since its ignore is unused."""

from chiho_digital import bonds, governments, procurement, rules, systems, tables, talent
from chiho_digital.basics import FiscalYear, Text
from chiho_digital.procurement import sharing

# Codes and years are no numbers.
governments.find(352047)  # type: ignore[arg-type] # a code lost its leading zero long before it became a number
FiscalYear("令和7年度")  # type: ignore[arg-type] # a text is read by `FiscalYear.parse`
FiscalYear(2025) + FiscalYear(1)  # type: ignore[operator] # years are counted, not added
FiscalYear(2025).year = 2026  # type: ignore[misc] # values are read-only
Text("市", "city").to("fr")  # type: ignore[arg-type] # two languages

# What may be unknown is not reckoned with unseen.
case = procurement.read_cases().cases[0]
case.municipal_count + 1  # type: ignore[operator] # データなし is no number
decision = bonds.eligibility(bonds.ProjectFacts())
_ = decision.facts.kind.label  # type: ignore[union-attr] # a fact may be unknown
governments.figures.load().value("352047") + 1  # type: ignore[operator] # a body may have no figure

# Records and rows are told apart, and so are their fields.
bonds.Project(name="窓口", fiscal_year="令和7年度")  # type: ignore[arg-type] # a text is read by `model_validate`
bonds.Project(name="窓口", price=1)  # type: ignore[call-arg] # no such field
tables.check_rows(tables.read_rows(b"", procurement.CaseRow), procurement.Case)  # type: ignore[type-var] # no row model
_ = talent.Cost.model_validate({}).amonut  # type: ignore[attr-defined] # misspelt

# Facts are compared with values of their kind.
_ = bonds.ProjectFacts.fiscal_year >= "2025"  # type: ignore[operator] # no fiscal year
bonds.eligibility("electronic applications")  # type: ignore[call-overload] # no facts
rules.value_of(bonds.ProjectFacts.under_plan.holds(), case)  # type: ignore[arg-type] # no facts either

# What must be said cannot be left out.
sharing.share(100, [], sharing.Equal())  # type: ignore[call-arg] # which remainder goes to whom

# No table, no names that are not there.
bonds.eligibility_frame([{"kind": "system"}])  # type: ignore[type-var] # a list is no table
procurement.cases_lik(governments.find("萩市"))  # type: ignore[attr-defined] # misspelt in a room that loads lazily
systems.near_kind("RPA")  # type: ignore[attr-defined] # likewise
