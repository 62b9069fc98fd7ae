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
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Reads the URLs of databases that run in the application or on a server of their own:
 * H2, HSQLDB, Derby, SQLite and DuckDB.
 */
final class EmbeddedAddress {

	private static final Set<String> PROTOCOLS = Set.of("", "hsql:", "hsqls:", "http:", "https:", "ssl:", "tcp:");

	private static final int UUID_LENGTH = 36;

	private EmbeddedAddress() {
	}

	static DatabaseAddress parse(JdbcDriverPart driver) {
		String rest = driver.rest();
		int end = AddressParts.endAt(rest, ";?#");
		if (AddressParts.hasUserInfo(rest.substring(end))) {
			return driver.withoutAddress();
		}
		String target = rest.substring(0, end);
		int slashes = target.indexOf("//");
		if (slashes >= 0 && PROTOCOLS.contains(target.substring(0, slashes).toLowerCase(Locale.ROOT))) {
			return onServer(driver, target, slashes + 2);
		}
		boolean inFile = target.regionMatches(true, 0, "file:", 0, 5);
		String prefix = driver.prefix() + (inFile ? "file:" : "");
		String location = inFile ? target.substring(5) : target;
		String memory = memory(driver, location);
		if (memory == null) {
			String name = fileName(location);
			return new DatabaseAddress(driver.type(), null, name, (name != null) ? prefix + name : prefix, false);
		}
		String name = AddressParts.name(location.substring(memory.length()));
		return new DatabaseAddress(driver.type(), null, name, prefix + memory + ((name != null) ? name : ""),
				name == null || isRandom(name));
	}

	private static DatabaseAddress onServer(JdbcDriverPart driver, String target, int start) {
		String address = target.substring(start);
		int end = AddressParts.endAt(address, "/");
		List<String> hosts = AddressParts.hosts(address.substring(0, end));
		if (hosts == null || hosts.isEmpty() || address.indexOf('@', end) >= 0) {
			return driver.withoutAddress();
		}
		String path = address.substring(Math.min(end + 1, address.length()));
		String memory = memory(driver, path);
		String name = (memory != null) ? AddressParts.name(path.substring(memory.length())) : fileName(path);
		String url = driver.prefix() + target.substring(0, start) + String.join(",", hosts) + "/"
				+ ((memory != null) ? memory : "") + ((name != null) ? name : "");
		return new DatabaseAddress(driver.type(), AddressParts.first(hosts), name, url, false);
	}

	/**
	 * Return what says that a database is in memory, or {@code null} if it is not.
	 */
	private static @Nullable String memory(JdbcDriverPart driver, String location) {
		for (String memory : List.of("mem:", "memory:", ":memory:")) {
			if (location.regionMatches(true, 0, memory, 0, memory.length())) {
				return memory;
			}
		}
		boolean unnamed = driver.scheme().equals("sqlite") || driver.scheme().equals("duckdb");
		return (unnamed && location.isEmpty()) ? "" : null;
	}

	private static @Nullable String fileName(String path) {
		int start = Math.max(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')), path.lastIndexOf(':'));
		return AddressParts.name(path.substring(start + 1));
	}

	private static boolean isRandom(String name) {
		String end = name.substring(Math.max(name.length() - UUID_LENGTH, 0));
		String digits = end.replace("-", "");
		return (end.equals(name) || end.length() - digits.length() == 4) && digits.length() == 32
				&& digits.chars().allMatch((c) -> Character.digit(c, 16) >= 0);
	}

}
