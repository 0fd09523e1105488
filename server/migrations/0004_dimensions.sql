-- Dimensions (categories with a tree of values) and projects, which are dimensions with a plan.

create table projects (
  company_id uuid not null references companies,
  id uuid not null,
  is_archived boolean not null default false,
  currency text not null,
  customer_id uuid,
  budget_hours numeric(15, 2),
  budget_amount numeric(15, 2),
  start_date date,
  end_date date,
  external_reference text,
  color text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (company_id, id),
  constraint projects_reference_unique unique (company_id, external_reference),
  constraint projects_customer foreign key (company_id, customer_id) references customers
);
select tenant_table('projects', 'select, insert, update, delete');

create table dimensions (
  company_id uuid not null references companies,
  id uuid not null,
  name text not null,
  is_unique boolean not null,
  project_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (company_id, id),
  foreign key (company_id, project_id) references projects
);
create unique index dimensions_name_unique on dimensions (company_id, lower(name));
create unique index dimensions_project on dimensions (company_id, project_id);
select tenant_table('dimensions', 'select, insert, update, delete');

create table dimension_values (
  company_id uuid not null references companies,
  id uuid not null,
  dimension_id uuid not null,
  parent_id uuid,
  name text not null,
  code text,
  sort_order integer not null default 0,
  is_active boolean not null default true,
  -- Subprojects only.
  is_default boolean not null default false,
  budget_hours numeric(15, 2),
  budget_amount numeric(15, 2),
  external_reference text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (company_id, id),
  foreign key (company_id, dimension_id) references dimensions,
  foreign key (company_id, parent_id) references dimension_values
);
create unique index dimension_values_name_unique on dimension_values
  (company_id, dimension_id, coalesce(parent_id, '00000000-0000-0000-0000-000000000000'), lower(name));
create index dimension_values_parent on dimension_values (company_id, parent_id);
create unique index dimension_values_default on dimension_values (company_id, dimension_id)
  where is_default;
select tenant_table('dimension_values', 'select, insert, update, delete');
