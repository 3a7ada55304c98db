-- Rows that a person released to a protected student look, to whoever lacks the right, as if they still waited.

alter table exchange.item_fate add column is_sealed boolean not null default false;
comment on column exchange.item_fate.is_sealed is
  'Applied to a protected student after a person decided: shown and counted as held to all without the right.';
