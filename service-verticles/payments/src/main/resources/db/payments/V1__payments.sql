-- Money keeps the digits it was told with: numeric has no precision here.

create table account (
  customer_id bigint primary key,
  -- Null until the customer is told of: an order can be heard of before its customer.
  credit_limit numeric,
  balance numeric not null default 0.0000,
  check (balance <= credit_limit)
);

create table payment (
  order_id bigint primary key,
  customer_id bigint not null,
  amount numeric not null,
  status text not null check (status in ('WAITING', 'TAKEN', 'DECLINED')),
  reason text check ((reason is not null) = (status = 'DECLINED'))
);

create index payment_waiting on payment (customer_id, order_id) where status = 'WAITING';
