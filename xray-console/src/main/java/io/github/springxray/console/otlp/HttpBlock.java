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

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The request and the response of a span, under the names that OpenTelemetry has for them
 * now, and under those that it had.
 */
final class HttpBlock {

	private final Attributes attributes;

	private final boolean served;

	private final boolean fromXRay;

	/**
	 * Create a block.
	 * @param served whether the span answered the request, and did not send it
	 * @param fromXRay whether the span was a document of X-Ray before
	 */
	HttpBlock(Attributes attributes, boolean served, boolean fromXRay) {
		this.fromXRay = fromXRay;
		this.attributes = attributes;
		this.served = served;
	}

	void write(ObjectNode document) {
		ObjectNode request = JsonTexts.object();
		boolean observed = isObserved(this.attributes);
		String method = observed ? this.attributes.text("http.request.method", "http.method", "method")
				: this.attributes.text("http.request.method", "http.method");
		String original = this.attributes.text("http.request.method_original");
		String url = url(method != null);
		JsonTexts.put(request, "method", (original != null) ? original : method);
		JsonTexts.put(request, "url", url);
		Long status = status(this.attributes);
		if (this.fromXRay || method != null || url != null || status != null) {
			writeMore(request);
		}
		ObjectNode response = JsonTexts.object();
		if (status != null) {
			response.put("status", status.longValue());
		}
		Long length = length();
		if (length != null) {
			response.put("content_length", length.longValue());
		}
		ObjectNode http = JsonTexts.object();
		JsonTexts.put(http, "request", request);
		JsonTexts.put(http, "response", response);
		ObjectNode said = JsonTexts.object(this.attributes.value("aws.xray.http"));
		if (said != null) {
			JsonTexts.merge(http, said);
		}
		JsonTexts.put(document, "http", http);
	}

	/**
	 * Return the status of the response.
	 * @return the status, or {@code null} if there is none
	 */
	static @Nullable Long status(Attributes attributes) {
		Long status = attributes.number("http.response.status_code", "http.status_code");
		return (status == null && isObserved(attributes)) ? attributes.number("status") : status;
	}

	/**
	 * Return the pattern that the path of the request matched.
	 * @return the pattern, or {@code null} if there is none
	 */
	static @Nullable String route(Attributes attributes) {
		String route = attributes.text("http.route");
		if (route == null && isObserved(attributes)) {
			String uri = attributes.text("uri");
			route = (uri != null && uri.startsWith("/")) ? RecordedUrls.clean(uri) : null;
		}
		return route;
	}

	/**
	 * Return whether it is a request that Spring has observed, whose names are those of
	 * Micrometer.
	 */
	private static boolean isObserved(Attributes attributes) {
		return attributes.has("outcome") && attributes.has("uri") && attributes.has("method");
	}

	private @Nullable Long length() {
		Long length = this.attributes.number("http.response.body.size", "http.response_content_length",
				"http.response.header.content-length");
		if (length == null && "RECEIVED".equals(this.attributes.text("message.type"))) {
			length = this.attributes.number("messaging.message_payload_size_bytes");
		}
		else if (length != null && this.attributes.has("message.type")) {
			this.attributes.ignore("message.type", "messaging.message_payload_size_bytes");
		}
		return length;
	}

	private @Nullable String url(boolean http) {
		String url = this.attributes.text("url.full", "http.url");
		if (url != null) {
			this.attributes.ignore("url.scheme", "http.scheme", "url.path", "url.query", "http.target",
					"server.address", "server.port", "http.host", "net.host.name", "net.host.port", "net.peer.name",
					"net.peer.port");
			return this.fromXRay ? url : RecordedUrls.clean(url);
		}
		if (!http) {
			return null;
		}
		String path = this.attributes.text("url.path", "http.target");
		this.attributes.ignore("url.query");
		String host = this.served ? this.attributes.text("server.address", "http.host", "net.host.name")
				: this.attributes.text("server.address", "http.host", "net.peer.name");
		Long port = this.attributes.number("server.port", this.served ? "net.host.port" : "net.peer.port");
		String scheme = this.attributes.text("url.scheme", "http.scheme");
		if (host != null) {
			return RecordedUrls.of(scheme, host, port, path);
		}
		return (path != null) ? RecordedUrls.clean(path) : null;
	}

	private void writeMore(ObjectNode request) {
		JsonTexts.put(request, "user_agent", this.attributes.text("user_agent.original", "http.user_agent"));
		if (this.served || this.fromXRay) {
			String client = this.attributes.text("client.address", "http.client_ip");
			String peer = this.attributes.text("network.peer.address", "net.sock.peer.addr", "net.peer.ip");
			JsonTexts.put(request, "client_ip", (client != null) ? client : peer);
			if (client != null && peer != null && !client.equals(peer)) {
				request.put("x_forwarded_for", true);
			}
		}
		if (Boolean.TRUE.equals(this.attributes.flag("aws.xray.x_forwarded_for"))) {
			request.put("x_forwarded_for", true);
		}
		if (Boolean.TRUE.equals(this.attributes.flag("aws.xray.traced"))) {
			request.put("traced", true);
		}
	}

}
