extension Corpus {
  /// Texts that reach far into the grammars of SQL and PL/pgSQL. Each is without a mistake.
  static let samples = [
    queries, tables, commands, bodies, triggerFunction, blocks,
  ]

  private static let queries = #"""
    with recursive a as (select 1 union all select n + 1 from a) search depth first by n set o
    select distinct on (a) a.*, count(*) filter (where x)
        over (partition by a order by b rows between 1 preceding and current row),
      case when a then b end, (array[1, 2])[1:2], row(a, b), (x).y, a at time zone 'utc',
      cast(a as numeric(10, 2)), interval '1' day, U&'d!0061t' uescape '!', E'\n\'', E'a'

        'b\'c', b'101', x'ff', n'x', $1, a is not distinct from b, extract(epoch from a), 1.5e10,
      xmlelement(name a), $q$ ; ' $q$, "a""b;" , /* a /* b; */ c */ 1 - -1, '{"a": [1]}'::jsonb ->> 'a'
    from t as t(a, b) tablesample system (1) left join lateral f(x) with ordinality on true
    where a in (select 1) and b between 1 and 2 or not exists (select) and U&"d\0061t" is null
    group by grouping sets ((a), rollup(b), ()) having true window w as () limit 1 offset 2
    for update of t skip locked;
    merge into t using s on a = b when matched then update set a = 1
      when not matched then insert values (1);
    insert into t (a) overriding system value values (default)
      on conflict (a) where b do update set a = excluded.a returning *;
    select a from b except (select c, d from e intersect table f) order by 1 fetch first row with ties;
    """#

  private static let tables = #"""
    create table if not exists "T" (
      id bigint generated always as identity primary key,
      a text collate "C" not null default 'x' check (a ~ '^[a-z]'),
      b int references u (id) on delete cascade deferrable, c int generated always as (b * 2) stored,
      exclude using gist (a with =), like x including all, foreign key (a, b) references u match full
    ) partition by range (a) with (fillfactor = 70);
    alter table only t add column if not exists a int, alter b type text using b::text,
      drop constraint if exists c cascade;
    alter table t attach partition p for values from (1) to (maxvalue);
    create unique index concurrently if not exists i on t
      using btree (lower(a) desc nulls last, b text_pattern_ops) include (c) where d;
    create policy p on t for select to public
      using (a = current_setting('x')::uuid) with check (true);
    create trigger x before insert or update of a, b on t
      for each row when (old.* is distinct from new.*) execute function f('a');
    create view v with (security_invoker) as values (1), (2);
    create type e as enum ('a');
    drop function f(int, out text), g(varchar(1), bit, timestamp with time zone);
    """#

  private static let commands = #"""
    grant select (a) on t to public with grant option;
    comment on column t.a is 'x';
    copy t from stdin;
    explain (analyze) select 1;
    create rule r as on insert to t do instead (select 1; select 2);
    notify x, 'y';
    set local a.b = 'c';
    prepare p as select $1;
    begin isolation level serializable;
    end;
    create schema s create table a (b int) create view c as select b from a;
    declare c cursor for select 1;
    lock table a in access exclusive mode nowait
    """#

  private static let bodies = #"""
    create function f(a int) returns int language sql
      begin atomic select 1; select case a when 1 then case when true then 2 end else 3 end end; end;
    create or replace procedure p() begin atomic; end;
    create function f() returns int language sql as 'select 1; select ''x''';
    create function f() returns int language c as 'a', 'b'
    """#

  private static let triggerFunction = #"""
    create or replace function f(a int, b text default 'x') returns trigger language plpgsql as $$
    <<outer>>
    declare
      x int := 1; y t.c%type; z t%rowtype; c cursor (k int) for select * from t where a = k;
      r record; n constant text not null := 'a'; al alias for $1;
    begin
      if new.a > 1 then perform g(new.b);
      elsif old.b is null then null;
      else raise notice 'x % y', x using errcode = '22000';
      end if;
      for r in select * from t loop update t set a = r.a where current of c; end loop;
      for i in reverse 1..10 by 2 loop exit when i > 3; continue outer when i = 2; end loop;
      foreach x slice 1 in array arr loop null; end loop;
      for r in execute format('select %I', x) using x, y loop null; end loop;
      while x < 3 loop x := x + 1; end loop;
      case x when 1, 2 then null; else null; end case;
      open c (k := 3); fetch next from c into r; move forward 2 in c; close c;
      execute 'select 1' into strict x using y;
      get diagnostics x = row_count;
      assert x > 1, 'm'; call p(x); commit; rollback;
      select a, b into x, y from t; insert into t values (1) returning a into x;
      begin null;
      exception when unique_violation or sqlstate '22012' then
        get stacked diagnostics x = message_text; raise;
      when others then return null;
      end;
      return new;
    end $$;
    """#

  private static let blocks = #"""
    do $$ begin
      if not exists (select 1 from pg_constraint where conname = 'x') then
        alter table "T" add constraint x check ("birthDate" > '1900-01-01');
      end if;
    exception when duplicate_object then null;
    end $$;
    create function g(out a int, inout b int) language plpgsql as 'begin a := b; end';
    create procedure p(a int[]) language plpgsql as $x$ begin insert into t values ('é'); end $x$;
    create function h() returns table (a int, b text) language plpgsql stable as $$
      begin return query execute 'select'; end; $$;
    create function s() returns setof t as $$ begin return next; end $$ language plpgsql;
    """#
}
