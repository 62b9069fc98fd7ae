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
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Writes the {@code http} block of an entity as attributes of a span. What has no
 * attribute of its own goes into {@code aws.xray.http}.
 */
final class HttpAttributes {

	private static final String REQUEST = "request";

	private static final String RESPONSE = "response";

	private final SpanAttributes attributes;

	HttpAttributes(SpanAttributes attributes) {
		this.attributes = attributes;
	}

	/**
	 * Return whether a block tells of a request.
	 */
	static boolean isRequest(Map<String, Object> http) {
		return part(http, REQUEST) != null;
	}

	/**
	 * Return the status of the response.
	 * @return the status, 0 if there is none
	 */
	static int status(Map<String, Object> http) {
		Map<?, ?> response = part(http, RESPONSE);
		Object status = (response != null) ? response.get("status") : null;
		return (status instanceof Integer || status instanceof Long) ? ((Number) status).intValue() : 0;
	}

	/**
	 * Return the method of the request.
	 */
	static @Nullable String method(Map<String, Object> http) {
		Map<?, ?> request = part(http, REQUEST);
		return (request != null && request.get("method") instanceof String method) ? method : null;
	}

	private static @Nullable Map<?, ?> part(Map<String, Object> http, String key) {
		Object part = http.get(key);
		return (part != null && Plain.isMap(part)) ? (Map<?, ?>) part : null;
	}

	void write(Map<String, Object> http) {
		Map<String, Object> rest = new LinkedHashMap<>();
		for (Map.Entry<String, Object> field : Copies.entries(http)) {
			Map<?, ?> part = part(http, field.getKey());
			if (part != null && field.getKey().equals(REQUEST)) {
				keep(rest, REQUEST, request(part));
			}
			else if (part != null && field.getKey().equals(RESPONSE)) {
				keep(rest, RESPONSE, response(part));
			}
			else {
				rest.put(field.getKey(), field.getValue());
			}
		}
		this.attributes.fields("aws.xray.http", rest);
	}

	private static void keep(Map<String, Object> rest, String key, Map<String, Object> fields) {
		if (!fields.isEmpty()) {
			rest.put(key, fields);
		}
	}

	private Map<String, Object> request(Map<?, ?> request) {
		Map<String, Object> rest = new LinkedHashMap<>();
		boolean forwarded = Boolean.TRUE.equals(request.get("x_forwarded_for"));
		for (Map.Entry<String, Object> field : Copies.entries(request)) {
			if (!isSaid(field.getKey(), field.getValue(), forwarded)) {
				rest.put(field.getKey(), field.getValue());
			}
		}
		return rest;
	}

	private boolean isSaid(String key, Object value, boolean forwarded) {
		return switch (key) {
			case "method" -> this.attributes.text("http.request.method", value);
			case "url" -> url(value);
			case "user_agent" -> this.attributes.text("user_agent.original", value);
			case "client_ip" -> clientIp(value, forwarded);
			case "x_forwarded_for" -> this.attributes.flag("aws.xray.x_forwarded_for", value);
			case "traced" -> this.attributes.flag("aws.xray.traced", value);
			default -> false;
		};
	}

	private boolean url(Object value) {
		if (!this.attributes.text("url.full", value)) {
			return false;
		}
		if (this.attributes.has(SpanConvention.STABLE)) {
			UrlParts parts = UrlParts.of((String) value);
			this.attributes.text("url.scheme", parts.scheme());
			this.attributes.text("url.path", parts.path());
			this.attributes.text("server.address", parts.host());
			this.attributes.integer("server.port", parts.port());
		}
		return true;
	}

	/**
	 * Without the address of a peer, X-Ray takes that of the client for one that a header
	 * has told.
	 */
	private boolean clientIp(Object value, boolean forwarded) {
		if (!forwarded) {
			this.attributes.text("network.peer.address", value);
		}
		return this.attributes.text("client.address", value);
	}

	private Map<String, Object> response(Map<?, ?> response) {
		Map<String, Object> rest = new LinkedHashMap<>();
		for (Map.Entry<String, Object> field : Copies.entries(response)) {
			boolean said = switch (field.getKey()) {
				case "status" -> this.attributes.integer("http.response.status_code", field.getValue());
				case "content_length" -> length(field.getValue());
				default -> false;
			};
			if (!said) {
				rest.put(field.getKey(), field.getValue());
			}
		}
		return rest;
	}

	/**
	 * X-Ray finds the length where messages of RPC once had theirs.
	 */
	private boolean length(Object value) {
		boolean said = false;
		if (this.attributes.has(SpanConvention.STABLE)) {
			said = this.attributes.integer("http.response.body.size", value);
		}
		if (this.attributes.has(SpanConvention.XRAY)
				&& this.attributes.integer("messaging.message_payload_size_bytes", value)) {
			said = this.attributes.text("message.type", "RECEIVED");
		}
		return said;
	}

}
