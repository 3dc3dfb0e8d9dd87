"""What the rules on talent ask about one cost: who bears it, for which person and work, under which arrangement."""

from __future__ import annotations

from chiho_digital.basics import FiscalYear, Text
from chiho_digital.rules import Fact, Facts, fact

from .vocabulary import (
    BodyKind,
    CostItem,
    Dispatch,
    Duty,
    EmploymentForm,
    Recipient,
    WorkerPart,
    WorkerType,
)

__all__ = ["CostFacts"]


class CostFacts(Facts):
    """What is known about one cost of talent (人材の経費についての事実); every measure is asked of the same facts."""

    fiscal_year: Fact[FiscalYear] = fact(
        FiscalYear,
        Text("年度", "fiscal year"),
        Text("何年度の経費ですか。", "Of which fiscal year is the cost?"),
        changeable=True,
    )
    body_kind: Fact[BodyKind] = fact(
        BodyKind,
        Text("団体の種別", "kind of body"),
        Text("どの種別の団体が負担する経費ですか。", "Which kind of body bears the cost?"),
    )
    item: Fact[CostItem] = fact(
        CostItem,
        Text("経費の種類", "kind of cost"),
        Text("何の経費ですか。", "What is the cost for?"),
    )
    duty: Fact[Duty] = fact(
        Duty,
        Text("職務", "duty"),
        Text(
            "その人材は市町村のデジタル化の支援をしますか、自団体の業務をしますか。",
            "Does the person support municipalities' digitalisation, or do the body's own work?",
        ),
        help=Text(
            "市町村が負担する場合の支援は、ほかの市町村への支援です。負担金では、負担の対象となる人材について答えてください。",
            "For a municipality, support means that of other municipalities. For a contribution, answer for the person it pays for.",
        ),
        changeable=True,
    )
    external: Fact[bool] = fact(
        bool,
        Text("外部人材", "external talent"),
        Text("団体の外部から得た人材ですか。", "Does the person come from outside the body?"),
    )
    digital_expertise: Fact[bool] = fact(
        bool,
        Text("デジタルの専門知識・経験", "digital skill or experience"),
        Text("デジタルの専門知識または経験を持つ人材ですか。", "Has the person digital skill or experience?"),
    )
    employment: Fact[EmploymentForm] = fact(
        EmploymentForm,
        Text("任用などの形態", "form of engagement"),
        Text("どの形態で任用・委託などをしていますか。", "In which form is the person engaged?"),
        changeable=True,
    )
    cio_aide: Fact[bool] = fact(
        bool,
        Text("CIO補佐官等", "CIO aide and the like"),
        Text("CIO補佐官等としての経費ですか。", "Is the person engaged as a CIO aide or the like?"),
    )
    core_staff: Fact[bool] = fact(
        bool,
        Text("中核デジタル職員", "core digital staff"),
        Text(
            "デジタル化の中核を担う職員を育成する経費ですか。",
            "Does the training concern core digital staff?",
        ),
    )
    partnership_agreement: Fact[bool] = fact(
        bool,
        Text("連携協約", "partnership agreement"),
        Text(
            "連携協約に基づく専門人材の経費ですか。",
            "Is the cost for specialists under a partnership agreement (連携協約)?",
        ),
        changeable=True,
    )
    dispatch: Fact[Dispatch] = fact(
        Dispatch,
        Text("専門人材の派遣", "dispatch of the specialist"),
        Text(
            "専門人材を派遣しましたか、受け入れましたか。",
            "Was the specialist dispatched, or received from another body?",
        ),
        changeable=True,
    )
    recipient: Fact[Recipient] = fact(
        Recipient,
        Text("派遣を受ける市町村", "municipality that receives the specialist"),
        Text("派遣を受ける市町村はどれに当たりますか。", "Which of these is the municipality that receives?"),
        help=Text(
            "指定都市または中核市でもある都道府県庁所在地は、どれを選んでも同じです。",
            "For a seat of government that is a designated or core city too, either answer will do.",
        ),
    )
    first_year_of_post: Fact[bool] = fact(
        bool,
        Text("その職への派遣の初年度", "first year of dispatch to the post"),
        Text(
            "その職について、派遣を受ける最初の年度ですか。",
            "Is it the first year of dispatch to this post?",
        ),
    )
    item_for_body: Fact[bool] = fact(
        bool,
        Text(
            "起業人・アドバイザーの項目の対象団体",
            "body covered by the item on 地域活性化起業人 or 地域力創造アドバイザー",
        ),
        Text(
            "省令の当該項目（地域活性化起業人または地域力創造アドバイザー）は、この団体を対象としていますか。",
            "Does the ordinance's item (地域活性化起業人 or 地域力創造アドバイザー) cover this body?",
        ),
        help=Text(
            "どの団体を対象とする項目かは、このライブラリには読まれていません。省令の表で確かめてください。",
            "Which bodies the two items are written for was not read here: see the tables of the ordinance.",
        ),
    )
    worker_type: Fact[WorkerType] = fact(
        WorkerType,
        Text("地域活性化起業人の類型", "type of 地域活性化起業人"),
        Text("地域活性化起業人のどの類型の経費ですか。", "For which type of 地域活性化起業人 is the cost?"),
    )
    worker_part: Fact[WorkerPart] = fact(
        WorkerPart,
        Text("地域活性化起業人の算式の項", "letter in the formula of 地域活性化起業人"),
        Text(
            "省令の算式のどの項（A・B・C）に当たる経費ですか。",
            "Which letter of the ordinance's formula (A, B, C) is the cost?",
        ),
        help=Text(
            "A・B・Cが何の経費かは、このライブラリには読まれていません。",
            "What the letters stand for was not read here.",
        ),
    )
    local_adviser: Fact[bool] = fact(
        bool,
        Text("地域力創造アドバイザー", "地域力創造アドバイザー"),
        Text(
            "地域力創造アドバイザーの経費ですか。", "Is the cost for a 地域力創造アドバイザー (an adviser)?"
        ),
    )
