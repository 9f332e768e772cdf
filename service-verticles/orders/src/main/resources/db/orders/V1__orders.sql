-- Money and quantities keep the digits they were told with: numeric has no precision here.

create sequence order_id;

create table orders (
  id bigint primary key default nextval('order_id'),
  customer_id bigint not null,
  store_id bigint not null,
  date date not null default (now() at time zone 'utc')::date,
  status text not null check (status in ('COMPLETED', 'PENDING', 'CONFIRMED', 'CANCELLED')),
  total numeric not null,
  reason text check ((reason is not null) = (status = 'CANCELLED'))
);

-- A customer's orders, newest first.
create index orders_of_customer on orders (customer_id, date desc, id desc);

create table order_line (
  order_id bigint not null references orders,
  place int not null,
  product_id bigint not null,
  quantity numeric not null,
  amount numeric not null,
  primary key (order_id, place)
);

-- What orders keeps of what others own, just enough to take an order.
create table known_customer (id bigint primary key);

create table known_store (id bigint primary key);

create table known_product (
  id bigint primary key,
  price numeric not null,
  price_version bigint not null
);
