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

import org.jspecify.annotations.Nullable;

/**
 * Reads the URLs of SQL Server, such as
 * {@code jdbc:sqlserver://host\instance:port;databaseName=...;password={...}}.
 */
final class SqlServerAddress {

	private SqlServerAddress() {
	}

	static DatabaseAddress parse(JdbcDriverPart driver) {
		String rest = driver.rest();
		int slashes = rest.indexOf("//");
		if (slashes < 0) {
			return driver.withoutAddress();
		}
		String address = rest.substring(slashes + 2);
		int end = AddressParts.endAt(address, "/;?#");
		String server = address.substring(address.lastIndexOf('@', end - 1) + 1, end);
		String properties = address.substring(AddressParts.endAt(address, ";"));
		String path = address.substring(end, address.length() - properties.length());
		if (server.isEmpty()) {
			String name = property(properties, "servername");
			server = (name != null) ? name : "";
		}
		if ((!server.isEmpty() && !isServer(server)) || AddressParts.hasUserInfo(path)
				|| AddressParts.hasUserInfo(properties)) {
			return driver.withoutAddress();
		}
		String url = driver.prefix() + "//" + server;
		String host = server.isEmpty() ? null : AddressParts.withoutPort(withoutInstance(server));
		if (path.startsWith("/") && path.length() > 1) {
			String database = AddressParts.name(path.substring(1));
			return new DatabaseAddress(driver.type(), host, database, url + ((database != null) ? path : ""), false);
		}
		String database = database(properties);
		return new DatabaseAddress(driver.type(), host, database,
				url + ((database != null) ? ";databaseName=" + database : ""), false);
	}

	private static boolean isServer(String server) {
		int instance = server.indexOf('\\');
		if (instance >= 0 && AddressParts.name(AddressParts.withoutPort(server.substring(instance + 1))) == null) {
			return false;
		}
		List<String> hosts = AddressParts.hosts(withoutInstance(server));
		return hosts != null && hosts.size() == 1;
	}

	private static String withoutInstance(String server) {
		int start = server.indexOf('\\');
		if (start < 0) {
			return server;
		}
		int port = server.indexOf(':', start);
		return server.substring(0, start) + ((port >= 0) ? server.substring(port) : "");
	}

	private static @Nullable String database(String properties) {
		String name = property(properties, "databasename");
		return AddressParts.name((name != null) ? name : property(properties, "database"));
	}

	/**
	 * Return a property, minding that values in braces may hold what separates others.
	 */
	private static @Nullable String property(String properties, String key) {
		int start = 0;
		while (start < properties.length()) {
			int equals = properties.indexOf('=', start);
			if (equals < 0) {
				return null;
			}
			int end = endOfValue(properties, equals + 1);
			String name = properties.substring(start, equals).replace(';', ' ').trim();
			if (name.toLowerCase(Locale.ROOT).equals(key)) {
				String value = properties.substring(equals + 1, end).trim();
				return value.startsWith("{") && value.endsWith("}") ? value.substring(1, value.length() - 1) : value;
			}
			start = end + 1;
		}
		return null;
	}

	private static int endOfValue(String properties, int start) {
		int end = start;
		if (properties.startsWith("{", start)) {
			end++;
			while (end < properties.length() && (properties.charAt(end) != '}' || properties.startsWith("}}", end))) {
				end += (properties.charAt(end) == '}') ? 2 : 1;
			}
		}
		int semicolon = properties.indexOf(';', end);
		return (semicolon >= 0) ? semicolon : properties.length();
	}

}
