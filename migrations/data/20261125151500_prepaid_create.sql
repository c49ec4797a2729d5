insert into prepaid_card (institution_id, card_no, merchant_id, holder, created_at)
values (2, 'C1', '01900000-0000-7000-8000-000000000101', '陈同学', '2026-11-25T00:00:00Z');
insert into prepaid_entry (institution_id, card_no, reference, id, kind, amount_fen, state,
  balance_fen, created_at)
values (2, 'C1', 'T1', '01900000-0000-7000-8000-000000000601', 'top_up', 1000, 'done', 1000,
  '2026-11-25T00:00:00Z');
