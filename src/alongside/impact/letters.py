"""What names an email with answers, the same each time it is sent."""

from alongside.kit.codes import keyed_hash


def message_key(person_id: int | None, decision_id: int) -> str:
    return keyed_hash("receipt-email", f"{person_id}:{decision_id}")[:32]
