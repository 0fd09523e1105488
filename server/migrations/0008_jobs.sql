-- Background jobs. graphile-worker keeps them in a schema of its own (made by the program just before the migrations),
-- which only the owner enters: the application enqueues and prunes through these functions and no other way.

-- Enqueues a job of the transaction's company; it exists exactly when the transaction commits. Two jobs of one company,
-- task and key are one: while the first waits, the second replaces it. A payload cannot name another company.
create function enqueue_job(task text, payload jsonb, key text, run_at timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select graphile_worker.add_job(
    task,
    (payload || jsonb_build_object('companyId', current_setting('app.company_id')::uuid))::json,
    run_at => run_at,
    job_key => task || ':' || (current_setting('app.company_id')::uuid)::text || ':' || key)
$$;
revoke all on function enqueue_job(text, jsonb, text, timestamptz) from public;
grant execute on function enqueue_job(text, jsonb, text, timestamptz) to ledgerbee_app;

-- What /metrics tells of the queue. A job that used up its attempts stays, so that it can be looked at.
create function count_jobs() returns table (waiting bigint, failed bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(*) filter (where attempts < max_attempts), count(*) filter (where attempts >= max_attempts)
  from graphile_worker.jobs
$$;
revoke all on function count_jobs() from public;
grant execute on function count_jobs() to ledgerbee_app;

-- The outbox over all companies, for the relay: ids and numbers only, never an event. Few events wait among many that
-- were dispatched, and statistics lag behind: the index of the waiting ones is always right, a scan of all never.

-- Up to `most` companies after `after` whose oldest undispatched event is due; one index look-up a company, however
-- many events wait.
create function list_outbox_companies(after uuid, most integer) returns setof uuid
language sql volatile security definer set search_path = public, pg_temp set enable_seqscan = off as $$
  with recursive lane as (
    (select company_id, retry_at from outbox_events
     where dispatched_at is null and company_id > after
     order by company_id, id limit 1)
    union all
    select next.company_id, next.retry_at
    from lane cross join lateral (
      select company_id, retry_at from outbox_events
      where dispatched_at is null and company_id > lane.company_id
      order by company_id, id limit 1) next
  )
  select company_id from lane where retry_at is null or retry_at <= now() limit most
$$;
revoke all on function list_outbox_companies(uuid, integer) from public;
grant execute on function list_outbox_companies(uuid, integer) to ledgerbee_app;

-- Counts events nobody handles as dispatched, up to `most`; answers how many.
create function skip_outbox_events(handled text[], most integer) returns bigint
language sql volatile security definer set search_path = public, pg_temp set enable_seqscan = off as $$
  with skipped as (
    update outbox_events set dispatched_at = now()
    where (company_id, id) in (
      select company_id, id from outbox_events
      where dispatched_at is null and topic <> all(handled)
      order by company_id, id limit most for update skip locked)
    returning 1)
  select count(*) from skipped
$$;
revoke all on function skip_outbox_events(text[], integer) from public;
grant execute on function skip_outbox_events(text[], integer) to ledgerbee_app;

-- How many events wait, counted no further than 100,000.
create function count_outbox_events() returns bigint
language sql stable security definer set search_path = public, pg_temp set enable_seqscan = off as $$
  select count(*) from (select from outbox_events where dispatched_at is null limit 100000) waiting
$$;
revoke all on function count_outbox_events() from public;
grant execute on function count_outbox_events() to ledgerbee_app;

-- What has had its time, up to `most` rows; each answers how many it removed.
create function prune_outbox_events(most integer) returns bigint
language sql volatile security definer set search_path = public, pg_temp as $$
  with pruned as (
    delete from outbox_events
    where (company_id, id) in (
      select company_id, id from outbox_events
      where created_at <= now() - interval '30 days' and dispatched_at <= now() - interval '30 days'
      order by created_at limit most for update skip locked)
    returning 1)
  select count(*) from pruned
$$;
revoke all on function prune_outbox_events(integer) from public;
grant execute on function prune_outbox_events(integer) to ledgerbee_app;

create function prune_idempotency_keys(most integer) returns bigint
language sql volatile security definer set search_path = public, pg_temp as $$
  with pruned as (
    delete from idempotency_keys
    where (company_id, credential_id, key) in (
      select company_id, credential_id, key from idempotency_keys
      where created_at <= now() - interval '24 hours'
      order by created_at limit most for update skip locked)
    returning 1)
  select count(*) from pruned
$$;
revoke all on function prune_idempotency_keys(integer) from public;
grant execute on function prune_idempotency_keys(integer) to ledgerbee_app;

create function prune_rate_limit_hits(most integer) returns bigint
language sql volatile security definer set search_path = public, pg_temp as $$
  with pruned as (
    delete from rate_limit_hits
    where (bucket, hit_at, ordinal) in (
      select bucket, hit_at, ordinal from rate_limit_hits
      where leaves_at <= now() order by leaves_at limit most for update skip locked)
    returning 1)
  select count(*) from pruned
$$;
revoke all on function prune_rate_limit_hits(integer) from public;
grant execute on function prune_rate_limit_hits(integer) to ledgerbee_app;
