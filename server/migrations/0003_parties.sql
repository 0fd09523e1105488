-- Customers and vendors with their groups, contacts and departments (catalog.md 2, 3). Row-level security lets
-- only leakproof comparisons use an index: plain columns by = and <, not lower(), ~ or jsonb's @>. Hence the
-- generated columns and customer_metadata; the order of an index is not affected.

-- The natural order of numbers: all-digit ones by value, then the others by code point (catalog.md 1).
create function natural_order(number text) returns text language sql immutable parallel safe as
  $$ select case when number ~ '^[0-9]+$' then '0' || lpad(number, 30, '0') else '1' || number end $$;

-- The value of a number that the next one is counted from: all digits, at most 9 of them.
create function counted_number(number text) returns integer language sql immutable parallel safe as
  $$ select case when number ~ '^[0-9]{1,9}$' then number::integer end $$;

create table customer_groups (
  company_id uuid not null references companies,
  id uuid not null,
  number text not null,
  name text not null,
  account_id uuid not null,
  discount numeric(5, 2) not null default 0,
  metadata jsonb not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (company_id, id),
  constraint customer_groups_number_unique unique (company_id, number),
  foreign key (company_id, account_id) references accounts
);
select tenant_table('customer_groups', 'select, insert, update, delete');

create table vendor_groups (
  company_id uuid not null references companies,
  id uuid not null,
  number text not null,
  name text not null,
  account_id uuid not null,
  metadata jsonb not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (company_id, id),
  constraint vendor_groups_number_unique unique (company_id, number),
  foreign key (company_id, account_id) references accounts
);
select tenant_table('vendor_groups', 'select, insert, update, delete');

create table customers (
  company_id uuid not null references companies,
  id uuid not null,
  customer_number text not null,
  customer_type text not null check (customer_type in ('company', 'private', 'public')),
  number_search text collate "C" not null generated always as (lower(customer_number)) stored,
  name text not null,
  name_search text collate "C" not null generated always as (lower(name)) stored,
  vat_zone text not null check (vat_zone in ('domestic', 'eu', 'abroad', 'domestic_without_vat')),
  customer_group_id uuid not null,
  is_active boolean not null default true,
  billing_relationship text not null default 'self'
    check (billing_relationship in ('self', 'parent_pays')),
  include_child_details_pdf boolean not null default false,
  email text,
  phone text,
  address text,
  city text,
  postal_code text,
  country_code text not null,
  vat_number text,
  website text,
  external_system_id text,
  parent_customer_id uuid,
  invoicing_mode text not null default 'single_invoice'
    check (invoicing_mode in ('single_invoice', 'per_child')),
  ean_number text,
  currency text not null,
  preferred_language text,
  payment_terms integer,
  payment_terms_type text not null default 'net',
  discount numeric(5, 2),
  delivery_type text,
  attention text,
  document_template_ids jsonb not null default '{}',
  metadata jsonb not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (company_id, id),
  constraint customers_number_unique unique (company_id, customer_number),
  constraint customers_external_id_unique unique (company_id, external_system_id),
  foreign key (company_id, customer_group_id) references customer_groups,
  foreign key (company_id, parent_customer_id) references customers
);
create index customers_group on customers (company_id, customer_group_id);
create index customers_parent on customers (company_id, parent_customer_id);
create index customers_order on customers (company_id, (natural_order(customer_number) collate "C"), id);
create index customers_count on customers (company_id, counted_number(customer_number) desc nulls last);
create index customers_number_search on customers (company_id, number_search);
create index customers_name_search on customers (company_id, name_search);
select tenant_table('customers', 'select, insert, update, delete');

-- Each customer's metadata by key and text, for the filter metadata[key]=value.
create table customer_metadata (
  company_id uuid not null references companies,
  customer_id uuid not null,
  key text not null,
  value text not null,
  primary key (company_id, key, value, customer_id),
  foreign key (company_id, customer_id) references customers on delete cascade
);
create index customer_metadata_customer on customer_metadata (company_id, customer_id);
select tenant_table('customer_metadata', 'select, insert, delete');

