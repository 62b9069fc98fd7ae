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

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;

/**
 * Checks the address and the headers of a receiver of OTLP. What is wrong is told without
 * what may be secret in it.
 */
final class OtlpAddress {

	private static final String PATH = "/v1/traces";

	private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

	private static final Set<String> OWN = Set.of("content-type", "content-encoding", "content-length", "host",
			"transfer-encoding", "connection", "expect", "upgrade");

	private OtlpAddress() {
	}

	/**
	 * Return an address with the path of traces, unless it has one.
	 */
	static URI parse(String endpoint) {
		String text = endpoint.strip();
		try {
			URI uri = URI.create(text);
			URL url = uri.toURL();
			String scheme = url.getProtocol().toLowerCase(Locale.ROOT);
			if (!scheme.equals("http") && !scheme.equals("https")) {
				throw invalid(text, "Write a URL that begins with http:// or https://, as OTLP is sent over HTTP.");
			}
			if (url.getUserInfo() != null) {
				throw invalid(text, "Write no user in the URL, but an Authorization in xray.otlp.headers.");
			}
			if (!StringUtils.hasText(url.getHost()) || url.getPort() > 65535) {
				throw invalid(text, "Write a URL such as http://localhost:4318/v1/traces, or aws for that of X-Ray.");
			}
			boolean bare = url.getPath().isEmpty() || url.getPath().equals("/");
			return (bare && url.getQuery() == null) ? URI.create(scheme + "://" + url.getAuthority() + PATH) : uri;
		}
		catch (IllegalArgumentException | MalformedURLException ex) {
			throw invalid(text, "Write a URL such as http://localhost:4318/v1/traces, or aws for that of X-Ray.");
		}
	}

	private static InvalidConfigurationPropertyValueException invalid(String text, String reason) {
		String shown = text.replaceAll("//[^/?#]*@", "//***@").replaceAll("[?#].*", "?***");
		return new InvalidConfigurationPropertyValueException("xray.otlp.endpoint", shown, reason);
	}

	/**
	 * Return what can be shown to anybody: neither path nor query, which may be secret.
	 */
	static String origin(URI uri) {
		return uri.getScheme() + "://" + uri.getRawAuthority();
	}

	static void checkHeaders(Map<String, String> headers) {
		headers.forEach((name, value) -> {
			if (!TOKEN.matcher(name).matches()) {
				throw new InvalidConfigurationPropertyValueException("xray.otlp.headers", name + ": ***",
						"Write a name of a header, which has letters, digits and hyphens.");
			}
			if (OWN.contains(name.toLowerCase(Locale.ROOT))) {
				throw new InvalidConfigurationPropertyValueException("xray.otlp.headers", name + ": ***",
						"Write no header that says how the spans are sent, but xray.otlp.compression.");
			}
			if (value.chars().anyMatch((c) -> c < ' ' || c >= 0x7f)) {
				throw new InvalidConfigurationPropertyValueException("xray.otlp.headers", name + ": ***",
						"Write a value of ASCII characters on one line.");
			}
		});
	}

}
