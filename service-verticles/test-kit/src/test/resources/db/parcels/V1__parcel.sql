create table parcel (
  id bigint generated always as identity primary key,
  number bigint not null unique,
  weight numeric not null,
  arrived timestamptz not null default now()
);

create table tariff (zone text primary key, price numeric not null);

insert into tariff values ('near', 4.2900), ('far', 9.9000);

create table strike (since timestamptz not null default now());
