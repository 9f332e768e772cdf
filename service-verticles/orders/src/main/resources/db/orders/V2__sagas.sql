-- Orders that are pending have been placed before an order was a saga. They get one, as if they were
-- placed now: what stock and payments tell decides them as ever, and if both are silent for the time
-- that every order has, they are cancelled.
with pending as materialized (
  select o.*, gen_random_uuid() as timeout_id, now() + interval '15 minutes' as timeout_at
  from orders o where status = 'PENDING'),
timeouts as (
  insert into weft_schedule (id, due, type, key, payload)
  select timeout_id, timeout_at, 'foodmart.orders.OrderOverdue', id::text,
    convert_to(json_build_object('orderId', id)::text, 'UTF8')
  from pending)
insert into weft_saga (saga, key, state, data, timeout_id, timeout_at, compensations)
select 'order', id::text, 'AWAITING_STOCK', jsonb_build_object('orderId', id), timeout_id, timeout_at,
  jsonb_build_array(jsonb_build_object(
    'type', 'foodmart.orders.OrderCancelled', 'version', 1,
    'data', json_build_object(
      'orderId', id, 'customerId', customer_id, 'storeId', store_id, 'total', total)::text))
from pending;
