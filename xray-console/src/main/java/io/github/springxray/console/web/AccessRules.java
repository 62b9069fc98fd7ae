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

package io.github.springxray.console.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Who may ask the console. Without settings only this machine may, under names that no
 * site can point at it, and nothing changes because a page of another site wants it to.
 */
public final class AccessRules {

	private static final Set<String> READING = Set.of("GET", "HEAD");

	// Nothing is changed by others
	private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

	private final boolean remote;

	private final Set<String> hosts = new TreeSet<>();

	/**
	 * Create rules.
	 * @param remote whether other machines may ask, too
	 * @param hosts names in the {@code Host} header other than those of loopback;
	 * {@code *} for all
	 */
	public AccessRules(boolean remote, Collection<String> hosts) {
		this.remote = remote;
		hosts.forEach((host) -> this.hosts.add(host.toLowerCase(Locale.ROOT)));
	}

	/**
	 * Check a request.
	 * @param types which types of bodies may change something
	 * @return why it is refused, or {@code null} if it is not
	 */
	@Nullable Refusal check(ConsoleRequest request, Predicate<@Nullable String> types) {
		if (!this.remote && !request.isLocal()) {
			return new Refusal(403,
					"The console answers only requests that come straight from the machine it runs on, not through a "
							+ "proxy, and not where the server believes what proxies say "
							+ "(server.forward-headers-strategy). See the property xray.console.remote-access.");
		}
		String host = Hosts.nameOf(request.header("Host"));
		if (host == null || !isKnown(host)) {
			return new Refusal(403, "The console does not answer under this name of a host. "
					+ "See the property xray.console.allowed-hosts.");
		}
		if (!READING.contains(request.method())) {
			return checkChange(request, types);
		}
		return null;
	}

	private boolean isKnown(String host) {
		return Hosts.isLoopback(host) || this.hosts.contains(host) || this.hosts.contains("*");
	}

	private static @Nullable Refusal checkChange(ConsoleRequest request, Predicate<@Nullable String> types) {
		String site = request.header("Sec-Fetch-Site");
		if (site != null && !site.equals("same-origin")) {
			return new Refusal(403, "A page of another site cannot change anything here");
		}
		String origin = request.header("Origin");
		if (origin != null && !isSame(origin, request.header("Host"))) {
			return new Refusal(403, "A page of another origin cannot change anything here");
		}
		boolean empty = request.method().equals("POST") && site == null && origin == null && hasNoBody(request);
		// A form of another site cannot send it, nor can its script without being allowed
		// to
		if (!empty && WITH_BODY.contains(request.method()) && !types.test(request.header("Content-Type"))) {
			return new Refusal(415, "The Content-Type is none that is known here, such as application/json");
		}
		return null;
	}

	/**
	 * SDKs of AWS give no type to nothing.
	 */
	private static boolean hasNoBody(ConsoleRequest request) {
		String length = request.header("Content-Length");
		return request.header("Content-Type") == null && request.header("Transfer-Encoding") == null
				&& (length == null || length.equals("0"));
	}

	private static boolean isSame(String origin, @Nullable String host) {
		try {
			String authority = new URI(origin).getRawAuthority();
			return authority != null && authority.equalsIgnoreCase(host);
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

	/**
	 * Return whether a body is JSON.
	 */
	static boolean isJson(@Nullable String contentType) {
		if (contentType == null) {
			return false;
		}
		int end = contentType.indexOf(';');
		String type = ((end >= 0) ? contentType.substring(0, end) : contentType).trim().toLowerCase(Locale.ROOT);
		return type.equals("application/json") || type.equals("application/x-amz-json-1.1");
	}

}
