"""Made from openapi.json by generate.py; do not edit."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, Literal, Optional, Union

from ..group import Group
from . import models as m


class About(Group):
    """Operations of `about`."""

    def about(
        self,
    ) -> m.About:
        """What this installation is."""
        return self._send(
            "GET",
            "/api/v1/about",
            {},
        )

    def codes(
        self,
    ) -> m.Codes:
        """Merchant categories and divisions, with their names."""
        return self._send(
            "GET",
            "/api/v1/codes",
            {},
        )


class Acquirers(Group):
    """Operations of `acquirers`."""

    def list(
        self,
    ) -> m.Page_Acquirer:
        """All acquirers, with the names of their links."""
        return self._send(
            "GET",
            "/api/v1/acquirers",
            {},
        )

    def read(
        self,
        institution_id: m.InstitutionId,
    ) -> m.Acquirer:
        """One acquirer."""
        return self._send(
            "GET",
            "/api/v1/acquirers/{institution_id}",
            {"institution_id": institution_id},
        )

    def set_cut_off(
        self,
        institution_id: m.InstitutionId,
        body: m.CutOffRequest,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.CutOffAsked:
        """Ask for another end of the acquirer's business day from a day on. It holds once another
        person has approved.
        """
        return self._send(
            "POST",
            "/api/v1/acquirers/{institution_id}/cut-offs",
            {"institution_id": institution_id},
            body=body,
            idempotency_key=idempotency_key,
        )

    def set_policy(
        self,
        institution_id: m.InstitutionId,
        body: m.Policy,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.PolicyVersion:
        """Set what the acquirer wants done about terminals that differ from their binding."""
        return self._send(
            "PUT",
            "/api/v1/acquirers/{institution_id}/policy",
            {"institution_id": institution_id},
            body=body,
            idempotency_key=idempotency_key,
        )

    def links(
        self,
        *,
        acquirer: Optional[m.InstitutionId] = None,
    ) -> m.Page_Link:
        """Links that you may see, with their settings."""
        return self._send(
            "GET",
            "/api/v1/links",
            {},
            query={"acquirer": acquirer},
        )

    def add_link(
        self,
        body: m.NewLink,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Link:
        """Add a link to an acquirer's host."""
        return self._send(
            "POST",
            "/api/v1/links",
            {},
            body=body,
            idempotency_key=idempotency_key,
        )

    def change_link(
        self,
        id: m.LinkId,
        body: m.LinkPatch,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Link:
        """Change a link's settings, pause it, take it up again, or retire it for good."""
        return self._send(
            "PATCH",
            "/api/v1/links/{id}",
            {"id": id},
            body=body,
            idempotency_key=idempotency_key,
        )

    def health(
        self,
        id: m.LinkId,
    ) -> m.Health:
        """How a link is doing."""
        return self._send(
            "GET",
            "/api/v1/links/{id}/health",
            {"id": id},
        )

    def link_keys(
        self,
        id: m.LinkId,
    ) -> m.Page_KeyMark:
        """The keys of a link by their check values."""
        return self._send(
            "GET",
            "/api/v1/links/{id}/keys",
            {"id": id},
        )

    def load_link_key(
        self,
        id: m.LinkId,
        body: m.LinkKeySheet,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.LinkKeyAsked:
        """Ask for a key shared with an acquirer to be put in force, from two or three components.
        Another person must approve; the running switch then uses it within a second.
        """
        return self._send(
            "POST",
            "/api/v1/links/{id}/keys/load",
            {"id": id},
            body=body,
            idempotency_key=idempotency_key,
        )


class Approvals(Group):
    """Operations of `approvals`."""

    def list(
        self,
        *,
        state: Optional[m.ApprovalState] = None,
        kind: Optional[str] = None,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
    ) -> m.Page_Approval:
        """Requests for a second pair of eyes, newest first."""
        return self._send(
            "GET",
            "/api/v1/approvals",
            {},
            query={"state": state, "kind": kind, "cursor": cursor, "limit": limit},
        )

    def each(
        self,
        *,
        state: Optional[m.ApprovalState] = None,
        kind: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> Iterator[m.Approval]:
        """Every row of `list`, page after page: Requests for a second pair of eyes, newest first."""
        return self._pages(
            lambda cursor: self.list(state=state, kind=kind, limit=limit, cursor=cursor)
        )

    def read(
        self,
        id: m.ApprovalId,
    ) -> m.Approval:
        """One request."""
        return self._send(
            "GET",
            "/api/v1/approvals/{id}",
            {"id": id},
        )

    def approve(
        self,
        id: m.ApprovalId,
        body: m.ApprovalNote,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Approval:
        """Approve: what was asked for is done in the same transaction. Not for him who asked."""
        return self._send(
            "POST",
            "/api/v1/approvals/{id}/approve",
            {"id": id},
            body=body,
            idempotency_key=idempotency_key,
        )

    def reject(
        self,
        id: m.ApprovalId,
        body: m.ApprovalNote,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Approval:
        """Reject: nothing is done, and the request is kept. Not for him who asked."""
        return self._send(
            "POST",
            "/api/v1/approvals/{id}/reject",
            {"id": id},
            body=body,
            idempotency_key=idempotency_key,
        )


class Audit(Group):
    """Operations of `audit`."""

    def list(
        self,
        *,
        actor: Optional[str] = None,
        action: Optional[str] = None,
        target: Optional[str] = None,
        from_: Optional[str] = None,
        to: Optional[str] = None,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
    ) -> m.Page_AuditEntry:
        """What was done, newest first."""
        return self._send(
            "GET",
            "/api/v1/audit",
            {},
            query={"actor": actor, "action": action, "target": target, "from": from_, "to": to, "cursor": cursor, "limit": limit},
        )

    def each(
        self,
        *,
        actor: Optional[str] = None,
        action: Optional[str] = None,
        target: Optional[str] = None,
        from_: Optional[str] = None,
        to: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> Iterator[m.AuditEntry]:
        """Every row of `list`, page after page: What was done, newest first."""
        return self._pages(
            lambda cursor: self.list(actor=actor, action=action, target=target, from_=from_, to=to, limit=limit, cursor=cursor)
        )

    def verify(
        self,
        *,
        institution_id: Optional[m.InstitutionId] = None,
    ) -> m.AuditVerified:
        """Walk a whole trail and say whether its chain is unbroken."""
        return self._send(
            "GET",
            "/api/v1/audit/verify",
            {},
            query={"institution_id": institution_id},
        )


class Clearing(Group):
    """Operations of `clearing`."""

    def card_bins_list(
        self,
        *,
        q: Optional[str] = None,
        card_class: Optional[m.CardClass] = None,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
    ) -> m.Page_CardBin:
        """Which cards are debit and which credit cards, by their first digits."""
        return self._send(
            "GET",
            "/api/v1/clearing/card-bins",
            {},
            query={"q": q, "card_class": card_class, "cursor": cursor, "limit": limit},
        )

    def each_card_bins(
        self,
        *,
        q: Optional[str] = None,
        card_class: Optional[m.CardClass] = None,
        limit: Optional[int] = None,
    ) -> Iterator[m.CardBin]:
        """Every row of `card_bins_list`, page after page: Which cards are debit and which credit cards, by their first digits."""
        return self._pages(
            lambda cursor: self.card_bins_list(q=q, card_class=card_class, limit=limit, cursor=cursor)
        )

    def card_bins_import(
        self,
        body: bytes,
        *,
        format: Optional[m.Format] = None,
        dry_run: Optional[bool] = None,
        file_name: Optional[str] = None,
        institution_id: Optional[m.InstitutionId] = None,
        idempotency_key: Optional[str] = None,
    ) -> m.CardBinsTaken:
        """Take card ranges in by CSV or XLSX: all rows or none. The network branch alone does."""
        return self._send(
            "POST",
            "/api/v1/clearing/card-bins/imports",
            {},
            query={"format": format, "dry_run": dry_run, "file_name": file_name, "institution_id": institution_id},
            body=body,
            content_type="application/octet-stream",
            idempotency_key=idempotency_key,
        )

    def card_bins_unknown(
        self,
        *,
        day: Optional[str] = None,
    ) -> List[m.UnknownBin]:
        """First digits of a day's lines that are in no card range, the most frequent first."""
        return self._send(
            "GET",
            "/api/v1/clearing/card-bins/unknown",
            {},
            query={"day": day},
        )

    def clearing_days_list(
        self,
        *,
        institution_id: Optional[m.InstitutionId] = None,
        business_date: Optional[str] = None,
        state: Optional[m.DayState] = None,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
    ) -> m.Page_ClearingDay:
        """Business days, the latest first."""
        return self._send(
            "GET",
            "/api/v1/clearing/days",
            {},
            query={"institution_id": institution_id, "business_date": business_date, "state": state, "cursor": cursor, "limit": limit},
        )

    def each_clearing_days(
        self,
        *,
        institution_id: Optional[m.InstitutionId] = None,
        business_date: Optional[str] = None,
        state: Optional[m.DayState] = None,
        limit: Optional[int] = None,
    ) -> Iterator[m.ClearingDay]:
        """Every row of `clearing_days_list`, page after page: Business days, the latest first."""
        return self._pages(
            lambda cursor: self.clearing_days_list(institution_id=institution_id, business_date=business_date, state=state, limit=limit, cursor=cursor)
        )

    def clearing_days_cut(
        self,
        body: m.CutRequest,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.ClearingDay:
        """Cut a business day: its payments become lines. Repeated, it adds what has come since, and
        nothing once the day is cut for good, which happens by itself after its end.
        """
        return self._send(
            "POST",
            "/api/v1/clearing/days",
            {},
            body=body,
            idempotency_key=idempotency_key,
        )

    def fee_rules_list(
        self,
        *,
        kind: Optional[m.FeeKind] = None,
        state: Optional[m.FeeState] = None,
        institution_id: Optional[m.InstitutionId] = None,
        contract_id: Optional[m.ContractId] = None,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
    ) -> m.Page_FeeRule:
        """Fee rules, newest first."""
        return self._send(
            "GET",
            "/api/v1/clearing/fee-rules",
            {},
            query={"kind": kind, "state": state, "institution_id": institution_id, "contract_id": contract_id, "cursor": cursor, "limit": limit},
        )

    def each_fee_rules(
        self,
        *,
        kind: Optional[m.FeeKind] = None,
        state: Optional[m.FeeState] = None,
        institution_id: Optional[m.InstitutionId] = None,
        contract_id: Optional[m.ContractId] = None,
        limit: Optional[int] = None,
    ) -> Iterator[m.FeeRule]:
        """Every row of `fee_rules_list`, page after page: Fee rules, newest first."""
        return self._pages(
            lambda cursor: self.fee_rules_list(kind=kind, state=state, institution_id=institution_id, contract_id=contract_id, limit=limit, cursor=cursor)
        )

    def fee_rules_create(
        self,
        body: m.FeeRuleDraft,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.FeeRuleAsked:
        """Ask for a new fee rule. It holds nothing until another person has approved it."""
        return self._send(
            "POST",
            "/api/v1/clearing/fee-rules",
            {},
            body=body,
            idempotency_key=idempotency_key,
        )

    def fee_rules_preview(
        self,
        body: m.FeeTrial,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.FeePreview:
        """Split the fee of a payment that might be, and say by which rules."""
        return self._send(
            "POST",
            "/api/v1/clearing/fee-rules/preview",
            {},
            body=body,
            idempotency_key=idempotency_key,
        )

    def fee_rules_read(
        self,
        id: m.FeeRuleId,
    ) -> m.FeeRuleDetail:
        """One fee rule."""
        return self._send(
            "GET",
            "/api/v1/clearing/fee-rules/{id}",
            {"id": id},
        )

    def fee_rules_change(
        self,
        id: m.FeeRuleId,
        body: m.FeeRuleDraft,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.FeeRuleAsked:
        """Ask for another text of a fee rule from a day on; the whole text is given."""
        return self._send(
            "PUT",
            "/api/v1/clearing/fee-rules/{id}",
            {"id": id},
            body=body,
            idempotency_key=idempotency_key,
        )

    def fee_rules_retire(
        self,
        id: m.FeeRuleId,
        *,
        from_day: Optional[str] = None,
        idempotency_key: Optional[str] = None,
    ) -> m.FeeRuleAsked:
        """Ask for the end of a fee rule."""
        return self._send(
            "DELETE",
            "/api/v1/clearing/fee-rules/{id}",
            {"id": id},
            query={"from_day": from_day},
            idempotency_key=idempotency_key,
        )

    def holds_list(
        self,
        *,
        merchant_id: Optional[m.MerchantId] = None,
        state: Optional[m.HoldState] = None,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
    ) -> m.Page_SettlementHold:
        """Holds on merchants' money, newest first."""
        return self._send(
            "GET",
            "/api/v1/clearing/holds",
            {},
            query={"merchant_id": merchant_id, "state": state, "cursor": cursor, "limit": limit},
        )

    def each_holds(
        self,
        *,
        merchant_id: Optional[m.MerchantId] = None,
        state: Optional[m.HoldState] = None,
        limit: Optional[int] = None,
    ) -> Iterator[m.SettlementHold]:
        """Every row of `holds_list`, page after page: Holds on merchants' money, newest first."""
        return self._pages(
            lambda cursor: self.holds_list(merchant_id=merchant_id, state=state, limit=limit, cursor=cursor)
        )

    def holds_place(
        self,
        body: m.HoldDraft,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.SettlementHold:
        """Keep money of a merchant back from the next batch on."""
        return self._send(
            "POST",
            "/api/v1/clearing/holds",
            {},
            body=body,
            idempotency_key=idempotency_key,
        )

    def holds_release(
        self,
        id: m.HoldId,
        body: m.HoldRelease,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.HoldAsked:
        """Ask for the release of a hold. It keeps money back until another person has approved."""
        return self._send(
            "POST",
            "/api/v1/clearing/holds/{id}/release",
            {"id": id},
            body=body,
            idempotency_key=idempotency_key,
        )

    def clearing_items(
        self,
        *,
        business_date: str,
        institution_id: Optional[m.InstitutionId] = None,
        merchant_id: Optional[m.MerchantId] = None,
        acquirer_id: Optional[m.InstitutionId] = None,
        kind: Optional[m.PaymentKind] = None,
        booking: Optional[m.Booking] = None,
        card_class: Optional[m.CardClass] = None,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
        format: Optional[m.Format] = None,
    ) -> m.Page_ClearingItem:
        """Lines of a day. An acquirer sees what it acquired."""
        return self._send(
            "GET",
            "/api/v1/clearing/items",
            {},
            query={"business_date": business_date, "institution_id": institution_id, "merchant_id": merchant_id, "acquirer_id": acquirer_id, "kind": kind, "booking": booking, "card_class": card_class, "cursor": cursor, "limit": limit, "format": format},
        )

    def each_clearing_items(
        self,
        *,
        business_date: str,
        institution_id: Optional[m.InstitutionId] = None,
        merchant_id: Optional[m.MerchantId] = None,
        acquirer_id: Optional[m.InstitutionId] = None,
        kind: Optional[m.PaymentKind] = None,
        booking: Optional[m.Booking] = None,
        card_class: Optional[m.CardClass] = None,
        limit: Optional[int] = None,
        format: Optional[m.Format] = None,
    ) -> Iterator[m.ClearingItem]:
        """Every row of `clearing_items`, page after page: Lines of a day. An acquirer sees what it acquired."""
        return self._pages(
            lambda cursor: self.clearing_items(business_date=business_date, institution_id=institution_id, merchant_id=merchant_id, acquirer_id=acquirer_id, kind=kind, booking=booking, card_class=card_class, limit=limit, format=format, cursor=cursor)
        )

    def clearing_items_export(
        self,
        *,
        business_date: str,
        institution_id: Optional[m.InstitutionId] = None,
        merchant_id: Optional[m.MerchantId] = None,
        acquirer_id: Optional[m.InstitutionId] = None,
        kind: Optional[m.PaymentKind] = None,
        booking: Optional[m.Booking] = None,
        card_class: Optional[m.CardClass] = None,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
        format: Optional[m.Format] = None,
    ) -> bytes:
        """Lines of a day as a file: CSV, or XLSX."""
        return self._send(
            "GET",
            "/api/v1/clearing/items/export",
            {},
            query={"business_date": business_date, "institution_id": institution_id, "merchant_id": merchant_id, "acquirer_id": acquirer_id, "kind": kind, "booking": booking, "card_class": card_class, "cursor": cursor, "limit": limit, "format": format},
            raw=True,
        )

    def settlements_list(
        self,
        *,
        institution_id: Optional[m.InstitutionId] = None,
        state: Optional[m.BatchState] = None,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
    ) -> m.Page_SettlementBatch:
        """Settlement batches, newest first."""
        return self._send(
            "GET",
            "/api/v1/clearing/settlements",
            {},
            query={"institution_id": institution_id, "state": state, "cursor": cursor, "limit": limit},
        )

    def each_settlements(
        self,
        *,
        institution_id: Optional[m.InstitutionId] = None,
        state: Optional[m.BatchState] = None,
        limit: Optional[int] = None,
    ) -> Iterator[m.SettlementBatch]:
        """Every row of `settlements_list`, page after page: Settlement batches, newest first."""
        return self._pages(
            lambda cursor: self.settlements_list(institution_id=institution_id, state=state, limit=limit, cursor=cursor)
        )

    def settlements_make(
        self,
        body: m.SettlementRequest,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.SettlementBatch:
        """Make the batch of a working day: it takes up every day that is cut and due. Repeated, it
        answers the batch that is there.
        """
        return self._send(
            "POST",
            "/api/v1/clearing/settlements",
            {},
            body=body,
            idempotency_key=idempotency_key,
        )

    def settlements_read(
        self,
        id: m.SettlementId,
    ) -> m.SettlementBatch:
        """One settlement batch."""
        return self._send(
            "GET",
            "/api/v1/clearing/settlements/{id}",
            {"id": id},
        )

    def settlements_file(
        self,
        id: m.SettlementId,
    ) -> bytes:
        """The payout file of a batch, with account numbers in clear."""
        return self._send(
            "GET",
            "/api/v1/clearing/settlements/{id}/file",
            {"id": id},
            raw=True,
        )

    def settlements_lines(
        self,
        id: m.SettlementId,
        *,
        state: Optional[m.LineState] = None,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
    ) -> m.Page_SettlementLine:
        """Lines of a settlement batch. An acquirer sees those of what it acquired."""
        return self._send(
            "GET",
            "/api/v1/clearing/settlements/{id}/lines",
            {"id": id},
            query={"state": state, "cursor": cursor, "limit": limit},
        )

    def each_settlements_lines(
        self,
        id: m.SettlementId,
        *,
        state: Optional[m.LineState] = None,
        limit: Optional[int] = None,
    ) -> Iterator[m.SettlementLine]:
        """Every row of `settlements_lines`, page after page: Lines of a settlement batch. An acquirer sees those of what it acquired."""
        return self._pages(
            lambda cursor: self.settlements_lines(id, state=state, limit=limit, cursor=cursor)
        )

    def settlements_results(
        self,
        id: m.SettlementId,
        body: bytes,
        *,
        format: Optional[m.Format] = None,
        dry_run: Optional[bool] = None,
        file_name: Optional[str] = None,
        institution_id: Optional[m.InstitutionId] = None,
        idempotency_key: Optional[str] = None,
    ) -> m.ResultsTaken:
        """Take the bank's results of a batch in: all rows or none."""
        return self._send(
            "POST",
            "/api/v1/clearing/settlements/{id}/results",
            {"id": id},
            query={"format": format, "dry_run": dry_run, "file_name": file_name, "institution_id": institution_id},
            body=body,
            content_type="application/octet-stream",
            idempotency_key=idempotency_key,
        )

    def settlements_send(
        self,
        id: m.SettlementId,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.SettlementBatch:
        """Make the payout file of a batch; its payouts are with the bank from now on. Repeated, it
        changes nothing.
        """
        return self._send(
            "POST",
            "/api/v1/clearing/settlements/{id}/send",
            {"id": id},
            idempotency_key=idempotency_key,
        )

    def statements_list(
        self,
        *,
        merchant_id: m.MerchantId,
        from_: str,
        until: str,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
        format: Optional[m.Format] = None,
    ) -> m.Page_StatementEntry:
        """What a merchant was settled, oldest first."""
        return self._send(
            "GET",
            "/api/v1/clearing/statements",
            {},
            query={"merchant_id": merchant_id, "from": from_, "until": until, "cursor": cursor, "limit": limit, "format": format},
        )

    def each_statements(
        self,
        *,
        merchant_id: m.MerchantId,
        from_: str,
        until: str,
        limit: Optional[int] = None,
        format: Optional[m.Format] = None,
    ) -> Iterator[m.StatementEntry]:
        """Every row of `statements_list`, page after page: What a merchant was settled, oldest first."""
        return self._pages(
            lambda cursor: self.statements_list(merchant_id=merchant_id, from_=from_, until=until, limit=limit, format=format, cursor=cursor)
        )

    def statements_export(
        self,
        *,
        merchant_id: m.MerchantId,
        from_: str,
        until: str,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
        format: Optional[m.Format] = None,
    ) -> bytes:
        """A merchant's statement as a file: CSV, or XLSX."""
        return self._send(
            "GET",
            "/api/v1/clearing/statements/export",
            {},
            query={"merchant_id": merchant_id, "from": from_, "until": until, "cursor": cursor, "limit": limit, "format": format},
            raw=True,
        )

    def statements_paper(
        self,
        *,
        merchant_id: m.MerchantId,
        from_: str,
        until: str,
    ) -> bytes:
        """A merchant's statement as a paper, in Chinese: PDF, A4."""
        return self._send(
            "GET",
            "/api/v1/clearing/statements/paper",
            {},
            query={"merchant_id": merchant_id, "from": from_, "until": until},
            raw=True,
        )

    def clearing_sums(
        self,
        *,
        business_date: str,
        institution_id: Optional[m.InstitutionId] = None,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
        format: Optional[m.Format] = None,
    ) -> m.Page_DaySum:
        """What a day comes to for each merchant at each acquirer. An acquirer sees what it acquired."""
        return self._send(
            "GET",
            "/api/v1/clearing/sums",
            {},
            query={"business_date": business_date, "institution_id": institution_id, "cursor": cursor, "limit": limit, "format": format},
        )

    def each_clearing_sums(
        self,
        *,
        business_date: str,
        institution_id: Optional[m.InstitutionId] = None,
        limit: Optional[int] = None,
        format: Optional[m.Format] = None,
    ) -> Iterator[m.DaySum]:
        """Every row of `clearing_sums`, page after page: What a day comes to for each merchant at each acquirer. An acquirer sees what it acquired."""
        return self._pages(
            lambda cursor: self.clearing_sums(business_date=business_date, institution_id=institution_id, limit=limit, format=format, cursor=cursor)
        )

    def clearing_sums_acquirers(
        self,
        *,
        business_date: str,
        institution_id: Optional[m.InstitutionId] = None,
    ) -> List[m.AcquirerSum]:
        """What a day comes to at each acquirer. An acquirer sees what it acquired."""
        return self._send(
            "GET",
            "/api/v1/clearing/sums/acquirers",
            {},
            query={"business_date": business_date, "institution_id": institution_id},
        )

    def clearing_sums_export(
        self,
        *,
        business_date: str,
        institution_id: Optional[m.InstitutionId] = None,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
        format: Optional[m.Format] = None,
    ) -> bytes:
        """A day's sums of merchants as a file: CSV, or XLSX."""
        return self._send(
            "GET",
            "/api/v1/clearing/sums/export",
            {},
            query={"business_date": business_date, "institution_id": institution_id, "cursor": cursor, "limit": limit, "format": format},
            raw=True,
        )

    def working_days_list(
        self,
        *,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
    ) -> m.Page_WorkingDay:
        """Days that are not as their weekday says: holidays, and working days made up for them."""
        return self._send(
            "GET",
            "/api/v1/clearing/working-days",
            {},
            query={"cursor": cursor, "limit": limit},
        )

    def each_working_days(
        self,
        *,
        limit: Optional[int] = None,
    ) -> Iterator[m.WorkingDay]:
        """Every row of `working_days_list`, page after page: Days that are not as their weekday says: holidays, and working days made up for them."""
        return self._pages(
            lambda cursor: self.working_days_list(limit=limit, cursor=cursor)
        )

    def working_days_import(
        self,
        body: bytes,
        *,
        format: Optional[m.Format] = None,
        dry_run: Optional[bool] = None,
        file_name: Optional[str] = None,
        institution_id: Optional[m.InstitutionId] = None,
        idempotency_key: Optional[str] = None,
    ) -> m.WorkingDaysTaken:
        """Take holidays and working days in by CSV or XLSX: all rows or none. The network branch alone
        does.
        """
        return self._send(
            "POST",
            "/api/v1/clearing/working-days/imports",
            {},
            query={"format": format, "dry_run": dry_run, "file_name": file_name, "institution_id": institution_id},
            body=body,
            content_type="application/octet-stream",
            idempotency_key=idempotency_key,
        )


class Codes(Group):
    """Operations of `codes`."""

    def list(
        self,
        *,
        kind: Optional[m.CodeKind] = None,
        terminal: Optional[m.TerminalId] = None,
        q: Optional[str] = None,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
    ) -> m.Page_PaymentCode:
        """Codes of the caller's institution, newest first."""
        return self._send(
            "GET",
            "/api/v1/payment-codes",
            {},
            query={"kind": kind, "terminal": terminal, "q": q, "cursor": cursor, "limit": limit},
        )

    def each(
        self,
        *,
        kind: Optional[m.CodeKind] = None,
        terminal: Optional[m.TerminalId] = None,
        q: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> Iterator[m.PaymentCode]:
        """Every row of `list`, page after page: Codes of the caller's institution, newest first."""
        return self._pages(
            lambda cursor: self.list(kind=kind, terminal=terminal, q=q, limit=limit, cursor=cursor)
        )

    def board(
        self,
        body: m.NewBoard,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.PaymentCode:
        """Make a code to be printed and put up."""
        return self._send(
            "POST",
            "/api/v1/payment-codes",
            {},
            body=body,
            idempotency_key=idempotency_key,
        )

    def read(
        self,
        digits: str,
    ) -> m.PaymentCode:
        """One code."""
        return self._send(
            "GET",
            "/api/v1/payment-codes/{digits}",
            {"digits": digits},
        )

    def close(
        self,
        digits: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.PaymentCode:
        """Close a code: nobody pays it any more."""
        return self._send(
            "POST",
            "/api/v1/payment-codes/{digits}/close",
            {"digits": digits},
            idempotency_key=idempotency_key,
        )

    def create(
        self,
        body: m.NewCode,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.PaymentCode:
        """Make a code for one order, to be shown on the till's screen.

        Show `address` as a QR code. The order stands at `GET /payments/orders/{order_reference}`, and
        its payment comes as a webhook like any other.
        """
        return self._send(
            "POST",
            "/api/v1/payments/codes",
            {},
            body=body,
            idempotency_key=idempotency_key,
        )

    def close_order(
        self,
        order_reference: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.TillPayment:
        """Close an order that nobody has paid: its code is worth nothing from then on."""
        return self._send(
            "POST",
            "/api/v1/payments/orders/{order_reference}/close",
            {"order_reference": order_reference},
            idempotency_key=idempotency_key,
        )

    def text(
        self,
        *,
        text: str,
    ) -> m.CodeAddress:
        """Read what was scanned: UnionPay's address, or EMVCo's merchant-presented code."""
        return self._send(
            "GET",
            "/api/v1/scanned-codes",
            {},
            query={"text": text},
        )

    def scanned(
        self,
        institution: str,
        digits: str,
    ) -> m.ScannedCode:
        """What a scanned code is for."""
        return self._send(
            "GET",
            "/api/v1/scanned-codes/{institution}/{digits}",
            {"institution": institution, "digits": digits},
        )

    def pay(
        self,
        institution: str,
        digits: str,
        body: m.ScanPayment,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.ScanPaid:
        """Pay a scanned code with what the payer's wallet gave out. The same again is the same payment."""
        return self._send(
            "POST",
            "/api/v1/scanned-codes/{institution}/{digits}/payments",
            {"institution": institution, "digits": digits},
            body=body,
            idempotency_key=idempotency_key,
        )


class Evidence(Group):
    """Operations of `evidence`."""

    def checkpoint(
        self,
    ) -> bytes:
        """The last signed checkpoint, a signed note."""
        return self._send(
            "GET",
            "/api/v1/evidence/checkpoint",
            {},
            raw=True,
        )

    def consistency(
        self,
        *,
        first: int,
        second: int,
    ) -> m.ConsistencyProof:
        """That the log only grew between two sizes."""
        return self._send(
            "GET",
            "/api/v1/evidence/consistency",
            {},
            query={"first": first, "second": second},
        )

    def key(
        self,
    ) -> bytes:
        """The log's public key, as `name+id+key`."""
        return self._send(
            "GET",
            "/api/v1/evidence/key",
            {},
            raw=True,
        )

    def leaves(
        self,
        *,
        subject: str,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
    ) -> m.Page_Leaf:
        """Leaves about a thing, newest first."""
        return self._send(
            "GET",
            "/api/v1/evidence/leaves",
            {},
            query={"subject": subject, "cursor": cursor, "limit": limit},
        )

    def each_leaves(
        self,
        *,
        subject: str,
        limit: Optional[int] = None,
    ) -> Iterator[m.Leaf]:
        """Every row of `leaves`, page after page: Leaves about a thing, newest first."""
        return self._pages(
            lambda cursor: self.leaves(subject=subject, limit=limit, cursor=cursor)
        )

    def proof(
        self,
        id: m.LeafId,
    ) -> m.ProofBundle:
        """The bundle that proves a leaf off line; 409 while it waits for its place, about a second."""
        return self._send(
            "GET",
            "/api/v1/evidence/leaves/{id}/proof",
            {"id": id},
        )

    def tile(
        self,
        path: str,
    ) -> bytes:
        """A tile of hashes (`0/x001/234`) or of entries (`entries/x001/234`), `.p/<width>` for a
        partial one. A full tile never changes.
        """
        return self._send(
            "GET",
            "/api/v1/evidence/tile/{path}",
            {"path": path},
            raw=True,
        )


class Imports(Group):
    """Operations of `imports`."""

    def list(
        self,
        *,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
    ) -> m.Page_Import:
        """Bulk imports, newest first, without their faults."""
        return self._send(
            "GET",
            "/api/v1/imports",
            {},
            query={"cursor": cursor, "limit": limit},
        )

    def each(
        self,
        *,
        limit: Optional[int] = None,
    ) -> Iterator[m.Import]:
        """Every row of `list`, page after page: Bulk imports, newest first, without their faults."""
        return self._pages(
            lambda cursor: self.list(limit=limit, cursor=cursor)
        )

    def read(
        self,
        id: m.ImportId,
    ) -> m.Import:
        """A bulk import with its faults by row."""
        return self._send(
            "GET",
            "/api/v1/imports/{id}",
            {"id": id},
        )

    def import_(
        self,
        body: bytes,
        *,
        format: Optional[m.Format] = None,
        dry_run: Optional[bool] = None,
        file_name: Optional[str] = None,
        institution_id: Optional[m.InstitutionId] = None,
        idempotency_key: Optional[str] = None,
    ) -> m.Import:
        """Import merchants with their stores: all rows or none."""
        return self._send(
            "POST",
            "/api/v1/merchants/import",
            {},
            query={"format": format, "dry_run": dry_run, "file_name": file_name, "institution_id": institution_id},
            body=body,
            content_type="application/octet-stream",
            idempotency_key=idempotency_key,
        )

    def template(
        self,
        *,
        format: Optional[m.Format] = None,
    ) -> bytes:
        """An empty file for importing merchants, with an example."""
        return self._send(
            "GET",
            "/api/v1/merchants/import/template",
            {},
            query={"format": format},
            raw=True,
        )

    def post_terminals_import(
        self,
        body: bytes,
        *,
        format: Optional[m.Format] = None,
        dry_run: Optional[bool] = None,
        file_name: Optional[str] = None,
        institution_id: Optional[m.InstitutionId] = None,
        idempotency_key: Optional[str] = None,
    ) -> m.Import:
        """Import terminals: all rows or none. Rows with a merchant are bound as well."""
        return self._send(
            "POST",
            "/api/v1/terminals/import",
            {},
            query={"format": format, "dry_run": dry_run, "file_name": file_name, "institution_id": institution_id},
            body=body,
            content_type="application/octet-stream",
            idempotency_key=idempotency_key,
        )

    def get_terminals_import_template(
        self,
        *,
        format: Optional[m.Format] = None,
    ) -> bytes:
        """An empty file for importing terminals, with an example."""
        return self._send(
            "GET",
            "/api/v1/terminals/import/template",
            {},
            query={"format": format},
            raw=True,
        )


class Institutions(Group):
    """Operations of `institutions`."""

    def list(
        self,
    ) -> m.Page_Institution:
        """All institutions, by number. There are at most 1,000, so there is one page."""
        return self._send(
            "GET",
            "/api/v1/institutions",
            {},
        )

    def create(
        self,
        body: m.NewInstitution,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Institution:
        """Add an institution."""
        return self._send(
            "POST",
            "/api/v1/institutions",
            {},
            body=body,
            idempotency_key=idempotency_key,
        )

    def read(
        self,
        id: m.InstitutionId,
    ) -> m.Institution:
        """One institution."""
        return self._send(
            "GET",
            "/api/v1/institutions/{id}",
            {"id": id},
        )

    def change(
        self,
        id: m.InstitutionId,
        body: m.InstitutionChange,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Institution:
        """Change names or state. A suspended institution's people and partners are not answered."""
        return self._send(
            "PATCH",
            "/api/v1/institutions/{id}",
            {"id": id},
            body=body,
            idempotency_key=idempotency_key,
        )


class Jobs(Group):
    """Operations of `jobs`."""

    def list(
        self,
        *,
        state: Optional[m.ParkedState] = None,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
    ) -> m.Page_Parked:
        """Parked events, by institution and position."""
        return self._send(
            "GET",
            "/api/v1/events/parked",
            {},
            query={"state": state, "cursor": cursor, "limit": limit},
        )

    def each(
        self,
        *,
        state: Optional[m.ParkedState] = None,
        limit: Optional[int] = None,
    ) -> Iterator[m.Parked]:
        """Every row of `list`, page after page: Parked events, by institution and position."""
        return self._pages(
            lambda cursor: self.list(state=state, limit=limit, cursor=cursor)
        )

    def rerun(
        self,
        institution: m.InstitutionId,
        subscriber: str,
        position: int,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Parked:
        """Give a dead event to its subscriber again. Later events of its aggregate may have been given
        meanwhile.
        """
        return self._send(
            "POST",
            "/api/v1/events/parked/{institution}/{subscriber}/{position}/rerun",
            {"institution": institution, "subscriber": subscriber, "position": position},
            idempotency_key=idempotency_key,
        )

    def get_jobs(
        self,
        *,
        state: Optional[m.JobState] = None,
        kind: Optional[str] = None,
        routine: Optional[bool] = None,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
    ) -> m.Page_Job:
        """Jobs, newest first."""
        return self._send(
            "GET",
            "/api/v1/jobs",
            {},
            query={"state": state, "kind": kind, "routine": routine, "cursor": cursor, "limit": limit},
        )

    def each_get_jobs(
        self,
        *,
        state: Optional[m.JobState] = None,
        kind: Optional[str] = None,
        routine: Optional[bool] = None,
        limit: Optional[int] = None,
    ) -> Iterator[m.Job]:
        """Every row of `get_jobs`, page after page: Jobs, newest first."""
        return self._pages(
            lambda cursor: self.get_jobs(state=state, kind=kind, routine=routine, limit=limit, cursor=cursor)
        )

    def read(
        self,
        id: m.JobId,
    ) -> m.JobDetail:
        """One job with its payload, result and tries."""
        return self._send(
            "GET",
            "/api/v1/jobs/{id}",
            {"id": id},
        )

    def post_jobs_id_rerun(
        self,
        id: m.JobId,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Job:
        """Run a dead job again."""
        return self._send(
            "POST",
            "/api/v1/jobs/{id}/rerun",
            {"id": id},
            idempotency_key=idempotency_key,
        )


class Ledger(Group):
    """Operations of `ledger`."""

    def accounts(
        self,
        *,
        institution_id: Optional[m.InstitutionId] = None,
        owner: Optional[str] = None,
        kind: Optional[m.AccountKind] = None,
        q: Optional[str] = None,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
    ) -> m.Page_Account:
        """Accounts with their balances now."""
        return self._send(
            "GET",
            "/api/v1/ledger/accounts",
            {},
            query={"institution_id": institution_id, "owner": owner, "kind": kind, "q": q, "cursor": cursor, "limit": limit},
        )

    def each_accounts(
        self,
        *,
        institution_id: Optional[m.InstitutionId] = None,
        owner: Optional[str] = None,
        kind: Optional[m.AccountKind] = None,
        q: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> Iterator[m.Account]:
        """Every row of `accounts`, page after page: Accounts with their balances now."""
        return self._pages(
            lambda cursor: self.accounts(institution_id=institution_id, owner=owner, kind=kind, q=q, limit=limit, cursor=cursor)
        )

    def account(
        self,
        id: m.AccountId,
        *,
        at: Optional[str] = None,
    ) -> m.Account:
        """One account with its balance."""
        return self._send(
            "GET",
            "/api/v1/ledger/accounts/{id}",
            {"id": id},
            query={"at": at},
        )

    def statement(
        self,
        id: m.AccountId,
        *,
        from_: Optional[str] = None,
        to: Optional[str] = None,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
    ) -> m.Page_StatementLine:
        """Entries of an account, newest first, each with the balance after it."""
        return self._send(
            "GET",
            "/api/v1/ledger/accounts/{id}/statement",
            {"id": id},
            query={"from": from_, "to": to, "cursor": cursor, "limit": limit},
        )

    def each_statement(
        self,
        id: m.AccountId,
        *,
        from_: Optional[str] = None,
        to: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> Iterator[m.StatementLine]:
        """Every row of `statement`, page after page: Entries of an account, newest first, each with the balance after it."""
        return self._pages(
            lambda cursor: self.statement(id, from_=from_, to=to, limit=limit, cursor=cursor)
        )

    def transfer(
        self,
        id: m.TransferId,
    ) -> m.TransferView:
        """One transfer of the journal."""
        return self._send(
            "GET",
            "/api/v1/ledger/transfers/{id}",
            {"id": id},
        )

    def trial_balance(
        self,
        *,
        institution_id: Optional[m.InstitutionId] = None,
        day: Optional[str] = None,
    ) -> m.TrialBalance:
        """The books of an institution at the end of a day in China."""
        return self._send(
            "GET",
            "/api/v1/ledger/trial-balance",
            {},
            query={"institution_id": institution_id, "day": day},
        )


class MakersReports(Group):
    """Operations of `makers_reports`."""

    def list(
        self,
        *,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
    ) -> m.Page_Report:
        """Makers' reports, newest first."""
        return self._send(
            "GET",
            "/api/v1/makers-reports",
            {},
            query={"cursor": cursor, "limit": limit},
        )

    def each(
        self,
        *,
        limit: Optional[int] = None,
    ) -> Iterator[m.Report]:
        """Every row of `list`, page after page: Makers' reports, newest first."""
        return self._pages(
            lambda cursor: self.list(limit=limit, cursor=cursor)
        )

    def take(
        self,
        body: bytes,
        *,
        format: Optional[m.Format] = None,
        dry_run: Optional[bool] = None,
        file_name: Optional[str] = None,
        institution_id: Optional[m.InstitutionId] = None,
        idempotency_key: Optional[str] = None,
    ) -> m.Taken:
        """Hand a maker's report in: all rows or none."""
        return self._send(
            "POST",
            "/api/v1/makers-reports",
            {},
            query={"format": format, "dry_run": dry_run, "file_name": file_name, "institution_id": institution_id},
            body=body,
            content_type="application/octet-stream",
            idempotency_key=idempotency_key,
        )

    def differences(
        self,
        id: m.ReportId,
        *,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
    ) -> m.Page_ReportDifference:
        """What disagrees between a report and the register as it is now, by serial number."""
        return self._send(
            "GET",
            "/api/v1/makers-reports/{id}/differences",
            {"id": id},
            query={"cursor": cursor, "limit": limit},
        )

    def each_differences(
        self,
        id: m.ReportId,
        *,
        limit: Optional[int] = None,
    ) -> Iterator[m.ReportDifference]:
        """Every row of `differences`, page after page: What disagrees between a report and the register as it is now, by serial number."""
        return self._pages(
            lambda cursor: self.differences(id, limit=limit, cursor=cursor)
        )


class Merchants(Group):
    """Operations of `merchants`."""

    def end_contract(
        self,
        id: m.ContractId,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Contract:
        """End a contract; the terminals under it must be closed or moved before."""
        return self._send(
            "POST",
            "/api/v1/contracts/{id}/end",
            {"id": id},
            idempotency_key=idempotency_key,
        )

    def list(
        self,
        *,
        q: Optional[str] = None,
        state: Optional[m.MerchantState] = None,
        division: Optional[m.Division] = None,
        mcc: Optional[m.Mcc] = None,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
        format: Optional[m.Format] = None,
    ) -> m.Page_Merchant:
        """Merchants, newest first."""
        return self._send(
            "GET",
            "/api/v1/merchants",
            {},
            query={"q": q, "state": state, "division": division, "mcc": mcc, "cursor": cursor, "limit": limit, "format": format},
        )

    def each(
        self,
        *,
        q: Optional[str] = None,
        state: Optional[m.MerchantState] = None,
        division: Optional[m.Division] = None,
        mcc: Optional[m.Mcc] = None,
        limit: Optional[int] = None,
        format: Optional[m.Format] = None,
    ) -> Iterator[m.Merchant]:
        """Every row of `list`, page after page: Merchants, newest first."""
        return self._pages(
            lambda cursor: self.list(q=q, state=state, division=division, mcc=mcc, limit=limit, format=format, cursor=cursor)
        )

    def create(
        self,
        body: m.NewMerchantBody,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Merchant:
        """Sign a merchant."""
        return self._send(
            "POST",
            "/api/v1/merchants",
            {},
            body=body,
            idempotency_key=idempotency_key,
        )

    def export(
        self,
        *,
        q: Optional[str] = None,
        state: Optional[m.MerchantState] = None,
        division: Optional[m.Division] = None,
        mcc: Optional[m.Mcc] = None,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
        format: Optional[m.Format] = None,
    ) -> bytes:
        """Merchants as a file: CSV, or XLSX up to 100,000 rows."""
        return self._send(
            "GET",
            "/api/v1/merchants/export",
            {},
            query={"q": q, "state": state, "division": division, "mcc": mcc, "cursor": cursor, "limit": limit, "format": format},
            raw=True,
        )

    def read(
        self,
        id: m.MerchantId,
    ) -> m.Merchant:
        """One merchant."""
        return self._send(
            "GET",
            "/api/v1/merchants/{id}",
            {"id": id},
        )

    def change(
        self,
        id: m.MerchantId,
        body: m.MerchantPatch,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Merchant:
        """Change a merchant's papers. What is absent stays."""
        return self._send(
            "PATCH",
            "/api/v1/merchants/{id}",
            {"id": id},
            body=body,
            idempotency_key=idempotency_key,
        )

    def close(
        self,
        id: m.MerchantId,
        body: m.Note,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Merchant:
        """Close a merchant for good; its terminals must be closed before."""
        return self._send(
            "POST",
            "/api/v1/merchants/{id}/close",
            {"id": id},
            body=body,
            idempotency_key=idempotency_key,
        )

    def contracts(
        self,
        id: m.MerchantId,
    ) -> m.Page_Contract:
        """A merchant's contracts that you may see, newest first."""
        return self._send(
            "GET",
            "/api/v1/merchants/{id}/contracts",
            {"id": id},
        )

    def add_contract(
        self,
        id: m.MerchantId,
        body: m.ContractDraft,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Contract:
        """Record a contract with an acquirer, which may read the merchant from now on."""
        return self._send(
            "POST",
            "/api/v1/merchants/{id}/contracts",
            {"id": id},
            body=body,
            idempotency_key=idempotency_key,
        )

    def history(
        self,
        id: m.MerchantId,
    ) -> m.Page_MerchantHistory:
        """The latest 200 changes of a merchant, newest first."""
        return self._send(
            "GET",
            "/api/v1/merchants/{id}/history",
            {"id": id},
        )

    def resume(
        self,
        id: m.MerchantId,
        body: m.Note,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Merchant:
        """End a suspension."""
        return self._send(
            "POST",
            "/api/v1/merchants/{id}/resume",
            {"id": id},
            body=body,
            idempotency_key=idempotency_key,
        )

    def stores(
        self,
        id: m.MerchantId,
        *,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
    ) -> m.Page_Store:
        """A merchant's stores, oldest first."""
        return self._send(
            "GET",
            "/api/v1/merchants/{id}/stores",
            {"id": id},
            query={"cursor": cursor, "limit": limit},
        )

    def each_stores(
        self,
        id: m.MerchantId,
        *,
        limit: Optional[int] = None,
    ) -> Iterator[m.Store]:
        """Every row of `stores`, page after page: A merchant's stores, oldest first."""
        return self._pages(
            lambda cursor: self.stores(id, limit=limit, cursor=cursor)
        )

    def add_store(
        self,
        id: m.MerchantId,
        body: m.StoreDraft,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Store:
        """Add a store."""
        return self._send(
            "POST",
            "/api/v1/merchants/{id}/stores",
            {"id": id},
            body=body,
            idempotency_key=idempotency_key,
        )

    def suspend(
        self,
        id: m.MerchantId,
        body: m.Note,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Merchant:
        """Hold a merchant for a time; its terminals take no payment."""
        return self._send(
            "POST",
            "/api/v1/merchants/{id}/suspend",
            {"id": id},
            body=body,
            idempotency_key=idempotency_key,
        )

    def change_store(
        self,
        id: m.StoreId,
        body: m.StorePatch,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Store:
        """Change or close a store."""
        return self._send(
            "PATCH",
            "/api/v1/stores/{id}",
            {"id": id},
            body=body,
            idempotency_key=idempotency_key,
        )


class Partners(Group):
    """Operations of `partners`."""

    def list(
        self,
        *,
        q: Optional[str] = None,
        state: Optional[m.PartnerState] = None,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
    ) -> m.Page_Partner:
        """Partners, in the order they were added."""
        return self._send(
            "GET",
            "/api/v1/partners",
            {},
            query={"q": q, "state": state, "cursor": cursor, "limit": limit},
        )

    def each(
        self,
        *,
        q: Optional[str] = None,
        state: Optional[m.PartnerState] = None,
        limit: Optional[int] = None,
    ) -> Iterator[m.Partner]:
        """Every row of `list`, page after page: Partners, in the order they were added."""
        return self._pages(
            lambda cursor: self.list(q=q, state=state, limit=limit, cursor=cursor)
        )

    def create(
        self,
        body: m.NewPartner,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Partner:
        """Add a partner."""
        return self._send(
            "POST",
            "/api/v1/partners",
            {},
            body=body,
            idempotency_key=idempotency_key,
        )

    def read(
        self,
        id: m.PartnerId,
    ) -> m.Partner:
        """One partner."""
        return self._send(
            "GET",
            "/api/v1/partners/{id}",
            {"id": id},
        )

    def change(
        self,
        id: m.PartnerId,
        body: m.PartnerChange,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Partner:
        """Change name, roles, state or limits."""
        return self._send(
            "PATCH",
            "/api/v1/partners/{id}",
            {"id": id},
            body=body,
            idempotency_key=idempotency_key,
        )

    def keys(
        self,
        id: m.PartnerId,
    ) -> m.Page_PartnerKey:
        """A partner's keys, newest first, at most 100: there is one page."""
        return self._send(
            "GET",
            "/api/v1/partners/{id}/keys",
            {"id": id},
        )

    def add_key(
        self,
        id: m.PartnerId,
        body: m.NewKey,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.PartnerKey:
        """Register a public key."""
        return self._send(
            "POST",
            "/api/v1/partners/{id}/keys",
            {"id": id},
            body=body,
            idempotency_key=idempotency_key,
        )

    def revoke_key(
        self,
        id: m.PartnerId,
        key: m.KeyId,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.PartnerKey:
        """Revoke a key: it is good for nothing from now on. Revoking twice is the same as once."""
        return self._send(
            "DELETE",
            "/api/v1/partners/{id}/keys/{key}",
            {"id": id, "key": key},
            idempotency_key=idempotency_key,
        )

    def retire_key(
        self,
        id: m.PartnerId,
        key: m.KeyId,
        body: m.Retire,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.PartnerKey:
        """Retire a key: it is good until a date while a newer one takes over."""
        return self._send(
            "POST",
            "/api/v1/partners/{id}/keys/{key}/retire",
            {"id": id, "key": key},
            body=body,
            idempotency_key=idempotency_key,
        )


class Payments(Group):
    """Operations of `payments`."""

    def overview(
        self,
        *,
        minutes: Optional[int] = None,
    ) -> m.Overview:
        """How the road is doing."""
        return self._send(
            "GET",
            "/api/v1/overview",
            {},
            query={"minutes": minutes},
        )

    def list(
        self,
        *,
        from_: Optional[str] = None,
        to: Optional[str] = None,
        state: Optional[m.PaymentState] = None,
        kind: Optional[m.PaymentKind] = None,
        acquirer: Optional[m.InstitutionId] = None,
        merchant: Optional[m.MerchantId] = None,
        terminal: Optional[m.TerminalId] = None,
        amount_min: Optional[int] = None,
        amount_max: Optional[int] = None,
        q: Optional[str] = None,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
        format: Optional[m.Format] = None,
    ) -> m.Page_PaymentSummary:
        """Payments, newest first. Cards are masked."""
        return self._send(
            "GET",
            "/api/v1/payments",
            {},
            query={"from": from_, "to": to, "state": state, "kind": kind, "acquirer": acquirer, "merchant": merchant, "terminal": terminal, "amount_min": amount_min, "amount_max": amount_max, "q": q, "cursor": cursor, "limit": limit, "format": format},
        )

    def each(
        self,
        *,
        from_: Optional[str] = None,
        to: Optional[str] = None,
        state: Optional[m.PaymentState] = None,
        kind: Optional[m.PaymentKind] = None,
        acquirer: Optional[m.InstitutionId] = None,
        merchant: Optional[m.MerchantId] = None,
        terminal: Optional[m.TerminalId] = None,
        amount_min: Optional[int] = None,
        amount_max: Optional[int] = None,
        q: Optional[str] = None,
        limit: Optional[int] = None,
        format: Optional[m.Format] = None,
    ) -> Iterator[m.PaymentSummary]:
        """Every row of `list`, page after page: Payments, newest first. Cards are masked."""
        return self._pages(
            lambda cursor: self.list(from_=from_, to=to, state=state, kind=kind, acquirer=acquirer, merchant=merchant, terminal=terminal, amount_min=amount_min, amount_max=amount_max, q=q, limit=limit, format=format, cursor=cursor)
        )

    def download(
        self,
        *,
        from_: Optional[str] = None,
        to: Optional[str] = None,
        state: Optional[m.PaymentState] = None,
        kind: Optional[m.PaymentKind] = None,
        acquirer: Optional[m.InstitutionId] = None,
        merchant: Optional[m.MerchantId] = None,
        terminal: Optional[m.TerminalId] = None,
        amount_min: Optional[int] = None,
        amount_max: Optional[int] = None,
        q: Optional[str] = None,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
        format: Optional[m.Format] = None,
    ) -> bytes:
        """Payments as a file: CSV, or XLSX up to 100,000 rows."""
        return self._send(
            "GET",
            "/api/v1/payments/export",
            {},
            query={"from": from_, "to": to, "state": state, "kind": kind, "acquirer": acquirer, "merchant": merchant, "terminal": terminal, "amount_min": amount_min, "amount_max": amount_max, "q": q, "cursor": cursor, "limit": limit, "format": format},
            raw=True,
        )

    def read(
        self,
        id: m.PaymentId,
    ) -> m.PaymentDetail:
        """One payment with its time line, routing reasons, binding check, entries and reversals."""
        return self._send(
            "GET",
            "/api/v1/payments/{id}",
            {"id": id},
        )

    def reversals(
        self,
        *,
        state: Optional[m.ReversalState] = None,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
    ) -> m.Page_ReversalView:
        """Reversals, newest first."""
        return self._send(
            "GET",
            "/api/v1/reversals",
            {},
            query={"state": state, "cursor": cursor, "limit": limit},
        )

    def each_reversals(
        self,
        *,
        state: Optional[m.ReversalState] = None,
        limit: Optional[int] = None,
    ) -> Iterator[m.ReversalView]:
        """Every row of `reversals`, page after page: Reversals, newest first."""
        return self._pages(
            lambda cursor: self.reversals(state=state, limit=limit, cursor=cursor)
        )

    def resolve(
        self,
        id: m.ReversalId,
        body: m.Resolution,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.ReversalView:
        """Close a stuck reversal that was settled with the acquirer by other means."""
        return self._send(
            "POST",
            "/api/v1/reversals/{id}/resolve",
            {"id": id},
            body=body,
            idempotency_key=idempotency_key,
        )

    def retry(
        self,
        id: m.ReversalId,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.ReversalView:
        """Put a stuck reversal back into the queue."""
        return self._send(
            "POST",
            "/api/v1/reversals/{id}/retry",
            {"id": id},
            idempotency_key=idempotency_key,
        )

    def get_terminal_batches(
        self,
        *,
        state: Optional[m.TerminalBatchState] = None,
        terminal: Optional[m.TerminalId] = None,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
    ) -> m.Page_TerminalBatch:
        """Settlements of terminals' batches, newest first."""
        return self._send(
            "GET",
            "/api/v1/terminal-batches",
            {},
            query={"state": state, "terminal": terminal, "cursor": cursor, "limit": limit},
        )

    def each_get_terminal_batches(
        self,
        *,
        state: Optional[m.TerminalBatchState] = None,
        terminal: Optional[m.TerminalId] = None,
        limit: Optional[int] = None,
    ) -> Iterator[m.TerminalBatch]:
        """Every row of `get_terminal_batches`, page after page: Settlements of terminals' batches, newest first."""
        return self._pages(
            lambda cursor: self.get_terminal_batches(state=state, terminal=terminal, limit=limit, cursor=cursor)
        )

    def get_terminal_batches_terminal_batch_no(
        self,
        terminal: m.TerminalId,
        batch_no: int,
    ) -> m.TerminalBatch:
        """One settlement, with what differs."""
        return self._send(
            "GET",
            "/api/v1/terminal-batches/{terminal}/{batch_no}",
            {"terminal": terminal, "batch_no": batch_no},
        )

    def post_terminal_batches_terminal_batch_no_resolve(
        self,
        terminal: m.TerminalId,
        batch_no: int,
        body: m.BatchResolution,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.TerminalBatch:
        """Close a batch that differs: the reason is found."""
        return self._send(
            "POST",
            "/api/v1/terminal-batches/{terminal}/{batch_no}/resolve",
            {"terminal": terminal, "batch_no": batch_no},
            body=body,
            idempotency_key=idempotency_key,
        )


class People(Group):
    """Operations of `people`."""

    def list(
        self,
        *,
        q: Optional[str] = None,
        institution_id: Optional[m.InstitutionId] = None,
        state: Optional[m.PersonState] = None,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
    ) -> m.Page_Person:
        """People, in the order they were added."""
        return self._send(
            "GET",
            "/api/v1/people",
            {},
            query={"q": q, "institution_id": institution_id, "state": state, "cursor": cursor, "limit": limit},
        )

    def each(
        self,
        *,
        q: Optional[str] = None,
        institution_id: Optional[m.InstitutionId] = None,
        state: Optional[m.PersonState] = None,
        limit: Optional[int] = None,
    ) -> Iterator[m.Person]:
        """Every row of `list`, page after page: People, in the order they were added."""
        return self._pages(
            lambda cursor: self.list(q=q, institution_id=institution_id, state=state, limit=limit, cursor=cursor)
        )

    def create(
        self,
        body: m.NewPerson,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.FirstSignIn:
        """Add a person. Answers a first password, shown once."""
        return self._send(
            "POST",
            "/api/v1/people",
            {},
            body=body,
            idempotency_key=idempotency_key,
        )

    def read(
        self,
        id: m.PersonId,
    ) -> m.Person:
        """One person."""
        return self._send(
            "GET",
            "/api/v1/people/{id}",
            {"id": id},
        )

    def change(
        self,
        id: m.PersonId,
        body: m.PersonChange,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Person:
        """Change name, roles or state of another person."""
        return self._send(
            "PATCH",
            "/api/v1/people/{id}",
            {"id": id},
            body=body,
            idempotency_key=idempotency_key,
        )

    def reset(
        self,
        id: m.PersonId,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.FirstSignIn:
        """Reset another person: a new first password, one-time codes off, all sessions ended."""
        return self._send(
            "POST",
            "/api/v1/people/{id}/reset",
            {"id": id},
            idempotency_key=idempotency_key,
        )


class Prepaid(Group):
    """Operations of `prepaid`."""

    def issue(
        self,
        body: m.NewPrepaidCard,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.PrepaidCard:
        """Issue a prepaid card of one of your merchants. The same card again changes nothing."""
        return self._send(
            "POST",
            "/api/v1/prepaid-cards",
            {},
            body=body,
            idempotency_key=idempotency_key,
        )

    def read(
        self,
        card_no: str,
    ) -> m.PrepaidCard:
        """A prepaid card and what is on it."""
        return self._send(
            "GET",
            "/api/v1/prepaid-cards/{card_no}",
            {"card_no": card_no},
        )

    def entries(
        self,
        card_no: str,
        *,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
    ) -> m.Page_PrepaidEntry:
        """Entries of a prepaid card, newest first."""
        return self._send(
            "GET",
            "/api/v1/prepaid-cards/{card_no}/entries",
            {"card_no": card_no},
            query={"cursor": cursor, "limit": limit},
        )

    def each_entries(
        self,
        card_no: str,
        *,
        limit: Optional[int] = None,
    ) -> Iterator[m.PrepaidEntry]:
        """Every row of `entries`, page after page: Entries of a prepaid card, newest first."""
        return self._pages(
            lambda cursor: self.entries(card_no, limit=limit, cursor=cursor)
        )

    def enter(
        self,
        card_no: str,
        body: m.NewPrepaidEntry,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.PrepaidEntry:
        """Top a prepaid card up, take a payment from it, or give one back in whole or in part.

        The same entry again is done once. 409 `prepaid_balance_short`: there is not enough on it; a
        new try is a new entry.
        """
        return self._send(
            "POST",
            "/api/v1/prepaid-cards/{card_no}/entries",
            {"card_no": card_no},
            body=body,
            idempotency_key=idempotency_key,
        )


class Reconciliation(Group):
    """Operations of `reconciliation`."""

    def days(
        self,
        *,
        state: Optional[m.ReconDayState] = None,
        acquirer_id: Optional[m.InstitutionId] = None,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
    ) -> m.Page_ReconDay:
        """Business days with a file, the newest first."""
        return self._send(
            "GET",
            "/api/v1/reconciliation/days",
            {},
            query={"state": state, "acquirer_id": acquirer_id, "cursor": cursor, "limit": limit},
        )

    def each_days(
        self,
        *,
        state: Optional[m.ReconDayState] = None,
        acquirer_id: Optional[m.InstitutionId] = None,
        limit: Optional[int] = None,
    ) -> Iterator[m.ReconDay]:
        """Every row of `days`, page after page: Business days with a file, the newest first."""
        return self._pages(
            lambda cursor: self.days(state=state, acquirer_id=acquirer_id, limit=limit, cursor=cursor)
        )

    def sheet(
        self,
        id: m.ReconDayId,
    ) -> m.ReconSheet:
        """The sheet of a day: both sides by status, and what is not explained."""
        return self._send(
            "GET",
            "/api/v1/reconciliation/days/{id}",
            {"id": id},
        )

    def close(
        self,
        id: m.ReconDayId,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.ReconSheet:
        """Close a day on which every fen is explained."""
        return self._send(
            "POST",
            "/api/v1/reconciliation/days/{id}/close",
            {"id": id},
            idempotency_key=idempotency_key,
        )

    def compare(
        self,
        id: m.ReconDayId,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.ReconSheet:
        """Hold the file of a day against our lines as they are now."""
        return self._send(
            "POST",
            "/api/v1/reconciliation/days/{id}/compare",
            {"id": id},
            idempotency_key=idempotency_key,
        )

    def take(
        self,
        body: bytes,
        *,
        format: Optional[m.Format] = None,
        dry_run: Optional[bool] = None,
        file_name: Optional[str] = None,
        institution_id: Optional[m.InstitutionId] = None,
        idempotency_key: Optional[str] = None,
    ) -> m.FileTaken:
        """Hand a daily file in: all lines or none."""
        return self._send(
            "POST",
            "/api/v1/reconciliation/files",
            {},
            query={"format": format, "dry_run": dry_run, "file_name": file_name, "institution_id": institution_id},
            body=body,
            content_type="application/octet-stream",
            idempotency_key=idempotency_key,
        )

    def list(
        self,
        *,
        day_id: Optional[m.ReconDayId] = None,
        status: Optional[m.ReconStatus] = None,
        acquirer_id: Optional[m.InstitutionId] = None,
        mine: Optional[bool] = None,
        open: Optional[bool] = None,
        age_days: Optional[int] = None,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
        format: Optional[m.Format] = None,
    ) -> m.Page_ReconResult:
        """What is not a plain match, as it stands, the newest day first."""
        return self._send(
            "GET",
            "/api/v1/reconciliation/results",
            {},
            query={"day_id": day_id, "status": status, "acquirer_id": acquirer_id, "mine": mine, "open": open, "age_days": age_days, "cursor": cursor, "limit": limit, "format": format},
        )

    def each(
        self,
        *,
        day_id: Optional[m.ReconDayId] = None,
        status: Optional[m.ReconStatus] = None,
        acquirer_id: Optional[m.InstitutionId] = None,
        mine: Optional[bool] = None,
        open: Optional[bool] = None,
        age_days: Optional[int] = None,
        limit: Optional[int] = None,
        format: Optional[m.Format] = None,
    ) -> Iterator[m.ReconResult]:
        """Every row of `list`, page after page: What is not a plain match, as it stands, the newest day first."""
        return self._pages(
            lambda cursor: self.list(day_id=day_id, status=status, acquirer_id=acquirer_id, mine=mine, open=open, age_days=age_days, limit=limit, format=format, cursor=cursor)
        )

    def download(
        self,
        *,
        day_id: Optional[m.ReconDayId] = None,
        status: Optional[m.ReconStatus] = None,
        acquirer_id: Optional[m.InstitutionId] = None,
        mine: Optional[bool] = None,
        open: Optional[bool] = None,
        age_days: Optional[int] = None,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
        format: Optional[m.Format] = None,
    ) -> bytes:
        """The same list as a file: CSV, or XLSX up to 100,000 rows."""
        return self._send(
            "GET",
            "/api/v1/reconciliation/results/export",
            {},
            query={"day_id": day_id, "status": status, "acquirer_id": acquirer_id, "mine": mine, "open": open, "age_days": age_days, "cursor": cursor, "limit": limit, "format": format},
            raw=True,
        )

    def read(
        self,
        id: m.ReconResultId,
    ) -> m.ReconDetail:
        """One result: both sides beside each other, and all its versions."""
        return self._send(
            "GET",
            "/api/v1/reconciliation/results/{id}",
            {"id": id},
        )

    def assign(
        self,
        id: m.ReconResultId,
        body: m.AssignBody,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.ReconResult:
        """Take a result over."""
        return self._send(
            "POST",
            "/api/v1/reconciliation/results/{id}/assign",
            {"id": id},
            body=body,
            idempotency_key=idempotency_key,
        )

    def note(
        self,
        id: m.ReconResultId,
        body: m.ReconNoteBody,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.ReconResult:
        """Add a note to a result."""
        return self._send(
            "POST",
            "/api/v1/reconciliation/results/{id}/note",
            {"id": id},
            body=body,
            idempotency_key=idempotency_key,
        )

    def decide(
        self,
        id: m.ReconResultId,
        body: m.SettleBody,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.SettleAnswer:
        """Take a way out of a result, or take the latest one back. 202: another person must approve."""
        return self._send(
            "POST",
            "/api/v1/reconciliation/results/{id}/settle",
            {"id": id},
            body=body,
            idempotency_key=idempotency_key,
        )


class Routes(Group):
    """Operations of `routes`."""

    def list(
        self,
        *,
        state: Optional[m.RouteState] = None,
        acquirer: Optional[m.InstitutionId] = None,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
    ) -> m.Page_Route:
        """Routing rules, by priority."""
        return self._send(
            "GET",
            "/api/v1/routes",
            {},
            query={"state": state, "acquirer": acquirer, "cursor": cursor, "limit": limit},
        )

    def each(
        self,
        *,
        state: Optional[m.RouteState] = None,
        acquirer: Optional[m.InstitutionId] = None,
        limit: Optional[int] = None,
    ) -> Iterator[m.Route]:
        """Every row of `list`, page after page: Routing rules, by priority."""
        return self._pages(
            lambda cursor: self.list(state=state, acquirer=acquirer, limit=limit, cursor=cursor)
        )

    def create(
        self,
        body: m.RouteDraft,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.RouteAsked:
        """Ask for a new rule. It decides nothing until another person has approved it."""
        return self._send(
            "POST",
            "/api/v1/routes",
            {},
            body=body,
            idempotency_key=idempotency_key,
        )

    def dry_run(
        self,
        body: m.DryRun,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.DryRunAnswer:
        """Try the rules on a payment that might be."""
        return self._send(
            "POST",
            "/api/v1/routes/dry-run",
            {},
            body=body,
            idempotency_key=idempotency_key,
        )

    def replay(
        self,
        body: m.ReplayBody,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.ReplayAnswer:
        """Try a change of the rules on payments of the past: what would have gone another way, and what
        it would have cost. Contracts, links and prices are today's, and every link counts as healthy.
        """
        return self._send(
            "POST",
            "/api/v1/routes/dry-run/history",
            {},
            body=body,
            idempotency_key=idempotency_key,
        )

    def read(
        self,
        id: m.RouteId,
    ) -> m.Route:
        """One routing rule."""
        return self._send(
            "GET",
            "/api/v1/routes/{id}",
            {"id": id},
        )

    def change(
        self,
        id: m.RouteId,
        body: m.RoutePatch,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.RouteAsked:
        """Ask for a change of a rule. It stays as it is until another person has approved."""
        return self._send(
            "PATCH",
            "/api/v1/routes/{id}",
            {"id": id},
            body=body,
            idempotency_key=idempotency_key,
        )

    def retire(
        self,
        id: m.RouteId,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.RouteAsked:
        """Ask for the end of a rule."""
        return self._send(
            "DELETE",
            "/api/v1/routes/{id}",
            {"id": id},
            idempotency_key=idempotency_key,
        )


class Sandbox(Group):
    """Operations of `sandbox`."""

    def read(
        self,
    ) -> m.Sandbox:
        """Your sandbox: merchant, till, codes to scan, amounts that do not go well."""
        return self._send(
            "GET",
            "/api/v1/sandbox",
            {},
        )

    def open(
        self,
        body: m.OpenSandbox,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.SandboxKey:
        """Open your sandbox, if there is none yet, and get a new key for it.

        The first call sets up a merchant, a store, an active till and a partner of your institution.
        Each call registers your public key or makes a pair, whose private key is in this answer and
        nowhere else. Of more than five keys the oldest is revoked.
        """
        return self._send(
            "POST",
            "/api/v1/sandbox",
            {},
            body=body,
            idempotency_key=idempotency_key,
        )

    def requests(
        self,
        *,
        q: Optional[str] = None,
        refused: Optional[bool] = None,
        signature: Optional[m.SignatureResult] = None,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
    ) -> m.Page_SandboxRequestRow:
        """What the sandbox's partners asked of the API in the last week, newest first."""
        return self._send(
            "GET",
            "/api/v1/sandbox/requests",
            {},
            query={"q": q, "refused": refused, "signature": signature, "cursor": cursor, "limit": limit},
        )

    def each_requests(
        self,
        *,
        q: Optional[str] = None,
        refused: Optional[bool] = None,
        signature: Optional[m.SignatureResult] = None,
        limit: Optional[int] = None,
    ) -> Iterator[m.SandboxRequestRow]:
        """Every row of `requests`, page after page: What the sandbox's partners asked of the API in the last week, newest first."""
        return self._pages(
            lambda cursor: self.requests(q=q, refused=refused, signature=signature, limit=limit, cursor=cursor)
        )

    def request(
        self,
        id: str,
    ) -> m.SandboxRequest:
        """One of them, with its bodies, and the signature base where the signature was refused."""
        return self._send(
            "GET",
            "/api/v1/sandbox/requests/{id}",
            {"id": id},
        )

    def replay(
        self,
        id: str,
        body: m.SandboxReplay,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.SandboxRequest:
        """Send one again as it was, and see what the API says now."""
        return self._send(
            "POST",
            "/api/v1/sandbox/requests/{id}/replay",
            {"id": id},
            body=body,
            idempotency_key=idempotency_key,
        )


class Terminals(Group):
    """Operations of `terminals`."""

    def list(
        self,
        *,
        q: Optional[str] = None,
        state: Optional[m.TerminalState] = None,
        merchant: Optional[m.MerchantId] = None,
        store: Optional[m.StoreId] = None,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
        format: Optional[m.Format] = None,
    ) -> m.Page_Terminal:
        """Terminals, newest first."""
        return self._send(
            "GET",
            "/api/v1/terminals",
            {},
            query={"q": q, "state": state, "merchant": merchant, "store": store, "cursor": cursor, "limit": limit, "format": format},
        )

    def each(
        self,
        *,
        q: Optional[str] = None,
        state: Optional[m.TerminalState] = None,
        merchant: Optional[m.MerchantId] = None,
        store: Optional[m.StoreId] = None,
        limit: Optional[int] = None,
        format: Optional[m.Format] = None,
    ) -> Iterator[m.Terminal]:
        """Every row of `list`, page after page: Terminals, newest first."""
        return self._pages(
            lambda cursor: self.list(q=q, state=state, merchant=merchant, store=store, limit=limit, format=format, cursor=cursor)
        )

    def register(
        self,
        body: m.Registration,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Terminal:
        """Register a terminal by its serial number."""
        return self._send(
            "POST",
            "/api/v1/terminals",
            {},
            body=body,
            idempotency_key=idempotency_key,
        )

    def export(
        self,
        *,
        q: Optional[str] = None,
        state: Optional[m.TerminalState] = None,
        merchant: Optional[m.MerchantId] = None,
        store: Optional[m.StoreId] = None,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
        format: Optional[m.Format] = None,
    ) -> bytes:
        """Terminals as a file: CSV, or XLSX up to 100,000 rows."""
        return self._send(
            "GET",
            "/api/v1/terminals/export",
            {},
            query={"q": q, "state": state, "merchant": merchant, "store": store, "cursor": cursor, "limit": limit, "format": format},
            raw=True,
        )

    def read(
        self,
        id: m.TerminalId,
    ) -> m.Terminal:
        """One terminal."""
        return self._send(
            "GET",
            "/api/v1/terminals/{id}",
            {"id": id},
        )

    def activate(
        self,
        id: m.TerminalId,
        body: m.Note,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Terminal:
        """Let a tried terminal take payments."""
        return self._send(
            "POST",
            "/api/v1/terminals/{id}/activate",
            {"id": id},
            body=body,
            idempotency_key=idempotency_key,
        )

    def bind(
        self,
        id: m.TerminalId,
        body: m.BindingDraft,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Terminal:
        """Bind a registered terminal by the five elements."""
        return self._send(
            "POST",
            "/api/v1/terminals/{id}/bind",
            {"id": id},
            body=body,
            idempotency_key=idempotency_key,
        )

    def close(
        self,
        id: m.TerminalId,
        body: m.Note,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Terminal:
        """Close a terminal for good; every node refuses it within a second."""
        return self._send(
            "POST",
            "/api/v1/terminals/{id}/close",
            {"id": id},
            body=body,
            idempotency_key=idempotency_key,
        )

    def history(
        self,
        id: m.TerminalId,
    ) -> m.Page_TerminalHistory:
        """The changes of a terminal and of those that had its serial number before, newest first; at
        most 500.
        """
        return self._send(
            "GET",
            "/api/v1/terminals/{id}/history",
            {"id": id},
        )

    def keys(
        self,
        id: m.TerminalId,
    ) -> m.TerminalKeys:
        """The keys of a terminal by their check values, and whether it is signed in."""
        return self._send(
            "GET",
            "/api/v1/terminals/{id}/keys",
            {"id": id},
        )

    def load_key(
        self,
        id: m.TerminalId,
        body: m.KeySheet,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.TerminalKeys:
        """Load a terminal's master key that exists elsewhere, from two or three components. The
        terminal must sign in anew.
        """
        return self._send(
            "POST",
            "/api/v1/terminals/{id}/keys/load",
            {"id": id},
            body=body,
            idempotency_key=idempotency_key,
        )

    def make_key(
        self,
        id: m.TerminalId,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.MadeMasterKey:
        """Make a new master key for a terminal. It is answered once, in two components; the terminal
        must load it and sign in anew.
        """
        return self._send(
            "POST",
            "/api/v1/terminals/{id}/keys/make",
            {"id": id},
            idempotency_key=idempotency_key,
        )

    def proof(
        self,
        id: m.TerminalId,
        *,
        binding: Optional[m.BindingId] = None,
    ) -> Dict[str, Any]:
        """The proof that a binding stands in the evidence log: a file to keep and to check off line."""
        return self._send(
            "GET",
            "/api/v1/terminals/{id}/proof",
            {"id": id},
            query={"binding": binding},
        )

    def rebind(
        self,
        id: m.TerminalId,
        body: m.BindingDraft,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.TerminalAsked:
        """Ask for a terminal to be moved: to another place, store, merchant or acquirer. Another person
        must approve.
        """
        return self._send(
            "POST",
            "/api/v1/terminals/{id}/rebind",
            {"id": id},
            body=body,
            idempotency_key=idempotency_key,
        )

    def resume(
        self,
        id: m.TerminalId,
        body: m.Note,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Terminal:
        """End a suspension."""
        return self._send(
            "POST",
            "/api/v1/terminals/{id}/resume",
            {"id": id},
            body=body,
            idempotency_key=idempotency_key,
        )

    def suspend(
        self,
        id: m.TerminalId,
        body: m.Note,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Terminal:
        """Hold a terminal for a time."""
        return self._send(
            "POST",
            "/api/v1/terminals/{id}/suspend",
            {"id": id},
            body=body,
            idempotency_key=idempotency_key,
        )

    def test(
        self,
        id: m.TerminalId,
        body: m.TestBody,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Terminal:
        """Try a terminal out, or say how the trial went."""
        return self._send(
            "POST",
            "/api/v1/terminals/{id}/test",
            {"id": id},
            body=body,
            idempotency_key=idempotency_key,
        )


class Tills(Group):
    """Operations of `tills`."""

    def pay(
        self,
        body: m.NewOrder,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.TillPayment:
        """Pay an order by the code that a consumer shows.

        Answers when the acquirer has answered, with the payment as it stands: look at `state`. 503
        `payment_unknown` says that nobody knows yet: send the same again, or cancel the order.
        """
        return self._send(
            "POST",
            "/api/v1/payments",
            {},
            body=body,
            idempotency_key=idempotency_key,
        )

    def list(
        self,
        *,
        merchant_reference: Optional[str] = None,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
    ) -> m.Page_TillPayment:
        """Orders and refunds of the caller, newest first."""
        return self._send(
            "GET",
            "/api/v1/payments/orders",
            {},
            query={"merchant_reference": merchant_reference, "cursor": cursor, "limit": limit},
        )

    def each(
        self,
        *,
        merchant_reference: Optional[str] = None,
        limit: Optional[int] = None,
    ) -> Iterator[m.TillPayment]:
        """Every row of `list`, page after page: Orders and refunds of the caller, newest first."""
        return self._pages(
            lambda cursor: self.list(merchant_reference=merchant_reference, limit=limit, cursor=cursor)
        )

    def read(
        self,
        order_reference: str,
    ) -> m.TillPayment:
        """An order or a refund as it stands."""
        return self._send(
            "GET",
            "/api/v1/payments/orders/{order_reference}",
            {"order_reference": order_reference},
        )

    def cancel(
        self,
        order_reference: str,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.TillPayment:
        """Take a payment back, whole, on its business day. Repeated it changes nothing."""
        return self._send(
            "POST",
            "/api/v1/payments/orders/{order_reference}/cancel",
            {"order_reference": order_reference},
            idempotency_key=idempotency_key,
        )

    def refund(
        self,
        order_reference: str,
        body: m.NewRefund,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.TillPayment:
        """Give back a payment, in whole or in part, several times, never more than was paid."""
        return self._send(
            "POST",
            "/api/v1/payments/orders/{order_reference}/refunds",
            {"order_reference": order_reference},
            body=body,
            idempotency_key=idempotency_key,
        )


class Webhooks(Group):
    """Operations of `webhooks`."""

    def list(
        self,
        *,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
    ) -> m.Page_Webhook:
        """Webhooks, newest first."""
        return self._send(
            "GET",
            "/api/v1/webhooks",
            {},
            query={"cursor": cursor, "limit": limit},
        )

    def each(
        self,
        *,
        limit: Optional[int] = None,
    ) -> Iterator[m.Webhook]:
        """Every row of `list`, page after page: Webhooks, newest first."""
        return self._pages(
            lambda cursor: self.list(limit=limit, cursor=cursor)
        )

    def create(
        self,
        body: m.WebhookCreate,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Webhook:
        """Add a webhook with a signing key of its own."""
        return self._send(
            "POST",
            "/api/v1/webhooks",
            {},
            body=body,
            idempotency_key=idempotency_key,
        )

    def delivery(
        self,
        id: m.DeliveryId,
    ) -> m.DeliveryDetail:
        """One delivery with its body and tries."""
        return self._send(
            "GET",
            "/api/v1/webhooks/deliveries/{id}",
            {"id": id},
        )

    def replay(
        self,
        id: m.DeliveryId,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Delivery:
        """Send the event of a delivery once more."""
        return self._send(
            "POST",
            "/api/v1/webhooks/deliveries/{id}/replay",
            {"id": id},
            idempotency_key=idempotency_key,
        )

    def read(
        self,
        id: m.WebhookId,
    ) -> m.Webhook:
        """One webhook."""
        return self._send(
            "GET",
            "/api/v1/webhooks/{id}",
            {"id": id},
        )

    def change(
        self,
        id: m.WebhookId,
        body: m.WebhookChange,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Webhook:
        """Change address, events or state."""
        return self._send(
            "PATCH",
            "/api/v1/webhooks/{id}",
            {"id": id},
            body=body,
            idempotency_key=idempotency_key,
        )

    def deliveries(
        self,
        id: m.WebhookId,
        *,
        state: Optional[m.DeliveryState] = None,
        cursor: Optional[m.Cursor] = None,
        limit: Optional[int] = None,
    ) -> m.Page_Delivery:
        """Deliveries of a webhook, newest first."""
        return self._send(
            "GET",
            "/api/v1/webhooks/{id}/deliveries",
            {"id": id},
            query={"state": state, "cursor": cursor, "limit": limit},
        )

    def each_deliveries(
        self,
        id: m.WebhookId,
        *,
        state: Optional[m.DeliveryState] = None,
        limit: Optional[int] = None,
    ) -> Iterator[m.Delivery]:
        """Every row of `deliveries`, page after page: Deliveries of a webhook, newest first."""
        return self._pages(
            lambda cursor: self.deliveries(id, state=state, limit=limit, cursor=cursor)
        )

    def rotate_key(
        self,
        id: m.WebhookId,
        *,
        idempotency_key: Optional[str] = None,
    ) -> m.Webhook:
        """Give a webhook a new signing key; from now on deliveries are signed under it."""
        return self._send(
            "POST",
            "/api/v1/webhooks/{id}/rotate-key",
            {"id": id},
            idempotency_key=idempotency_key,
        )


class Operations:
    """All groups."""

    def __init__(self, send: Any) -> None:
        self.about = About(send)
        self.acquirers = Acquirers(send)
        self.approvals = Approvals(send)
        self.audit = Audit(send)
        self.clearing = Clearing(send)
        self.codes = Codes(send)
        self.evidence = Evidence(send)
        self.imports = Imports(send)
        self.institutions = Institutions(send)
        self.jobs = Jobs(send)
        self.ledger = Ledger(send)
        self.makers_reports = MakersReports(send)
        self.merchants = Merchants(send)
        self.partners = Partners(send)
        self.payments = Payments(send)
        self.people = People(send)
        self.prepaid = Prepaid(send)
        self.reconciliation = Reconciliation(send)
        self.routes = Routes(send)
        self.sandbox = Sandbox(send)
        self.terminals = Terminals(send)
        self.tills = Tills(send)
        self.webhooks = Webhooks(send)
