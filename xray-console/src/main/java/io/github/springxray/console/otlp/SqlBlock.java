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

package io.github.springxray.console.otlp;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The statement of a span, under the names that OpenTelemetry has now, and under those
 * that it had. What is no database of SQL is none for X-Ray either.
 */
final class SqlBlock {

	private static final Set<String> SYSTEMS = Set.of("clickhouse", "cockroachdb", "db2", "derby", "edb", "firebird",
			"firebirdsql", "h2", "h2database", "hana", "sap.hana", "hive", "hsqldb", "ibm.db2", "ingres",
			"actian.ingres", "interbase", "mariadb", "microsoft.sql_server", "mssql", "mssqlcompact", "mysql", "oracle",
			"oracle.db", "other_sql", "postgresql", "redshift", "aws.redshift", "snowflake", "spanner", "gcp.spanner",
			"sqlite", "sybase", "teradata", "trino", "vertica");

	private SqlBlock() {
	}

	static void write(ObjectNode document, Attributes attributes, boolean fromXRay) {
		String system = attributes.text("db.system.name", "db.system");
		ObjectNode said = JsonTexts.object(attributes.value("aws.xray.sql"));
		if (said == null && (system == null || !SYSTEMS.contains(system))) {
			return;
		}
		ObjectNode sql = JsonTexts.object();
		String url = fromXRay ? saidUrl(attributes) : url(attributes, system);
		if (url != null) {
			sql.put(url.contains("://") || url.startsWith("jdbc:") || fromXRay ? "url" : "connection_string", url);
		}
		JsonTexts.put(sql, "sanitized_query", attributes.text("db.query.text", "db.statement"));
		JsonTexts.put(sql, "user", attributes.text("db.user"));
		if (said != null) {
			JsonTexts.merge(sql, said);
		}
		if (!fromXRay && system != null) {
			sql.put("database_type", system);
		}
		JsonTexts.put(document, "sql", sql);
	}

	/**
	 * Return the URL that was parted for X-Ray, if it was.
	 */
	private static @Nullable String saidUrl(Attributes attributes) {
		attributes.ignore("server.address", "server.port", "db.namespace");
		String connection = attributes.text("db.connection_string");
		String name = attributes.text("db.name");
		return (name != null) ? connection + "/" + name : connection;
	}

	private static @Nullable String url(Attributes attributes, @Nullable String system) {
		String connection = attributes.text("db.connection_string");
		String host = attributes.text("server.address", "net.peer.name", "net.sock.peer.name");
		Long port = attributes.number("server.port", "net.peer.port");
		String name = attributes.text("db.namespace", "db.name");
		if (connection != null) {
			// Of the name there may be only the end in one of the two
			String old = attributes.text("db.name");
			String url = RecordedUrls.clean(connection);
			return (old != null) ? url + (url.endsWith(":") ? "" : "/") + old : url;
		}
		if (host == null || system == null) {
			return null;
		}
		String address = host + ((port != null) ? ":" + port : "");
		return RecordedUrls.clean(system + "://" + address + ((name != null) ? "/" + name : ""));
	}

}
