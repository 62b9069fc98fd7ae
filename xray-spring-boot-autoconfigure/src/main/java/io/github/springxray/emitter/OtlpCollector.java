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

package io.github.springxray.emitter;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.util.StringUtils;

/**
 * A receiver with headers of its own: a collector, an agent, or the intake of a vendor.
 */
final class OtlpCollector implements OtlpReceiver {

	/**
	 * Shorter texts are in too many others to be taken out.
	 */
	private static final int MIN_SECRET = 4;

	private final URI uri;

	private final Map<String, String> headers;

	OtlpCollector(URI uri, Map<String, String> headers) {
		this.uri = uri;
		this.headers = headers;
	}

	@Override
	public URI uri() {
		return this.uri;
	}

	@Override
	public Map<String, String> headers(Map<String, String> headers, byte[] body) {
		Map<String, String> all = new LinkedHashMap<>(this.headers);
		all.putAll(headers);
		return all;
	}

	@Override
	public String address() {
		return OtlpAddress.origin(this.uri);
	}

	@Override
	public String name() {
		return "the OTLP receiver at " + address();
	}

	/**
	 * Some receivers repeat the key that they refuse.
	 */
	@Override
	public String redact(String text) {
		String redacted = text;
		for (String value : this.headers.values()) {
			redacted = redact(redacted, value);
			for (String part : StringUtils.tokenizeToStringArray(value, " ,;=:\t")) {
				redacted = redact(redacted, part);
			}
		}
		return redacted;
	}

	private static String redact(String text, String secret) {
		return (secret.length() >= MIN_SECRET) ? text.replace(secret, "***") : text;
	}

}
