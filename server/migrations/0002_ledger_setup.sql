-- What entries refer to: the chart, VAT codes, categories, years. ledger_heads is the row every posting of a
-- company locks first: it holds the head of the chain, the last voucher numbers and the version of this set-up.

create table ledger_heads (
  company_id uuid primary key references companies,
  -- New with every change of the set-up and never used again, so that a copy of the set-up can be kept by it.
  setup_version uuid not null default gen_random_uuid(),
  locked_through date,
  chain_position bigint not null default 0,
  chain_hash bytea not null default decode(repeat('00', 32), 'hex'),
  last_entry_id uuid not null default '00000000-0000-7000-8000-000000000000',
  last_posted_at timestamptz,
  -- Last voucher number by fiscal year id.
  entry_numbers jsonb not null default '{}'
) with (fillfactor = 20);
select tenant_table('ledger_heads', 'select, insert, update');

create function renew_setup_version() returns trigger language plpgsql as $$
begin
  update ledger_heads set setup_version = gen_random_uuid()
  where company_id = current_setting('app.company_id')::uuid;
  return null;
end $$;

create table accounts (
  company_id uuid not null references companies,
  id uuid not null,
  account_number integer not null check (account_number between 1 and 99999999),
  public_account_id integer not null,
  name text not null,
  name_en text,
  ledger_type text not null check (ledger_type in
    ('PROFIT_AND_LOSS', 'BALANCE_SHEET', 'HEADING', 'HEADING_BREAK', 'TOTAL_FROM', 'TOTAL_INTERVALS')),
  account_classification text check (account_classification in
    ('ASSET', 'LIABILITY', 'EQUITY', 'REVENUE', 'EXPENSE')),
  control_account_type text check (control_account_type in ('ACCOUNTS_RECEIVABLE', 'ACCOUNTS_PAYABLE')),
  vat_code_id uuid,
  system_role text,
  total_from integer,
  total_intervals jsonb,
  is_active boolean not null default true,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (company_id, id),
  constraint accounts_number_unique unique (company_id, account_number),
  constraint accounts_role_unique unique (company_id, system_role)
);
select tenant_table('accounts', 'select, insert, update, delete');

create table vat_codes (
  company_id uuid not null references companies,
  id uuid not null,
  vat_code text not null check (vat_code ~ '^[A-Z0-9]{1,10}$'),
  name text not null,
  name_en text,
  vat_rate numeric(5, 2) not null check (vat_rate between 0 and 100),
  type text not null check (type in ('SALES', 'PURCHASE')),
  principle text not null check (principle in ('GROSS', 'NET')),
  account_to_book_id uuid not null,
  contra_account_to_book_id uuid,
  deduction_rate numeric(5, 2) not null default 100 check (deduction_rate between 0 and 100),
  box_base text,
  box_vat text,
  box_contra text,
  is_active boolean not null default true,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (company_id, id),
  constraint vat_codes_code_unique unique (company_id, vat_code),
  foreign key (company_id, account_to_book_id) references accounts,
  foreign key (company_id, contra_account_to_book_id) references accounts,
  check (contra_account_to_book_id is null or principle = 'NET')
);
select tenant_table('vat_codes', 'select, insert, update, delete');
alter table accounts
  add foreign key (company_id, vat_code_id) references vat_codes deferrable initially deferred;

create table journal_categories (
  company_id uuid not null references companies,
  id uuid not null,
  name text not null,
  is_default boolean not null,
  allowed_journal_types text[] not null,
  is_active boolean not null default true,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (company_id, id)
);
create unique index journal_categories_name_unique on journal_categories (company_id, lower(name));
create unique index journal_categories_default on journal_categories (company_id) where is_default;
select tenant_table('journal_categories', 'select, insert, update, delete');

create table fiscal_years (
  company_id uuid not null references companies,
  id uuid not null,
  name text not null,
  start_date date not null,
  end_date date not null,
  status text not null default 'open' check (status in ('open', 'closed')),
  closed_at timestamptz,
  closing_entry_id uuid,
  created_at timestamptz not null,
  primary key (company_id, id),
  constraint fiscal_years_start_unique unique (company_id, start_date),
  check (end_date > start_date)
);
select tenant_table('fiscal_years', 'select, insert, update');

create table exchange_rates (
  company_id uuid not null references companies,
  id uuid not null,
  currency text not null,
  date date not null,
  rate numeric(20, 10) not null check (rate > 0),
  source text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (company_id, id),
  constraint exchange_rates_day_unique unique (company_id, currency, date)
);
select tenant_table('exchange_rates', 'select, insert, update, delete');
