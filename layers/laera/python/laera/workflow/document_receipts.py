"""Receipts of the desk's documents, about fronts and about people: filed once, and kept while they say the same."""

from dataclasses import replace

from laera.domain.receipts import Outcome, Receipt
from laera.workflow.article_receipts import say_the_same
from laera.workflow.ports import Notice, ReceiptStore, Table
from laera.workflow.receipts import file_receipt, file_superseded, is_with_the_editor, receipt_on_file


def file_document_receipt(receipts: ReceiptStore, table: Table, notice: Notice, receipt: Receipt) -> None:
    """File the receipt unless the one on file says the same, and that a version in between was overtaken.

    What followed when the version first came stays in its receipt, whatever the day has to say about it later.
    """
    if notice.version_id and notice.version_id != receipt.version_id:
        file_superseded(table, receipt.key, notice.version_id, receipt.version_id, receipt.at)
    filed = receipt_on_file(table, receipt.key, receipt.version_id)
    if filed and say_the_same(filed, receipt) and is_with_the_editor(receipts, filed):
        return
    if filed:
        is_same = {filed.outcome, receipt.outcome} == {Outcome.PUBLISHED, Outcome.UNCHANGED}
        following = tuple(dict.fromkeys((*filed.following, *receipt.following)))
        receipt = replace(receipt, following=following, outcome=filed.outcome if is_same else receipt.outcome)
    file_receipt(receipts, table, receipt)
