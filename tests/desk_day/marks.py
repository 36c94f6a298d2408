"""What is typed, read and said on the marked day: words that stand nowhere else."""

from typing import Final

THERAPIST: Final = "Zqtheresa Xylander"
"""Stands in the clear in the key file and the settings: who may unlock is asked before anything is open."""

PASSPHRASE: Final = "zqpassword of four xylophones"
WRONG: Final = "zqwrong guess of xylophones"

FAMILY, GIVEN, PREFERRED = "Zqvandermolen", "Zqmirabelle", "Zqmira"
PATIENT: Final = {
    "family_name": FAMILY,
    "given_name": GIVEN,
    "preferred_name": PREFERRED,
    "gender": "zqgender xylo",
    "phone": "+49 171 9073 5518",
    "email": "zqmira.xylo@example.org",
    "notes": "Zqnotes: hears badly on the left, xylo",
    "address": "17 Zqaddress Road, Xyloville",
    "emergency_contact": "Zqcontact Xylo, her sister",
    "occupation": "zqoccupation of xylo maker",
    "sport": "zqsport xyloball",
    "referrer": "Dr Zqreferrer Xylo",
    "insurer": "Zqinsurer Xylo Mutual",
    "claim_number": "ZQ-CLAIM-778-XY",
    "consent_note": "zqconsent given aloud, xylo",
}
BORN: Final = "13.8.1947"
BORN_SPELLED: Final = ("1947-08-13", "13.8.1947", "13.08.1947", "13 August 1947", "13 Aug 1947", "8/13/1947")
PROBLEM: Final = {
    "problem": "Zqproblem: low back pain xylo",
    "goals": "zqgoal: carry the xylo upstairs",
    "mechanism": "zqmechanism: lifted a xylo crate",
    "referrer": "Dr Zqsender Xylo",
}
VISIT: Final = (
    "zqsubjective: worse at night xylo",
    "zqobjective: SLR positive at 40 xylo",
    "zqassessment: radicular xylo",
    "zqplan: review in a week xylo",
)
PROGRAM: Final = {"title": "Zqprogram for Xylo", "why": "zqwhy: so that you play the xylo again"}
EXERCISE_NOTE: Final = "zqexercise: only as far as the xylo allows"
SCORE_NOTE: Final = "zqscore: after a night at the xylo"
LETTER: Final = {"addressee": "Dr Zqaddressee Xylo", "remark": "zqremark: she must not lift the xylo"}
SEARCHED: Final = ("zqsearched xylo", "zqnobody has this xylo")
CLINIC: Final = {"clinic": "Zqclinic of Xylo", "phone": "+49 30 4411 9927", "credentials": "zqPT xylo"}
UNFINISHED: Final = "zqunfinished: typed and never saved xylo"
PICTURE: Final = "ZQCAMERA XYLO"
IMPORTED: Final = {
    "surname": "Zqimported",
    "first": "Zqordinary",
    "phone": "+49 160 3020 7741",
    "mail": "zqo@xylo.org",
}
REASON: Final = "zqreason: asked for it by xylo"
FOLDER: Final = "Zqfolder of Xylo"
"""Somebody keeps exports in a folder named after the patient."""


def markers(code: str) -> tuple[str, ...]:
    """All that nobody may find: ``code`` is the recovery code that the day was given."""
    tables = (PATIENT, PROBLEM, PROGRAM, LETTER, CLINIC, IMPORTED)
    single = (*VISIT, *SEARCHED, EXERCISE_NOTE, SCORE_NOTE, UNFINISHED, PICTURE, REASON, FOLDER)
    secrets = (PASSPHRASE, WRONG, code, code.replace("-", ""))
    return (*(each for table in tables for each in table.values()), *single, *BORN_SPELLED, *secrets)
