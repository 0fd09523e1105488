-- Drafts: what is sent is kept as sent (content); columns beside it serve filters and "in use".

create table draft_journal_entries (
  company_id uuid not null references companies,
  id uuid not null,
  status text not null default 'draft' check (status in ('draft', 'booked')),
  api_version smallint not null check (api_version in (1, 2)),
  -- The fields of ledger.md 6.2 but attachments, money as decimal text.
  content jsonb not null,
  entry_type text not null,
  date date,
  amount numeric(19, 4) not null,
  customer_ids uuid[] not null default '{}',
  vendor_ids uuid[] not null default '{}',
  account_ids uuid[] not null default '{}',
  vat_code_ids uuid[] not null default '{}',
  tag_ids uuid[] not null default '{}',
  journal_category_id uuid,
  description text,
  reference text,
  external_system_id text,
  journal_entry_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (company_id, id),
  foreign key (company_id, journal_entry_id) references journal_entries
);
create index draft_journal_entries_date on draft_journal_entries (company_id, date, id);
create index draft_journal_entries_external on draft_journal_entries (company_id, external_system_id)
  where external_system_id is not null;
create index draft_journal_entries_accounts on draft_journal_entries using gin (account_ids)
  where status = 'draft';
create index draft_journal_entries_tags on draft_journal_entries using gin (tag_ids)
  where status = 'draft';
select tenant_table('draft_journal_entries', 'select, insert, update, delete');

create table attachments (
  company_id uuid not null references companies,
  id uuid not null,
  entry_id uuid,
  draft_id uuid,
  position smallint not null,
  file_name text not null,
  mime_type text not null,
  size integer not null,
  sha256 bytea not null,
  created_at timestamptz not null,
  primary key (company_id, id),
  foreign key (company_id, entry_id) references journal_entries,
  foreign key (company_id, draft_id) references draft_journal_entries on delete cascade,
  foreign key (company_id, sha256) references files,
  check (num_nonnulls(entry_id, draft_id) >= 1)
);
create index attachments_entry on attachments (company_id, entry_id) where entry_id is not null;
create index attachments_draft on attachments (company_id, draft_id) where draft_id is not null;
select tenant_table('attachments', 'select, insert, delete');
grant update (entry_id) on attachments to ledgerbee_app;
