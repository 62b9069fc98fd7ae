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

import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The beginning of a JDBC URL, which names the driver, and what is left for the driver to
 * read. Drivers that wrap others put their names in front of those.
 *
 * @param prefix the URL up to and with the colon behind the scheme
 * @param scheme the scheme of the database, in lower case
 * @param type the name of the product
 * @param known whether the product is known
 * @param rest what is behind the prefix
 */
record JdbcDriverPart(String prefix, String scheme, String type, boolean known, String rest) {

	private static final int MAX_SCHEMES = 4;

	private static final Map<String, String> TYPES = Map.ofEntries(Map.entry("as400", "DB2"),
			Map.entry("clickhouse", "ClickHouse"), Map.entry("ch", "ClickHouse"), Map.entry("db2", "DB2"),
			Map.entry("derby", "Derby"), Map.entry("duckdb", "DuckDB"), Map.entry("exa", "Exasol"),
			Map.entry("firebirdsql", "Firebird"), Map.entry("h2", "H2"), Map.entry("hive2", "Hive"),
			Map.entry("hsqldb", "HSQLDB"), Map.entry("informix-sqli", "Informix"), Map.entry("mariadb", "MariaDB"),
			Map.entry("mysql", "MySQL"), Map.entry("mysqlx", "MySQL"), Map.entry("oracle", "Oracle"),
			Map.entry("pgsql", "PostgreSQL"), Map.entry("postgresql", "PostgreSQL"), Map.entry("redshift", "Redshift"),
			Map.entry("sap", "SAP HANA"), Map.entry("snowflake", "Snowflake"), Map.entry("sqlite", "SQLite"),
			Map.entry("sqlserver", "SQL Server"), Map.entry("teradata", "Teradata"), Map.entry("trino", "Trino"),
			Map.entry("vertica", "Vertica"), Map.entry("yugabytedb", "YugabyteDB"));

	static @Nullable JdbcDriverPart of(String url) {
		int start = url.indexOf(':') + 1;
		String jdbc = url.substring(0, start).toLowerCase(Locale.ROOT);
		if (!jdbc.equals("jdbc:") && !jdbc.equals("jdbc-secretsmanager:")) {
			return null;
		}
		JdbcDriverPart first = null;
		int from = start;
		for (int i = 0; i < MAX_SCHEMES; i++) {
			int end = url.indexOf(':', from);
			if (end < 0 || !AddressParts.isScheme(url.substring(from, end))) {
				break;
			}
			JdbcDriverPart part = of(url, from, end);
			if (part.known) {
				return part;
			}
			first = (first != null) ? first : part;
			from = end + 1;
		}
		return first;
	}

	private static JdbcDriverPart of(String url, int start, int end) {
		String scheme = url.substring(start, end).toLowerCase(Locale.ROOT);
		int variant = scheme.indexOf('+');
		String name = (variant > 0) ? scheme.substring(0, variant) : scheme;
		String type = TYPES.get(name);
		return new JdbcDriverPart(url.substring(0, end + 1).toLowerCase(Locale.ROOT), name,
				(type != null) ? type : scheme, type != null, url.substring(end + 1));
	}

	/**
	 * Return the address for a URL of which nothing but the driver can be told.
	 */
	DatabaseAddress withoutAddress() {
		return new DatabaseAddress(this.type, null, null, this.prefix, false);
	}

}
