-- A payment that was taken is given back when its order is cancelled after that.
alter table payment drop constraint payment_status_check;
alter table payment add constraint payment_status_check
  check (status in ('WAITING', 'TAKEN', 'DECLINED', 'REFUNDED'));
