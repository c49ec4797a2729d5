insert into fee_rule (institution_id, id, kind, name, card_class, rate_bp, cap_fen, source,
  from_day, state, version, created_by, approved_by, created_at, changed_at)
values (2, '01900000-0000-7000-8000-000000000701', 'merchant', '标准价', null, 60, null, '合同',
  '2026-11-22', 'active', 1, 'per_1', 'per_2', '2026-11-22T00:00:00Z', '2026-11-22T00:00:00Z');
insert into fee_rule_version (institution_id, rule_id, version, change, kind, name, card_class,
  mccs, rate_bp, cap_fen, source, from_day, requested_by, approved_by, approval_id, leaf_id, at)
values (2, '01900000-0000-7000-8000-000000000701', 1, 'create', 'merchant', '标准价', null, '{}',
  60, null, '合同', '2026-11-22', 'per_1', 'per_2', '01900000-0000-7000-8000-000000000702',
  '01900000-0000-7000-8000-000000000703', '2026-11-22T00:00:00Z');
insert into card_bin (low, high, from_day, card_class, issuer, added_by, added_at)
values ('622202', '622202', '2026-11-22', 'debit', '示例银行', 'per_1', '2026-11-22T00:00:00Z');
