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

package io.github.springxray.document;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Writes the {@code sql} block of a subsegment as attributes of a span. What has no
 * attribute of its own goes into {@code aws.xray.sql}.
 */
final class SqlAttributes {

	/**
	 * What the name of a product, or of its driver, contains; what X-Ray reads; and what
	 * everybody else does. X-Ray makes nothing of a database that it does not know.
	 */
	private static final String[][] SYSTEMS = { { "postgres", "postgresql", "postgresql" },
			{ "mariadb", "mariadb", "mariadb" }, { "mysql", "mysql", "mysql" }, { "oracle", "oracle", "oracle.db" },
			{ "sql server", "mssql", "microsoft.sql_server" }, { "sqlserver", "mssql", "microsoft.sql_server" },
			{ "db2", "db2", "ibm.db2" }, { "derby", "derby", "derby" }, { "hive", "hive", "hive" },
			{ "sqlite", "sqlite", "sqlite" }, { "teradata", "teradata", "teradata" }, { "hsql", "other_sql", "hsqldb" },
			{ "h2", "other_sql", "h2database" } };

	private static final String[] OTHER = { "", "other_sql", "other_sql" };

	private final SpanAttributes attributes;

	SqlAttributes(SpanAttributes attributes) {
		this.attributes = attributes;
	}

	/**
	 * Return the address of the database, which X-Ray takes from the name of the span.
	 */
	static @Nullable String url(Map<String, Object> sql) {
		return (sql.get("url") instanceof String url && !url.isEmpty()) ? url : null;
	}

	void write(Map<String, Object> sql) {
		if (sql.isEmpty()) {
			return;
		}
		Object type = sql.get("database_type");
		String[] system = system((type instanceof String text) ? text : String.valueOf(url(sql)));
		boolean xray = this.attributes.has(SpanConvention.XRAY);
		boolean stable = this.attributes.has(SpanConvention.STABLE);
		if (xray) {
			this.attributes.text("db.system", system[1]);
		}
		if (stable) {
			this.attributes.text("db.system.name", system[2]);
		}
		Map<String, Object> rest = new LinkedHashMap<>();
		for (Map.Entry<String, Object> field : Copies.entries(sql)) {
			if (!isSaid(field.getKey(), field.getValue(), xray, stable)) {
				rest.put(field.getKey(), field.getValue());
			}
		}
		this.attributes.fields("aws.xray.sql", rest);
	}

	private static String[] system(String type) {
		String product = type.toLowerCase(Locale.ROOT);
		for (String[] system : SYSTEMS) {
			if (product.contains(system[0])) {
				return system;
			}
		}
		return OTHER;
	}

	private boolean isSaid(String key, Object value, boolean xray, boolean stable) {
		return switch (key) {
			case "url" -> value instanceof String url && url(url, xray, stable);
			case "sanitized_query" -> {
				int max = this.attributes.limits().query();
				boolean said = xray && this.attributes.text("db.statement", value, max);
				yield (stable && this.attributes.text("db.query.text", value, max)) || said;
			}
			case "user" -> xray && this.attributes.text("db.user", value);
			default -> false;
		};
	}

	/**
	 * X-Ray puts the two together again, with a slash between them.
	 */
	private boolean url(String value, boolean xray, boolean stable) {
		String url = this.attributes.limits().shorten(value, this.attributes.limits().text());
		int slash = url.lastIndexOf('/');
		if (stable) {
			UrlParts parts = UrlParts.of(url);
			this.attributes.text("server.address", parts.host());
			this.attributes.integer("server.port", parts.port());
			this.attributes.text("db.namespace", (parts.path() != null) ? parts.path().substring(1) : null);
		}
		if (xray) {
			this.attributes.text("db.connection_string", (slash >= 0) ? url.substring(0, slash) : url);
			this.attributes.text("db.name", (slash >= 0) ? url.substring(slash + 1) : null);
		}
		return xray;
	}

}
