insert into payment_code (institution_id, digits, kind, caller, acquirer_code,
  terminal_institution_id, terminal_id, merchant_id, name, serial, face_to_face, created_at)
values (2, '01000000000000000000000001', 'board', 'par_01j00000000000000000000001', '48026530', 2,
  '01900000-0000-7000-8000-000000000301', '01900000-0000-7000-8000-000000000201', '一号台', 'SN1',
  false, '2026-11-22T00:00:00Z');
insert into payment_code_attempt (institution_id, digits, auth_hash, order_reference,
  terminal_institution_id, terminal_id, batch_no, trace_no, amount_fen, created_at)
values (2, '01000000000000000000000001', '\x00', 'B1', 2,
  '01900000-0000-7000-8000-000000000301', 999999, 2, 100, '2026-11-22T00:00:00Z');
