insert into terminal_key (institution_id, terminal_id, purpose, sealed, check_value, made_at)
values (2, '01900000-0000-7000-8000-000000000301', 'tmk', '\x00', '08D7B4FB',
  '2026-11-22T00:00:00Z');
insert into link_key (institution_id, link_id, purpose, sealed, check_value, made_at)
values (2, '01900000-0000-7000-8000-000000000402', 'zak', '\x00', '08D7B4FB',
  '2026-11-22T00:00:00Z');
