/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.springxray.jdbc;

import java.util.stream.Stream;

import org.junit.jupiter.params.provider.Arguments;

import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Statements and what is recorded of them.
 */
final class SqlCases {

	private SqlCases() {
	}

	static Stream<Arguments> replaced() {
		return Stream.of(arguments("", ""), arguments("  \n\t ", ""), arguments("select 'a'", "select ?"),
				arguments("select ''", "select ?"), arguments("select 'it''s', 1", "select ?, ?"),
				arguments("select ''''", "select ?"), arguments("select '''quoted'''", "select ?"),
				arguments("select 'a' 'b'", "select ? ?"), arguments("select 'a'||'b'", "select ?||?"),
				arguments("select 'a\nb'", "select ?"), arguments("select 'a -- b', c", "select ?, c"),
				arguments("select 'a /* b', c", "select ?, c"), arguments("select 'C:\\temp', c", "select ?, c"),
				arguments("select 'a\\\\', c", "select ?, c"), arguments("select E'it\\'s', c", "select ?, c"),
				arguments("select e'a\\\\', c", "select ?, c"), arguments("select E'a''b\\'', c", "select ?, c"),
				arguments("select U&'d\\0061t', c", "select ?, c"),
				arguments("select u&'d!0061' uescape '!'", "select ? uescape ?"),
				arguments("select N'abc', x'1F', X'1f', b'01', B'1'", "select ?, ?, ?, ?, ?"),
				arguments("select _utf8mb4'abc'", "select _utf8mb4?"), arguments("select $$it's$$, c", "select ?, c"),
				arguments("select $a$it's $$ $b$ $a$, c", "select ?, c"),
				arguments("select q'[it's]', c from dual", "select ?, c from dual"),
				arguments("select Q'{it's}', nq'(it's)', q'<it's>', q'!it's!'", "select ?, ?, ?, ?"),
				arguments("select 1, 1.5, .5, 1e-3, 1E+5, 1.e5, 0x1F, 0b01, 1_000, 10L",
						"select ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"),
				arguments("where a=-5 and b = - 5 and c > +1", "where a=? and b = - ? and c > ?"),
				arguments("select -5, a-5, a - 5, (-5), 3-2, - -1", "select ?, a-?, a - ?, (?), ?-?, - ?"),
				arguments("limit -1 offset 20", "limit ? offset ?"), arguments("limit 10,20", "limit ?,?"),
				arguments("where d = date '2020-01-01'", "where d = date ?"),
				arguments("where d = {d '2020-01-01'} or d > timestamp'2020-01-01 00:00:00'",
						"where d = {d ?} or d > timestamp?"),
				arguments("where i < interval '1' day", "where i < interval ? day"),
				arguments("where a = true and b is null", "where a = true and b is null"));
	}

	static Stream<Arguments> commentsAndOperators() {
		return Stream.of(arguments("select a -- comment it's\nfrom t", "select a from t"),
				arguments("select a -- comment", "select a"), arguments("select a --\nfrom t", "select a from t"),
				arguments("select a --comment\nfrom t", "select a from t"),
				arguments("select a --comment 'x'\r\nfrom t", "select a from t"),
				arguments("select a # comment\nfrom t", "select a from t"),
				arguments("select a #comment 'x'\nfrom t", "select a from t"),
				arguments("#----- comment\nselect a", "select a"),
				arguments("select a // comment\nfrom t", "select a from t"),
				arguments("select/* it's */a/**/from t", "select a from t"),
				arguments("select /*+ index(t i) */ a", "select a"),
				arguments("/* a /* b */ c */ select a", "select a"), arguments("/*! straight_join */ a", "a"),
				arguments("select  a,\r\n\tb\u00A0from t", "select a, b from t"),
				arguments("select t1.c2, utf8mb4, c_3 from t1", "select t1.c2, utf8mb4, c_3 from t1"),
				arguments("select data->'a'->>'b', data #>> '{a,b}', data #- '{a}'",
						"select data->?->>?, data #>> ?, data #- ?"),
				arguments("select data->0, data->-1, a ? 'b', a ?| array['b', 'c']",
						"select data->?, data->?, a ? ?, a ?| array[?]"),
				arguments("select 'a'::text, cast(5 as int)", "select ?::text, cast(? as int)"),
				arguments("select tags[1], tags[2:3]", "select tags[?], tags[?:?]"),
				arguments("where a = ?1 and b = :1 and c = $100 and d = $9.99",
						"where a = ? and b = :? and c = ? and d = ?"),
				arguments("select \"secret\"", "select ?"), arguments("where a = \"secret\"", "where a = ?"),
				arguments("insert into t values (\"a\", \"it's\", \"b\"\"c\")", "insert into t values (?, ?, ?)"),
				arguments("select trim(both from \"secret\")", "select trim(both from ?)"),
				arguments("select \"id\", \"name\" from \"users\" where \"age\" > 5",
						"select \"id\", \"name\" from \"users\" where \"age\" > ?"),
				arguments("select \"u\".\"id\" from users \"u\" where \"u\".\"a\" = \"secret\"",
						"select \"u\".\"id\" from users \"u\" where \"u\".\"a\" = ?"),
				arguments("select \"a b@c\" from \"t\"", "select \"a b@c\" from \"t\""),
				arguments("select U&\"d\\0061t\" from \"t\"", "select ? from \"t\""),
				arguments("where x like 'a!%' escape '!' and b = 'c'", "where x like ? escape ? and b = ?"),
				arguments("where x like ? escape '\\' and b = 'c'", "where x like ? escape ? and b = ?"),
				arguments("where x like ? escape '\\\\' and b = 'c'", "where x like ? escape ? and b = ?"),
				arguments("create table t (a varchar(255), b decimal(10, 2))",
						"create table t (a varchar(?), b decimal(?, ?))"),
				arguments("create function f() returns int as $$ select 'it''s' $$ language sql",
						"create function f() returns int as ? language sql"),
				arguments("select " + "f".repeat(300), "select ?"),
				arguments("grant all to 'u'@'h'", "grant all to ?@?"), arguments("select 'a", "select ?..."),
				arguments("select \"a", "select ?..."), arguments("select `a", "select ?..."),
				arguments("select $$a", "select ?..."), arguments("select q'[a]", "select ?..."),
				arguments("select e'a\\'", "select ?..."), arguments("select a /* b", "select a..."));
	}

