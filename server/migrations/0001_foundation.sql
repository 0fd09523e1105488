-- Companies, credentials, audit, outbox, idempotency. Every tenant table has company_id first in its key and
-- row-level security by app.company_id, which the transaction sets; the application's role owns nothing.

create function tenant_table(table_name text, privileges text) returns void
language plpgsql as $$
begin
  execute format('alter table %I enable row level security', table_name);
  execute format(
    'create policy tenant on %I to ledgerbee_app using (company_id = current_setting(''app.company_id'')::uuid)', table_name);
  execute format('grant %s on %I to ledgerbee_app', privileges, table_name);
end $$;
revoke all on function tenant_table(text, text) from public;

create table companies (
  company_id uuid primary key,
  name text not null,
  email text not null,
  address text not null,
  vat text,
  billing_email text,
  city text,
  postal_code text,
  country_code text not null,
  phone text,
  preferred_language text,
  contact_person_first_name text,
  contact_person_last_name text,
  currency text not null,
  time_zone text not null,
  vat_period text not null check (vat_period in ('month', 'quarter', 'half-year')),
  fiscal_year_start_month smallint not null check (fiscal_year_start_month between 1 and 12),
  payment_terms integer not null default 30,
  payment_terms_type text not null default 'net',
  bank_account jsonb,
  sandbox boolean not null,
  licenses text[] not null,
  -- A sandbox company's own time; null: real time.
  clock_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
select tenant_table('companies', 'select, insert, update');

create table api_keys (
  company_id uuid not null references companies,
  id uuid not null,
  name text not null,
  prefix text not null,
  hash bytea not null,
  scopes text[] not null,
  ip_whitelist text[] not null default '{}',
  rate_limit_tiers jsonb not null default '[]',
  expires_at timestamptz,
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (company_id, id)
);
create index api_keys_prefix on api_keys (prefix);
select tenant_table('api_keys', 'select, insert, update');

create table audit_events (
  company_id uuid not null references companies,
  id uuid not null,
  at timestamptz not null,
  actor_type text not null,
  actor_id uuid,
  actor_label text not null,
  action text not null,
  resource_type text not null,
  resource_id uuid,
  before jsonb,
  after jsonb,
  ip text,
  request_id text not null,
  primary key (company_id, id)
);
create index audit_events_resource on audit_events (company_id, resource_id, id);
create index audit_events_action on audit_events (company_id, action, id);
create index audit_events_actor on audit_events (company_id, actor_id, id);
select tenant_table('audit_events', 'select, insert');

-- Written in the transaction of the change, handed on by the relay once committed (at least once), pruned later.
create table outbox_events (
  company_id uuid not null references companies,
  id uuid not null,
  topic text not null,
  data jsonb not null,
  at timestamptz not null,
  created_at timestamptz not null default now(),
  dispatched_at timestamptz,
  -- Failed hand-overs so far, and when the next may be tried.
  attempts integer not null default 0,
  retry_at timestamptz,
  primary key (company_id, id)
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
create index outbox_events_age on outbox_events (created_at);
create index outbox_events_undispatched on outbox_events (company_id, id) where dispatched_at is null;
select tenant_table('outbox_events', 'select, insert, update (dispatched_at, attempts, retry_at)');

create table idempotency_keys (
  company_id uuid not null references companies,
  credential_id uuid not null,
  key text not null,
  fingerprint bytea not null,
  status smallint not null,
  -- The answer's body as sent; encrypted when it carries a secret.
  body bytea,
  encrypted boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (company_id, credential_id, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);
select tenant_table('idempotency_keys', 'select, insert, update, delete');

-- Requests granted to keys and addresses under rate limits, shared by all nodes. Numbered without gaps within a bucket,
-- so that a window is counted from its first hit and the last one; the last hit stays while a quota counts on.
create table rate_limit_hits (
  bucket text not null,
  hit_at timestamptz not null,
  ordinal bigint not null,
  -- When no window counts the hit any more; null: a quota without window counts it for good.
  leaves_at timestamptz,
  primary key (bucket, hit_at, ordinal)
);
create index rate_limit_hits_age on rate_limit_hits (leaves_at) where leaves_at is not null;
grant select, insert, update, delete on rate_limit_hits to ledgerbee_app;

-- Facts of the whole installation, e.g. that the demo company was made.
create table installation (
  name text primary key,
  value jsonb not null,
  created_at timestamptz not null default now()
);
grant select, insert on installation to ledgerbee_app;