create function index_customer_metadata() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    delete from customer_metadata where company_id = new.company_id and customer_id = new.id;
  end if;
  insert into customer_metadata (company_id, customer_id, key, value)
  select new.company_id, new.id, key, value from jsonb_each_text(new.metadata);
  return null;
end $$;
create trigger index_metadata_of_new after insert on customers
  for each row when (new.metadata <> '{}') execute function index_customer_metadata();
create trigger index_metadata_of_changed after update of metadata on customers
  for each row when (new.metadata is distinct from old.metadata)
  execute function index_customer_metadata();

create table vendors (
  company_id uuid not null references companies,
  id uuid not null,
  vendor_number text not null,
  number_search text collate "C" not null generated always as (lower(vendor_number)) stored,
  name text not null,
  name_search text collate "C" not null generated always as (lower(name)) stored,
  vendor_group_id uuid not null,
  currency text not null,
  status text not null default 'ACTIVE' check (status in ('ACTIVE', 'INACTIVE')),
  email text,
  phone text,
  address text,
  city text,
  postal_code text,
  country_code text not null,
  vat_number text,
  attention text,
  payment_terms integer,
  payment_terms_type text not null default 'net',
  opening_balance numeric(15, 2) not null default 0,
  default_account_id uuid,
  website text,
  external_system_id text,
  iban text,
  bic text,
  bank_registration_number text,
  bank_account_number text,
  metadata jsonb not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (company_id, id),
  constraint vendors_number_unique unique (company_id, vendor_number),
  constraint vendors_external_id_unique unique (company_id, external_system_id),
  foreign key (company_id, vendor_group_id) references vendor_groups,
  foreign key (company_id, default_account_id) references accounts
);
create index vendors_group on vendors (company_id, vendor_group_id);
create index vendors_order on vendors (company_id, (natural_order(vendor_number) collate "C"), id);
create index vendors_number_search on vendors (company_id, number_search);
create index vendors_name_search on vendors (company_id, name_search);
select tenant_table('vendors', 'select, insert, update, delete');

create table departments (
  company_id uuid not null references companies,
  id uuid not null,
  customer_id uuid,
  vendor_id uuid,
  name text not null,
  is_default boolean not null,
  is_active boolean not null default true,
  ean_number text,
  attention text,
  email text,
  phone text,
  address text,
  city text,
  postal_code text,
  country_code text,
  reference text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references customers on delete cascade,
  foreign key (company_id, vendor_id) references vendors on delete cascade,
  check (num_nonnulls(customer_id, vendor_id) = 1)
);
create unique index departments_default on departments (company_id, coalesce(customer_id, vendor_id))
  where is_default;
create index departments_party on departments (company_id, coalesce(customer_id, vendor_id));
select tenant_table('departments', 'select, insert, update, delete');

create table contacts (
  company_id uuid not null references companies,
  id uuid not null,
  customer_id uuid,
  vendor_id uuid,
  department_id uuid,
  name text not null,
  email text,
  phone text,
  title text,
  is_default boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references customers on delete cascade,
  foreign key (company_id, vendor_id) references vendors on delete cascade,
  foreign key (company_id, department_id) references departments on delete set null (department_id),
  check (num_nonnulls(customer_id, vendor_id) = 1)
);
create unique index contacts_default on contacts (company_id, coalesce(customer_id, vendor_id))
  where is_default;
create index contacts_party on contacts (company_id, coalesce(customer_id, vendor_id));
select tenant_table('contacts', 'select, insert, update, delete');

-- Whatever entries are checked against outside the transaction renews the version of the set-up.
do $$
declare setup_table text;
begin
  foreach setup_table in array array['accounts', 'vat_codes', 'journal_categories', 'fiscal_years',
    'customer_groups', 'vendor_groups']
  loop
    execute format('create trigger renew_setup_version after insert or update or delete on %I
      for each statement execute function renew_setup_version()', setup_table);
  end loop;
end $$;
create trigger renew_setup_version after update of fiscal_year_start_month on companies
  for each statement execute function renew_setup_version();
