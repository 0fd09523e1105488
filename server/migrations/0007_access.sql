-- The one look-up that must work before a company is known: who holds a key. It runs as the owner, takes prefixes
-- and answers only what authentication needs.
create function find_api_keys(prefixes text[])
returns table (
  company_id uuid, id uuid, name text, prefix text, hash bytea, scopes text[], ip_whitelist text[],
  rate_limit_tiers jsonb, expires_at timestamptz, last_used_at timestamptz, company_name text,
  country_code text, currency text, time_zone text, sandbox boolean, licenses text[],
  clock_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select k.company_id, k.id, k.name, k.prefix, k.hash, k.scopes, k.ip_whitelist,
    k.rate_limit_tiers, k.expires_at, k.last_used_at, c.name, c.country_code, c.currency,
    c.time_zone, c.sandbox, c.licenses, c.clock_at
  from api_keys k
  join companies c on c.company_id = k.company_id
  where k.prefix = any(prefixes) and k.revoked_at is null
$$;
revoke all on function find_api_keys(text[]) from public;
grant execute on function find_api_keys(text[]) to ledgerbee_app;

-- Ids only: what the workers and the command line walk over, company by company.
create function list_company_ids() returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select company_id from companies order by company_id
$$;
revoke all on function list_company_ids() from public;
grant execute on function list_company_ids() to ledgerbee_app;
