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

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is read by the database that a statement is for, and secrets that need no quotes.
 */
class SqlDialectTests {

	private static final List<String> PRODUCTS = List.of("", "PostgreSQL", "MySQL", "MariaDB", "Microsoft SQL Server",
			"Oracle", "SQLite", "H2", "DB2/LINUXX8664", "Apache Derby", "HSQL Database Engine", "Snowflake",
			"Something");

	private final SqlSanitizer sanitizer = new CachingSqlSanitizer(new LiteralSqlSanitizer());

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					Microsoft SQL Server | select [it's], [a]]b's] from [my -- table] where a = 'x'    | select [it's], [a]]b's] from [my -- table] where a = ?
					Microsoft SQL Server | select a from t where p = 'C:\\' and n = 'x'                | select a from t where p = ? and n = ?
					Microsoft SQL Server | select a from t where p = '\\' and n = 'x'                  | select a from t where p = ? and n = ?
					Microsoft SQL Server | select a /* it's /* nested */ here */ from #t where b = 'x' | select a from #t where b = ?
					Microsoft SQL Server | select a from t where m > $12 and n < $5                    | select a from t where m > ? and n < ?
					SQLite               | select [it's] from [my -- table] where a = 'x'              | select [it's] from [my -- table] where a = ?
					SQLite               | select a from t where p = 'C:\\' and n = 'x'                | select a from t where p = ? and n = ?
					SQLite               | insert into "t" ("a", "b") values ("x", 'y')                | insert into "t" ("a", "b") values (?, ?)
					SQLite               | update "t" set a = "x" where b in ("y") and "u"."c" > 1     | update "t" set a = ? where b in (?) and "u"."c" > ?
					Oracle               | select a from t where p = 'C:\\' and n = 'x'                | select a from t where p = ? and n = ?
					Oracle               | select a /* it's /* not nested */ from t where b = 'x'      | select a from t where b = ?
					Oracle               | select emp# from t where a = 'x'                            | select emp# from t where a = ?
					PostgreSQL           | select a /* it's /* nested */ here */ from t where b = 'x'  | select a from t where b = ?
					PostgreSQL           | select tags[1], a # b from t where c = 'x'                  | select tags[?], a # b from t where c = ?
					MySQL                | select a /*!50000 , b */ from t where c = 'x'               | select a , b from t where c = ?
					MySQL                | select /*!40001 sql_no_cache */ a from t where c = 'x'      | select sql_no_cache a from t where c = ?
					MariaDB              | select /*M!100100 it(1) */ a from t where c = 'x'           | select it(?) a from t where c = ?
					MariaDB              | select a /*Max 3, b */ from t where c = 'x'                 | select a from t where c = ?
					MySQL                | select a /*!50000 from t where b = 'x' */ limit 1           | select a from t where b = ? limit ?
					H2                   | select a from t where p = 'C:\\' and n = 'x'                | select a from t where p = ? and n = ?
					MySQL                | select a --1, b from t where c = 'x'                        | select a -?, b from t where c = ?
					MySQL                | select `it's`, `a``'b` from `my "t"` where c = 'x'          | select `it's`, `a``'b` from `my "t"` where c = ?
					SQLite               | select `it's` from `my -- table` where c = 'x'              | select `it's` from `my -- table` where c = ?
					Oracle               | select "it's"."a" from "it's" where "it's"."b" = 'x'        | select "it's"."a" from "it's" where "it's"."b" = ?
					PostgreSQL           | select "it's", "a""b" from "my: table" where c = 'x'        | select "it's", "a""b" from "my: table" where c = ?
					SQLite               | create table "t" ("a" text default "x", primary key ("a"))  | create table "t" ("a" text default ?, primary key ("a"))
					SQLite               | update "t" set "a" = "x", "b" = 'y'                         | update "t" set "a" = ?, "b" = ?
					Something            | select "a" from "t" where lower("x") = 'y'                  | select ? from "t" where lower(?) = ?
					Snowflake            | select "a" from "t" where "b" = 'y'                         | select "a" from "t" where "b" = ?
					""")
	void ordinaryStatementsAreReadByTheirDatabase(String product, String sql, String expected) {
		assertThat(this.sanitizer.sanitize(sql, product)).isEqualTo(expected);
	}

	/**
	 * What was read of one statement says nothing of the next one.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					insert into "t" ("a") values (1); insert into "u" ("b") values (2)     | insert into "t" ("a") values (?); insert into "u" ("b") values (?)
					create table "t" ("a" int); create table "u" ("b" int)                 | create table "t" ("a" int); create table "u" ("b" int)
					call a(1); call b(2)                                                   | call a(?); call b(?)
					""")
	void theNextStatementIsReadFromItsBeginning(String sql, String expected) {
		assertThat(this.sanitizer.sanitize(sql, "SQLite")).isEqualTo(expected);
	}

	@Test
	void commentsUpToTheEndOfTheLineAreLeftOut() {
		assertThat(this.sanitizer.sanitize("select a # it's\nfrom t where b = 'x'", "MySQL"))
			.isEqualTo("select a from t where b = ?");
	}

	@ParameterizedTest
	@ValueSource(strings = { "PostgreSQL", "Microsoft SQL Server", "Oracle", "SQLite", "H2", "DB2/LINUXX8664" })
	void commentsNeedNoBlankBehindTheHyphensButInMySql(String product) {
		String sql = "select a --it's\nfrom t where b = 'x'";
		assertThat(this.sanitizer.sanitize(sql, product)).isEqualTo("select a from t where b = ?");
		assertThat(this.sanitizer.sanitize(sql, "MySQL")).isEqualTo("select a --it??...");
		assertThat(this.sanitizer.sanitize(sql)).isEqualTo("select a...");
	}

	@Test
	void whatASettingOfASessionDecidesIsLeftOut() {
		for (String product : List.of("MySQL", "MariaDB", "PostgreSQL", "")) {
			assertThat(this.sanitizer.sanitize("select a from t where p = 'C:\\' and n = 'secret'", product))
				.isEqualTo("select a from t where p = ?...");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "exec sp_addlogin ada, hunter2", "EXEC sp_addlogin @loginame = ada, @passwd = hunter2",
			"sp_addlogin ada, hunter2", "exec master..sp_password hunter2, hunter2, ada",
			"EXECUTE master.dbo.sp_addlinkedsrvlogin x, false, NULL, sa, hunter2", "exec @r = login ada, hunter2",
			"xp_logevent hunter2", "exec sp_addlogin 'ada', \"hunter2\"", "PRAGMA key = hunter2",
			"PRAGMA key='hunter2'", "PRAGMA key = \"hunter2\"", "pragma rekey(hunter2)", "PRAGMA hexkey = hunter2",
			"PRAGMA main.key = hunter2", "PRAGMA textkey=hunter2", "pragma cipher_salt = hunter2",
			"SET app.token = hunter2", "set session app.jwt to hunter2", "SET LOCAL app.jwt TO \"hunter2\"",
			"set @password = hunter2", "SET @a = 1, @b = \"hunter2\"", "ALTER ROLE ada SET app.secret = hunter2",
			"alter user ada set app.secret to hunter2", "ALTER DATABASE d SET app.key = 'hunter2'",
			"alter role ada in database d set app.key to hunter2", "alter system set x = hunter2",
			"ALTER SESSION SET CURRENT_SCHEMA = hunter2", "CONNECT ada/hunter2@db", "connect ada/hunter2",
			"conn ada/hunter2@//host:1521/x as sysdba", "CONNECT TO db USER ada USING hunter2",
			"attach database 'x.db' as x key hunter2", "ATTACH 'x' AS y KEY \"hunter2\"", "PREPARE s FROM \"hunter2\"",
			"prepare s from \"select hunter2\"", "prepare s from 'select hunter2'", "execute immediate \"hunter2\"",
			"execute immediate 'drop hunter2'", "execute s using \"hunter2\"",
			"insert into \"t\" (\"a\") values (\"hunter2\")", "insert into \"t\" values (1, \"hunter2\")",
			"insert into \"t\" (a) values (lower(\"hunter2\"))", "update \"t\" set a = \"hunter2\"",
			"select * from \"t\" where a like \"hunter2\"", "create user ada identified by hunter2",
			"alter user ada identified by hunter2 replace hunter2", "create user ada password hunter2",
			"grant all on t to ada identified by hunter2", "set password for ada = hunter2",
			"create database link l connect to u identified by hunter2 using 'x'", "copy t from stdin\nhunter2\t3\n\\.",
			"select 1; exec sp_addlogin ada, hunter2", "select 1; set app.key = hunter2" })
	void secretsWithoutQuotesAndInDoubleQuotesGo(String sql) {
		for (String product : PRODUCTS) {
			assertThat(this.sanitizer.sanitize(sql, product)).as(product).doesNotContain("hunter2");
			assertThat(this.sanitizer.sanitize(sql.toUpperCase(Locale.ROOT), product)).as(product)
				.doesNotContain("HUNTER2");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "€4711", "£4711.50", "¥ 4711", "€-4711", "₹4711", "$4711", "$ 4711", "-€4711", "¢4711" })
	void amountsBehindCurrencySignsGo(String amount) {
		for (String product : PRODUCTS) {
			assertThat(this.sanitizer.sanitize("select a from t where b > " + amount, product)).as(product)
				.doesNotContain("4711");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "exec dbo.find_users @name, @age output", "execute s using @a, @b", "set names utf8mb4",
			"set transaction isolation level read committed", "set autocommit = off", "set role admin",
			"pragma table_info(users)", "pragma foreign_keys", "select a from t start with b connect by prior c = d",
			"update t set a = b where c = d", "alter table t set schema s", "alter table t add column c int",
			"insert into t (a, b) select a, b from u", "update t set key = ? where value = ?", "execute procedure p(?)",
			"execute immediate ?", "attach ?", "call p(?, ?)" })
	void ordinaryWordsOfTheseStatementsStay(String sql) {
		for (String product : PRODUCTS) {
			assertThat(this.sanitizer.sanitize(sql, product)).as(product).isEqualTo(sql);
		}
	}

	@Test
	void sanitizerOfAnApplicationNeedNotKnowTheDatabase() {
		SqlSanitizer own = (sql) -> "own";
		assertThat(Stream.of("MySQL", null).map((product) -> own.sanitize("select 1", product))).containsOnly("own");
	}

}
