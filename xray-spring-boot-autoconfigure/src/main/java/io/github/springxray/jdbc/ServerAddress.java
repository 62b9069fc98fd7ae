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

import org.jspecify.annotations.Nullable;

/**
 * Reads URLs such as {@code jdbc:postgresql://host:port/database?...}, which most drivers
 * have, and the forms of MySQL and MariaDB whose hosts are lists of keys and values.
 */
final class ServerAddress {

	private ServerAddress() {
	}

	static DatabaseAddress parse(JdbcDriverPart driver) {
		String rest = driver.rest();
		int slashes = rest.indexOf("//");
		if (slashes < 0 || !isVariant(rest.substring(0, slashes))) {
			return driver.known() ? withoutHost(driver, rest) : driver.withoutAddress();
		}
		String prefix = driver.prefix() + rest.substring(0, slashes + 2);
		String address = rest.substring(slashes + 2);
		String path = address.substring(0, AddressParts.endAt(address, "?#"));
		if (path.indexOf('(') >= 0) {
			return described(driver, prefix, path);
		}
		int end = AddressParts.endAt(address, "/?;#");
		List<String> hosts = AddressParts.hosts(address.substring(0, end));
		if (hosts == null || AddressParts.hasUserInfo(address.substring(end))) {
			return driver.withoutAddress();
		}
		return of(driver, prefix, hosts, database(address, end));
	}

	/**
	 * Return whether it is a list of names such as {@code loadbalance:}.
	 */
	private static boolean isVariant(String text) {
		if (text.isEmpty()) {
			return true;
		}
		if (!text.endsWith(":")) {
			return false;
		}
		for (String part : text.substring(0, text.length() - 1).split(":", -1)) {
			if (!AddressParts.isScheme(part)) {
				return false;
			}
		}
		return true;
	}

	private static DatabaseAddress withoutHost(JdbcDriverPart driver, String rest) {
		boolean userInfo = AddressParts.hasUserInfo(rest);
		String name = userInfo ? null : AddressParts.name(rest.substring(0, AddressParts.endAt(rest, "/?;:&#")));
		return (name == null) ? driver.withoutAddress()
				: new DatabaseAddress(driver.type(), null, name, driver.prefix() + name, false);
	}

	private static DatabaseAddress described(JdbcDriverPart driver, String prefix, String path) {
		List<String> hosts = AddressParts.describedHosts(path);
		int end = Math.max(path.lastIndexOf(')'), path.lastIndexOf(']')) + 1;
		String database = path.startsWith("/", end) ? database(path, end) : null;
		return hosts.isEmpty() ? driver.withoutAddress() : of(driver, prefix, hosts, database);
	}

	private static @Nullable String database(String address, int slash) {
		if (!address.startsWith("/", slash)) {
			return null;
		}
		String path = address.substring(slash + 1);
		return AddressParts.name(path.substring(0, AddressParts.endAt(path, "?;:&#")));
	}

	private static DatabaseAddress of(JdbcDriverPart driver, String prefix, List<String> hosts,
			@Nullable String database) {
		String url = prefix + String.join(",", hosts) + ((database != null) ? "/" + database : "");
		return new DatabaseAddress(driver.type(), AddressParts.first(hosts), database, url, false);
	}

}
