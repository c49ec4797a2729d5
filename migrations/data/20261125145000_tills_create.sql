insert into till_order (institution_id, caller, order_reference, kind, terminal_institution_id,
  terminal_id, batch_no, trace_no, amount_fen, body_hash, created_at)
values (2, 'par_01j00000000000000000000001', 'A1', 'sale', 2,
  '01900000-0000-7000-8000-000000000301', 999999, 1, 100, '\x00', '2026-11-22T00:00:00Z');
insert into till_counter (institution_id, terminal_id, used)
values (2, '01900000-0000-7000-8000-000000000301', 1);
