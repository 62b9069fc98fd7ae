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
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DatabaseAddress}.
 */
class DatabaseAddressTests {

	private static final String SECRET = "hunter2";

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-",
			textBlock = """
					jdbc:postgresql://db.example.com:5432/users?user=bob&password=hunter2&ssl=true | PostgreSQL | db.example.com | users | jdbc:postgresql://db.example.com:5432/users
					jdbc:postgresql://db/users?user=bob@corp&password=a@b | PostgreSQL | db | users | jdbc:postgresql://db/users
					jdbc:postgresql://bob:hunter2@db/users | PostgreSQL | db | users | jdbc:postgresql://db/users
					jdbc:postgresql://h1:5432,h2:5433/users?targetServerType=primary | PostgreSQL | h1 | users | jdbc:postgresql://h1:5432,h2:5433/users
					jdbc:postgresql://[::1]:5432/users | PostgreSQL | [::1] | users | jdbc:postgresql://[::1]:5432/users
					jdbc:postgresql://[fe80::1%eth0],h2/users | PostgreSQL | [fe80::1%eth0] | users | jdbc:postgresql://[fe80::1%eth0],h2/users
					jdbc:postgresql:users?password=hunter2 | PostgreSQL | - | users | jdbc:postgresql:users
					jdbc:postgresql:///users | PostgreSQL | - | users | jdbc:postgresql:///users
					jdbc:postgresql://db/ | PostgreSQL | db | - | jdbc:postgresql://db
					jdbc:postgresql:/ | PostgreSQL | - | - | jdbc:postgresql:
					jdbc:postgresql://db/my%20users | PostgreSQL | db | my%20users | jdbc:postgresql://db/my%20users
					JDBC:PostgreSQL://db/users | PostgreSQL | db | users | jdbc:postgresql://db/users
					jdbc:redshift://c.eu-west-1.redshift.amazonaws.com:5439/dev | Redshift | c.eu-west-1.redshift.amazonaws.com | dev | jdbc:redshift://c.eu-west-1.redshift.amazonaws.com:5439/dev
					jdbc:mysql://bob:hunter2@db:3306/users?useSSL=false | MySQL | db | users | jdbc:mysql://db:3306/users
					jdbc:mysql://bob:hun@ter2@db/users | MySQL | db | users | jdbc:mysql://db/users
					jdbc:mysql://bob:hun/ter2@db/users | MySQL | - | - | jdbc:mysql:
					jdbc:mysql://bob:12/ter=2@db/users | MySQL | - | - | jdbc:mysql:
					jdbc:mysql://bob:12?ter2@db/users | MySQL | - | - | jdbc:mysql:
					jdbc:mysql://bob:12,ter2@db/users | MySQL | db | users | jdbc:mysql://db/users
					jdbc:mysql:loadbalance://h1,h2:3307/users?password=hunter2 | MySQL | h1 | users | jdbc:mysql:loadbalance://h1,h2:3307/users
					jdbc:mysql:replication://source,replica/users | MySQL | source | users | jdbc:mysql:replication://source,replica/users
					jdbc:mysql+srv://_mysql._tcp.example.com/users | MySQL | _mysql._tcp.example.com | users | jdbc:mysql+srv://_mysql._tcp.example.com/users
					jdbc:mysql+srv:loadbalance://example.com/users | MySQL | example.com | users | jdbc:mysql+srv:loadbalance://example.com/users
					jdbc:mysql://address=(protocol=tcp)(host=db)(port=3307)(user=bob)(password=hunter2)/users?a=b | MySQL | db | users | jdbc:mysql://db:3307/users
					jdbc:mysql://(host=h1,port=1,user=bob,password=hunter2),(host=h2,port=2)/users | MySQL | h1 | users | jdbc:mysql://h1:1,h2:2/users
					jdbc:mysql://bob:hunter2@[(host=h1,port=1),(host=h2)]/users | MySQL | h1 | users | jdbc:mysql://h1:1,h2/users
					jdbc:mysql://bob:hunter2@[h1:1,h2:2]/users | MySQL | h1 | users | jdbc:mysql://h1:1,h2:2/users
					jdbc:mysql:// | MySQL | - | - | jdbc:mysql://
					jdbc:mariadb:aurora://c.cluster-x.rds.amazonaws.com/users?password=hunter2 | MariaDB | c.cluster-x.rds.amazonaws.com | users | jdbc:mariadb:aurora://c.cluster-x.rds.amazonaws.com/users
					jdbc:mariadb://address=(host=h1)(type=primary),address=(host=h2)(port=2)/users | MariaDB | h1 | users | jdbc:mariadb://h1,h2:2/users
					jdbc:db2://db:50000/sample:user=bob;password=hunter2; | DB2 | db | sample | jdbc:db2://db:50000/sample
					jdbc:db2:sample:user=bob;password=hunter2; | DB2 | - | sample | jdbc:db2:sample
					jdbc:as400://db;naming=sql;password=hunter2 | DB2 | db | - | jdbc:as400://db
					jdbc:informix-sqli://db:9088/users:INFORMIXSERVER=x;password=hunter2 | Informix | db | users | jdbc:informix-sqli://db:9088/users
					jdbc:teradata://db/DATABASE=users,PASSWORD=hunter2 | Teradata | db | - | jdbc:teradata://db
					jdbc:snowflake://a.snowflakecomputing.com/?db=users&password=hunter2 | Snowflake | a.snowflakecomputing.com | - | jdbc:snowflake://a.snowflakecomputing.com
					jdbc:clickhouse:https://db:8443/users?password=hunter2 | ClickHouse | db | users | jdbc:clickhouse:https://db:8443/users
					""")
	void readsDatabasesOnServers(String jdbcUrl, String type, String host, String database, String url) {
		assertThat(DatabaseAddress.parse(jdbcUrl)).isEqualTo(new DatabaseAddress(type, host, database, url, false));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-",
			textBlock = """
					jdbc:oracle:thin:@db:1521:ORCL | Oracle | db | ORCL | jdbc:oracle:thin:@db:1521:ORCL
					jdbc:oracle:thin:bob/hunter2@db:1521:ORCL | Oracle | db | ORCL | jdbc:oracle:thin:@db:1521:ORCL
					jdbc:oracle:thin:bob/"hun@ter2"@//db:1521/users | Oracle | db | users | jdbc:oracle:thin:@//db:1521/users
					jdbc:oracle:thin:bob/12?ter@db:1521/users | Oracle | - | - | jdbc:oracle:
					jdbc:oracle:thin:bob/h@1?ter2@db:1521/users | Oracle | - | - | jdbc:oracle:
					jdbc:oracle:thin:@//db:1521/users.example.com:dedicated/i1 | Oracle | db | users.example.com | jdbc:oracle:thin:@//db:1521/users.example.com
					jdbc:oracle:thin:@db/users | Oracle | db | users | jdbc:oracle:thin:@db/users
					jdbc:oracle:thin:@//[::1]:1521/users | Oracle | [::1] | users | jdbc:oracle:thin:@//[::1]:1521/users
					jdbc:oracle:thin:@tcps://db:1522/users?wallet_location=/w&ssl_key=hunter2 | Oracle | db | users | jdbc:oracle:thin:@tcps://db:1522/users
					jdbc:oracle:thin:@h1:1521,h2:1522/users | Oracle | h1 | users | jdbc:oracle:thin:@h1:1521,h2:1522/users
					jdbc:oracle:thin:@ldap://oid:389/users,cn=OracleContext | Oracle | oid | users | jdbc:oracle:thin:@ldap://oid:389/users
					jdbc:oracle:thin:@users_high?TNS_ADMIN=/home/bob/wallet | Oracle | - | users_high | jdbc:oracle:thin:@users_high
					jdbc:oracle:oci:@users | Oracle | - | users | jdbc:oracle:oci:@users
					jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(PROTOCOL=tcp)(HOST=db)(PORT=1521))(CONNECT_DATA=(SERVICE_NAME=users))) | Oracle | db | users | jdbc:oracle:thin:@db:1521/users
					jdbc:oracle:thin:b/hunter2@( DESCRIPTION = (ADDRESS = (HOST = db)(PORT = 1))(PASSWORD = hunter2)(CONNECT_DATA = (SID = orcl))) | Oracle | db | orcl | jdbc:oracle:thin:@db:1:orcl
					jdbc:oracle:thin:bob/hunter2 | Oracle | - | - | jdbc:oracle:
					jdbc:sqlserver://db:1433;databaseName=users;user=bob;password=hunter2 | SQL Server | db | users | jdbc:sqlserver://db:1433;databaseName=users
					jdbc:sqlserver://db\\sales:1433;database=users;encrypt=true | SQL Server | db | users | jdbc:sqlserver://db\\sales:1433;databaseName=users
					jdbc:sqlserver://db\\sales | SQL Server | db | - | jdbc:sqlserver://db\\sales
					jdbc:sqlserver://db;password={hun;databaseName=ter2}};x};databaseName={my users} | SQL Server | db | my users | jdbc:sqlserver://db;databaseName=my users
					jdbc:sqlserver://db;accessToken=hunter2;clientSecret=hunter2 | SQL Server | db | - | jdbc:sqlserver://db
					jdbc:sqlserver://;serverName=db;DatabaseName=users;user=bob@corp | SQL Server | db | users | jdbc:sqlserver://db;databaseName=users
					jdbc:sqlserver://;user=bob;password=hunter2 | SQL Server | - | - | jdbc:sqlserver://
					jdbc:sqlserver://bob:hun;ter2@db;databaseName=users | SQL Server | - | - | jdbc:sqlserver:
					jdbc:jtds:sqlserver://db:1433/users;instance=x;password=hunter2 | SQL Server | db | users | jdbc:jtds:sqlserver://db:1433/users
					""")
	void readsOracleAndSqlServer(String jdbcUrl, String type, String host, String database, String url) {
		assertThat(DatabaseAddress.parse(jdbcUrl)).isEqualTo(new DatabaseAddress(type, host, database, url, false));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-",
			textBlock = """
					jdbc:h2:mem: | H2 | - | - | jdbc:h2:mem: | true
					jdbc:h2:mem:;DB_CLOSE_DELAY=-1 | H2 | - | - | jdbc:h2:mem: | true
					jdbc:h2:mem:users;USER=bob;PASSWORD=hunter2 | H2 | - | users | jdbc:h2:mem:users | false
					jdbc:h2:mem:users;INIT=create user bob password 'hunter2'\\;runscript from '~/hunter2.sql' | H2 | - | users | jdbc:h2:mem:users | false
					jdbc:h2:mem:f81d4fae-7dec-11d0-a765-00a0c91e6bf6;DB_CLOSE_DELAY=-1 | H2 | - | f81d4fae-7dec-11d0-a765-00a0c91e6bf6 | jdbc:h2:mem:f81d4fae-7dec-11d0-a765-00a0c91e6bf6 | true
					jdbc:h2:mem:test-f81d4fae-7dec-11d0-a765-00a0c91e6bf6 | H2 | - | test-f81d4fae-7dec-11d0-a765-00a0c91e6bf6 | jdbc:h2:mem:test-f81d4fae-7dec-11d0-a765-00a0c91e6bf6 | true
					jdbc:h2:mem:f81d4fae7dec11d0a76500a0c91e6bf6 | H2 | - | f81d4fae7dec11d0a76500a0c91e6bf6 | jdbc:h2:mem:f81d4fae7dec11d0a76500a0c91e6bf6 | true
					jdbc:h2:file:/home/bob/data/users;CIPHER=AES | H2 | - | users | jdbc:h2:file:users | false
					jdbc:h2:~/users | H2 | - | users | jdbc:h2:users | false
					jdbc:h2:./data/users | H2 | - | users | jdbc:h2:users | false
					jdbc:h2:file:C:\\data\\users | H2 | - | users | jdbc:h2:file:users | false
					jdbc:h2:nio:~/users | H2 | - | users | jdbc:h2:users | false
					jdbc:h2:zip:~/db.zip!/users | H2 | - | users | jdbc:h2:users | false
					jdbc:h2:tcp://db:9092/~/data/users;PASSWORD=hunter2 | H2 | db | users | jdbc:h2:tcp://db:9092/users | false
					jdbc:h2:ssl://db/mem:users | H2 | db | users | jdbc:h2:ssl://db/mem:users | false
					jdbc:h2:tcp://h1,h2/users | H2 | h1 | users | jdbc:h2:tcp://h1,h2/users | false
					jdbc:h2:tcp://bob:12?ter2@db/users | H2 | - | - | jdbc:h2: | false
					jdbc:hsqldb:mem:testdb | HSQLDB | - | testdb | jdbc:hsqldb:mem:testdb | false
					jdbc:hsqldb:mem:f81d4fae-7dec-11d0-a765-00a0c91e6bf6 | HSQLDB | - | f81d4fae-7dec-11d0-a765-00a0c91e6bf6 | jdbc:hsqldb:mem:f81d4fae-7dec-11d0-a765-00a0c91e6bf6 | true
					jdbc:hsqldb:file:/opt/db/users;shutdown=true;crypt_key=hunter2 | HSQLDB | - | users | jdbc:hsqldb:file:users | false
					jdbc:hsqldb:hsql://db:9001/users;password=hunter2 | HSQLDB | db | users | jdbc:hsqldb:hsql://db:9001/users | false
					jdbc:hsqldb:https://db/servlet/users | HSQLDB | db | users | jdbc:hsqldb:https://db/users | false
					jdbc:derby:memory:users;create=true | Derby | - | users | jdbc:derby:memory:users | false
					jdbc:derby:memory:f81d4fae-7dec-11d0-a765-00a0c91e6bf6;create=true | Derby | - | f81d4fae-7dec-11d0-a765-00a0c91e6bf6 | jdbc:derby:memory:f81d4fae-7dec-11d0-a765-00a0c91e6bf6 | true
					jdbc:derby:/home/bob/users;user=bob;password=hunter2 | Derby | - | users | jdbc:derby:users | false
					jdbc:derby://db:1527/users;password=hunter2 | Derby | db | users | jdbc:derby://db:1527/users | false
					jdbc:derby:;shutdown=true | Derby | - | - | jdbc:derby: | false
					jdbc:sqlite: | SQLite | - | - | jdbc:sqlite: | true
					jdbc:sqlite::memory: | SQLite | - | - | jdbc:sqlite::memory: | true
					jdbc:sqlite:file::memory:?cache=shared | SQLite | - | - | jdbc:sqlite:file::memory: | true
					jdbc:sqlite:/home/bob/users.db?password=hunter2/x | SQLite | - | users.db | jdbc:sqlite:users.db | false
					jdbc:duckdb:/data/users.duckdb;x=hunter2 | DuckDB | - | users.duckdb | jdbc:duckdb:users.duckdb | false
					""")
	void readsEmbeddedDatabases(String jdbcUrl, String type, String host, String database, String url,
			boolean generatedName) {
		assertThat(DatabaseAddress.parse(jdbcUrl))
			.isEqualTo(new DatabaseAddress(type, host, database, url, generatedName));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-",
			textBlock = """
					jdbc:aws-wrapper:postgresql://db/users?wrapperPlugins=iam&password=hunter2 | PostgreSQL | db | users | jdbc:aws-wrapper:postgresql://db/users
					jdbc:aws-wrapper:mysql:replication://h1,h2/users | MySQL | h1 | users | jdbc:aws-wrapper:mysql:replication://h1,h2/users
					jdbc-secretsmanager:mysql://db:3306/users | MySQL | db | users | jdbc-secretsmanager:mysql://db:3306/users
					jdbc:tc:postgresql:16-alpine:///users?TC_INITSCRIPT=x | PostgreSQL | - | users | jdbc:tc:postgresql:16-alpine:///users
					jdbc:tc:mysql:8.4://host/users | MySQL | host | users | jdbc:tc:mysql:8.4://host/users
					jdbc:tc:sqlserver:2022-latest://;databaseName=users | SQL Server | - | users | jdbc:tc:sqlserver://;databaseName=users
					jdbc:p6spy:oracle:thin:bob/hunter2@db:1521:ORCL | Oracle | db | ORCL | jdbc:p6spy:oracle:thin:@db:1521:ORCL
					jdbc:p6spy:h2:mem:users;PASSWORD=hunter2 | H2 | - | users | jdbc:p6spy:h2:mem:users
					jdbc:otel:p6spy:mariadb://db/users | MariaDB | db | users | jdbc:otel:p6spy:mariadb://db/users
					jdbc:foo://bob:hunter2@db:1/users;password=hunter2 | foo | db | users | jdbc:foo://db:1/users
					jdbc:foo:bar://db/users?password=hunter2#x | foo | db | users | jdbc:foo:bar://db/users
					jdbc:foo:bob/hunter2@db | foo | - | - | jdbc:foo:
					jdbc:foo:password=hunter2 | foo | - | - | jdbc:foo:
					jdbc:foo:hunter2 | foo | - | - | jdbc:foo:
					jdbc:foo://db/a/b | foo | db | - | jdbc:foo://db
					jdbc:foo://password=hunter2/x | foo | - | - | jdbc:foo:
					postgresql://db/users | Database | - | - | jdbc:
					jdbc:hunter2 | Database | - | - | jdbc:
					jdbc:bob=hunter2:x | Database | - | - | jdbc:
					""")
	void readsWrappedAndUnknownDrivers(String jdbcUrl, String type, String host, String database, String url) {
		assertThat(DatabaseAddress.parse(jdbcUrl)).isEqualTo(new DatabaseAddress(type, host, database, url, false));
	}

	@ParameterizedTest
	@NullAndEmptySource
	@ValueSource(strings = { " ", ":", "jdbc", "jdbc:", "jdbc::", "jdbc:::" })
	void survivesWhatIsNoUrl(String jdbcUrl) {
		assertThat(DatabaseAddress.parse(jdbcUrl))
			.isEqualTo(new DatabaseAddress("Database", null, null, "jdbc:", false));
	}

	@Test
	void recordsNoUrlOfAnyLength() {
		String hosts = "db.example.com,".repeat(30);
		assertThat(DatabaseAddress.parse("jdbc:mysql://" + hosts + "last/users").url()).hasSize(250);
		assertThat(DatabaseAddress.parse("jdbc:mysql://" + "a,".repeat(100_000)).url()).isEqualTo("jdbc:mysql:");
	}

	@Test
	void letsNoSecretThrough() {
		Random random = new Random(3);
		List<String> drivers = List.of("postgresql://", "mysql://", "mysql:loadbalance://", "mariadb:aurora://",
				"sqlserver://", "oracle:thin:", "oracle:thin:@//", "h2:tcp://", "h2:mem:", "h2:", "hsqldb:hsql://",
				"derby:", "db2://", "foo:", "foo://", "aws-wrapper:postgresql://");
		List<String> userInfo = List.of("", "bob:%@", "bob/%@", "bob:%@[", "bob:a%:%@");
		List<String> hosts = List.of("db", "db:1", "h1,h2", "[::1]:1", "(host=db)(password=%)", "(host=db,password=%)",
				"db\\i:1", "~/db", "");
		List<String> names = List.of("", "/users", ":ORCL", "/a/users", ";databaseName=users");
		List<String> parameters = List.of("", "?password=%", ";password=%", "?user=a@b&password=%;x=%",
				";password={%;databaseName=%}", ":user=bob;password=%;", "#%", ";INIT=set password '%'");
		for (int i = 0; i < 50_000; i++) {
			String driver = pick(random, drivers);
			// Oracle has a single kind of parameters, so all else is a part of the
			// address.
			String url = "jdbc:" + driver + pick(random, userInfo) + pick(random, hosts) + pick(random, names)
					+ pick(random, driver.startsWith("oracle") ? parameters.subList(0, 2) : parameters);
			String secret = SECRET
					+ pick(random, List.of("", "@", "/", "?", "#", ";", "a=b", "&", "%20", "\\", "é", ":")) + SECRET;
			assertThat(DatabaseAddress.parse(url.replace("%", secret)).toString()).as(url + " " + secret)
				.doesNotContain(SECRET);
		}
	}

	@Test
	void neverThrows() {
		Random random = new Random(4);
		List<String> parts = List.of("jdbc:", "oracle:", "thin:", "sqlserver:", "h2:", "mem:", "mysql:", "//", "/", "@",
				":", ";", "?", "=", "(", ")", "[", "]", ",", "{", "}", "\\", "host=", "databaseName=", "a", "1", " ",
				"\uD83D");
		for (int i = 0; i < 100_000; i++) {
			StringBuilder url = new StringBuilder((i % 3 == 0) ? "" : "jdbc:");
			int length = random.nextInt(12);
			for (int j = 0; j < length; j++) {
				url.append(pick(random, parts));
			}
			assertThat(DatabaseAddress.parse(url.toString()).url()).startsWith("jdbc");
		}
	}

	private static String pick(Random random, List<String> from) {
		return from.get(random.nextInt(from.size()));
	}

}
