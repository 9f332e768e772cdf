-- Numbers keep the digits they were told with: numeric has no precision here.

create table product_class (
  id bigint primary key,
  subcategory text not null,
  category text not null,
  department text not null,
  family text not null
);

create index product_class_category on product_class (lower(category));

create sequence product_id;

create table product (
  id bigint primary key,
  class_id bigint not null references product_class,
  brand text not null,
  name text not null,
  sku bigint not null,
  price numeric not null check (price > 0),
  gross_weight numeric not null,
  net_weight numeric not null,
  recyclable_package boolean not null,
  low_fat boolean not null,
  units_per_case int not null,
  cases_per_pallet int not null,
  shelf_width numeric not null,
  shelf_height numeric not null,
  shelf_depth numeric not null,
  -- Counts the prices a product has had: who keeps a copy can tell an old price from a new one.
  price_version bigint not null default 1
);

create index product_by_class on product (class_id, id);

create table store (
  id bigint primary key,
  type text not null,
  name text not null,
  address text not null,
  city text not null,
  state text not null,
  postal_code text not null,
  country text not null,
  manager text,
  phone text,
  opened date,
  remodelled date,
  square_feet int,
  coffee_bar boolean not null,
  video_store boolean not null,
  salad_bar boolean not null,
  prepared_food boolean not null,
  florist boolean not null
);
