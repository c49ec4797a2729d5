-- A line that waits from an earlier day is put together with a later day's file by itself.
alter table recon_result drop constraint recon_result_way_check;
alter table recon_result add constraint recon_result_way_check check (
  way in ('accept_theirs', 'accept_ours', 'write_off', 'by_hand', 'other_day', 'wait', 'undo')
);