	static Stream<Arguments> ambiguous() {
		return Stream.of(arguments("select 'it\\'s secret', b", "select ?..."),
				arguments("where p = 'C:\\' and n = 'secret'", "where p = ?..."),
				arguments("where p = '\\' and n = 'secret'", "where p = ?..."),
				arguments("where x like a escape '\\'' and n = 'secret'", "where x like a escape ?..."),
				arguments("where p = 'a\\'' or n = 'secret'", "where p = ?..."),
				arguments("where p = \"C:\\\" and n = \"secret\"", "where p = ?..."),
				arguments("where p = '''it's secret'''", "where p = ?..."),
				arguments("select 1 --'secret\nsecret'", "select ?..."),
				arguments("select 1 --it's a comment\n, 'secret'", "select ?..."),
				arguments("-- a\r select 'b\nsecret'", "..."), arguments("select 1 // it's\n, 'secret'", "select ?..."),
				arguments("limit $1...", "limit $1..."), arguments("select 1 # it's\n, 'secret'", "select ?..."),
				arguments("select a #> 'b\nsecret'", "select a..."), arguments("/* /* */ select 'a */ secret'", "..."),
				arguments("/*! 'a*/ secret'", "..."), arguments("select [it's] from t where a = 'secret'", "select..."),
				arguments("select [a]]it's] from t where a = 'secret'", "select..."),
				arguments("select [a--b] from t where a = 'b\n secret'", "select..."),
				arguments("select `it's` from t where a = 'secret'", "select ?..."));
	}

	static Stream<String> kept() {
		return Stream.of("select * from users where id = ? order by name desc",
				"select `a`, `first name` from `t1`.`t2`", "select [a], [first name] from [dbo].[t1]",
				"select * from #temp t join ##all a on t.x = a.x", "select tempdb..#x",
				"select emp#, v$session.sid# from sys.v_$session",
				"where a = $1 and b = $22 and c = :name and d = @var and e = @@identity",
				"where a ?| ? and b ?& ? or c ?? ?", "{call proc(?)}", "{? = call proc(?, ?)}",
				"select a::text[], (b)::int from t", "select a || b, a % b, a << b, a <@ b, a ~* b, a != b",
				"update t set a = a + b where c", "insert into \"s\".\"t\" (\"a\", \"b\") values (?, ?)",
				"update \"t\" set \"a\" = ?, \"b\" = ?",
				"select \"t\".\"a\", \"b\" from \"t\" join \"u\" on \"t\".\"id\" = \"u\".\"id\"",
				"select a from t where exists (select b from u where u.id = t.id)", "select größe, 名前 from tabelle",
				"select coalesce(?, ?, ?)", "merge into t using (values (?, ?)) as s on t.a = s.a", "select a from t;",
				"select a -> b", "select a...");
	}

