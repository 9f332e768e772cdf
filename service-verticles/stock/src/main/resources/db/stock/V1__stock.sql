-- What a store has of a product: available is on_hand - reserved, and never below zero.
create table stock_level (
  product_id bigint not null,
  store_id bigint not null,
  on_hand int not null,
  reserved int not null default 0 check (reserved >= 0),
  primary key (product_id, store_id),
  check (reserved <= on_hand)
);

create table reservation (
  order_id bigint primary key,
  store_id bigint not null,
  status text not null check (status in ('RESERVED', 'REJECTED', 'RELEASED')),
  reason text check ((reason is not null) = (status = 'REJECTED'))
);

create table reservation_line (
  order_id bigint not null references reservation,
  product_id bigint not null,
  quantity int not null check (quantity > 0),
  primary key (order_id, product_id)
);
