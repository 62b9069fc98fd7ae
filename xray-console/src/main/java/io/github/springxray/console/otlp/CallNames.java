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

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Names what a span has called, in the order in which X-Ray looks for a name. The name of
 * the span comes last: it says what was done, and not to whom.
 */
final class CallNames {

	private static final String[] HOSTS = { "server.address", "http.host", "net.peer.name", "net.sock.peer.name" };

	private static final String[] ADDRESSES = { "network.peer.address", "net.sock.peer.addr", "net.peer.ip" };

	// Spring Boot gives one to each database in memory
	private static final Pattern RANDOM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

	private final Attributes attributes;

	CallNames(Attributes attributes) {
		this.attributes = attributes;
	}

	/**
	 * Return the name of what was called.
	 * @return the name, or {@code null} if nothing but the span has one
	 */
	@Nullable String find() {
		String name = this.attributes.text("aws.remote.service", "peer.service", "service.peer.name");
		if (name == null) {
			name = database();
		}
		if (name == null) {
			name = this.attributes.text("rpc.service");
		}
		if (name == null) {
			name = this.attributes.text("messaging.destination.name", "messaging.destination");
		}
		return (name != null) ? name : host();
	}

	/**
	 * A database has the name that a client of X-Ray gives it, which is its own at its
	 * host.
	 */
	private @Nullable String database() {
		String system = this.attributes.text("db.system.name", "db.system");
		String name = this.attributes.text("db.namespace", "db.name");
		if (system == null && name == null) {
			return null;
		}
		String host = host();
		boolean random = name != null && RANDOM.matcher(name).matches();
		String database = (name == null || (random && system != null)) ? system : name;
		return (host != null) ? database + "@" + host : database;
	}

	private @Nullable String host() {
		for (String attribute : HOSTS) {
			String host = this.attributes.text(attribute);
			if (host != null) {
				return RecordedUrls.hostOf(host);
			}
		}
		String url = this.attributes.text("url.full", "http.url");
		String host = (url != null) ? RecordedUrls.hostOf(url) : "";
		return !host.isEmpty() ? host : this.attributes.text(ADDRESSES);
	}

}
