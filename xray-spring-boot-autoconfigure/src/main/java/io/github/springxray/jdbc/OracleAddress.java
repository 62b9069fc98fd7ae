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
 * Reads the URLs of Oracle: {@code host:port:sid}, {@code //host:port/service}, connect
 * descriptors and aliases, all of them behind {@code user/password@}.
 */
final class OracleAddress {

	private static final Set<String> PROTOCOLS = Set.of("ldap", "ldaps", "tcp", "tcps");

	private OracleAddress() {
	}

	static DatabaseAddress parse(JdbcDriverPart driver) {
		String rest = driver.rest();
		String prefix = driver.prefix() + (rest.regionMatches(true, 0, "oci", 0, 3) ? "oci:@" : "thin:@");
		int description = rest.indexOf("@(");
		if (description >= 0) {
			return described(driver, prefix, rest.substring(description));
		}
		int end = AddressParts.endAt(rest, "?");
		int start = rest.lastIndexOf('@', end - 1) + 1;
		if (start == 0 || AddressParts.hasUserInfo(rest.substring(end))) {
			return driver.withoutAddress();
		}
		String target = rest.substring(start, end);
		int protocol = target.indexOf("//");
		if (protocol > 0 && !PROTOCOLS.contains(target.substring(0, protocol - 1).toLowerCase(Locale.ROOT))) {
			return driver.withoutAddress();
		}
		if (protocol >= 0) {
			prefix += target.substring(0, protocol + 2);
			return located(driver, prefix, target.substring(protocol + 2));
		}
		if (AddressParts.endAt(target, ":/") == target.length()) {
			return of(driver, prefix, List.of(), "", AddressParts.name(target));
		}
		return located(driver, prefix, target);
	}

	/**
	 * Parse {@code host:port/service:mode/instance} and {@code host:port:sid}.
	 */
	private static DatabaseAddress located(JdbcDriverPart driver, String prefix, String target) {
		int slash = target.indexOf('/');
		int port = target.indexOf(':', target.lastIndexOf(']') + 1);
		int separator = (slash >= 0 || port < 0) ? slash : target.indexOf(':', port + 1);
		List<String> hosts = AddressParts.hosts((separator < 0) ? target : target.substring(0, separator));
		if (hosts == null) {
			return driver.withoutAddress();
		}
		if (separator < 0) {
			return of(driver, prefix, hosts, "", null);
		}
		String name = target.substring(separator + 1);
		return of(driver, prefix, hosts, target.substring(separator, separator + 1),
				AddressParts.name(name.substring(0, AddressParts.endAt(name, ":/;,"))));
	}

	private static DatabaseAddress described(JdbcDriverPart driver, String prefix, String description) {
		String service = AddressParts.described(description, "service_name");
		String database = AddressParts.name((service != null) ? service : AddressParts.described(description, "sid"));
		return of(driver, prefix, AddressParts.describedHosts(description), (service != null) ? "/" : ":", database);
	}

	private static DatabaseAddress of(JdbcDriverPart driver, String prefix, List<String> hosts, String separator,
			@Nullable String database) {
		String url = prefix + String.join(",", hosts) + ((database != null) ? separator + database : "");
		return new DatabaseAddress(driver.type(), AddressParts.first(hosts), database, url, false);
	}

}