	static Stream<Arguments> folded() {
		return Stream.of(arguments("where a in (?, ?, ?)", "where a in (?)"),
				arguments("where a in(1,2,3) and b IN ('a', 'b')", "where a in(?) and b IN (?)"),
				arguments("where a in ( ?, ? )", "where a in (?)"),
				arguments("where a not in (?) and b", "where a not in (?) and b"),
				arguments("where a in (-1, -2, 3)", "where a in (?)"),
				arguments("where a in (?::uuid, ?::uuid, ?::uuid)", "where a in (?::uuid)"),
				arguments("where a in (cast(? as uuid), cast(? as uuid))", "where a in (cast(? as uuid))"),
				arguments("where (a, b) in ((?, ?), (?, ?), (?, ?))", "where (a, b) in ((?, ?))"),
				arguments("where a in (?, null, ?, ?)", "where a in (?, null, ?)"),
				arguments("where a = any(array[?, ?, ?])", "where a = any(array[?])"),
				arguments("where a in (/* first */ ?, -- second\n ?)", "where a in (?)"),
				arguments("insert into t (a, b) values (?, ?), (?, ?),(?, ?)", "insert into t (a, b) values (?, ?)"),
				arguments("insert into t values (1, now(), default), (2, now(), default) on conflict do nothing",
						"insert into t values (?, now(), default) on conflict do nothing"),
				arguments("insert into t values (?, null), (?, ?), (?, ?)", "insert into t values (?, null), (?, ?)"),
				arguments("values (point(1, 2), 3), (point(3, 4), 5)", "values (point(?, ?), ?)"),
				arguments("where a in (select b from c where d in (1, 2))",
						"where a in (select b from c where d in (?))"));
	}

	static Stream<Arguments> passwords() {
		return Stream.of(arguments("alter user bob identified by hunter2 replace old", "alter user bob ?"),
				arguments("CREATE USER bob IDENTIFIED BY \"hunter2\"", "CREATE USER bob ?"),
				arguments("create user bob identified by 'hunter2'", "create user bob ?"),
				arguments("create database link l connect to bob identified by hunter2", "create database link l ?"),
				arguments("create user bob password hunter2 admin", "create user bob ?"),
				arguments("create or replace user bob password = hunter2", "create or replace user bob ?"),
				arguments("alter role bob with encrypted password 'hunter2'", "alter role bob ?"),
				arguments("set password for bob = hunter2", "set password ? = ?"),
				arguments("select 1; alter login bob with password = hunter2; select a from b",
						"select ?; alter login bob ?; select a from b"),
				arguments("alter user \"bob\" identified by hunter2", "alter user ?"),
				arguments("select password from users where user = 'a'", "select password from users where user = ?"),
				arguments("update users set password = 'a' where user = ?",
						"update users set password = ? where user = ?"),
				arguments("create table users (password varchar(20), a int)",
						"create table users (password varchar(?), a int)"),
				arguments("select identified from t order by a", "select identified from t order by a"));
	}

	/**
	 * Statements that have values without quotes, or may have.
	 */
	static Stream<Arguments> administering() {
		return Stream.of(arguments("frobnicate hunter2", "frobnicate ?"),
				arguments("connect ada/hunter2@x", "connect ?"),
				arguments("begin set x = hunter2; y := hunter2; p(hunter2, ?); end;",
						"begin set x = ?; ?; p(?, ?); end;"),
				arguments("begin pkg.run(:1, now()); end;", "begin pkg.run(:?, now()); end;"),
				arguments("set x hunter2", "set x ?"), arguments("set a = 1, b = hunter2", "set a = ?, b = ?"),
				arguments("set search_path to hunter2, hunter2", "set search_path to ?, ?"),
				arguments("alter session set x = hunter2", "alter session set x = ?"),
				arguments("alter user ada replace hunter2", "alter user ada ?"),
				arguments("alter role ada set x to hunter2", "alter role ada set x to ?"),
				arguments("create database d key hunter2", "create database d ?"),
				arguments("create secret s (type s3, key hunter2)", "create secret s ?"),
				arguments("create external table e (a int) options (password hunter2)",
						"create external table e (a int) ?"),
				arguments("create table t (a int) with (kind x, password hunter2)",
						"create table t (a int) with (kind ?, password ?)"),
				arguments("create table t (a int encrypt identified by hunter2)",
						"create table t (a int encrypt identified by ?"),
				arguments("grant a on b to c, d", "grant a on b to c, d"),
				arguments("grant a on b to c with password hunter2", "grant a on b to c with ?"),
				arguments("exec p ada@hunter2", "exec p ?@?"),
				arguments("exec p @a = hunter2, @b", "exec p @a = ?, @b"),
				arguments("{call p(hunter2, null, ?)}", "{call p(?, null, ?)}"),
				arguments("call p(a => hunter2)", "call p(a => ?)"), arguments("pragma x = hunter2", "pragma x = ?"),
				arguments("pragma table_info(t)", "pragma table_info(t)"),
				arguments("copy t (a, b) from stdin\nhunter2\t1", "copy t (a, b) from stdin ?"),
				arguments("explain execute p(hunter2)", "explain execute p(?)"),
				arguments("explain (format json) select a", "explain (format json) select a"),
				arguments("use shop", "use shop"), arguments("use shop hunter2", "use shop ?"));
	}

}
