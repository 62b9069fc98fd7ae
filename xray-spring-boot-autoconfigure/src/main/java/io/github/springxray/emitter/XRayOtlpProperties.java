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

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import io.github.springxray.document.SpanConvention;
import io.github.springxray.sampling.OtlpEndpoints;

/**
 * Properties of where traces go by OTLP.
 */
@ConfigurationProperties("xray.otlp")
public class XRayOtlpProperties {

	private static final Duration MAX_TIMEOUT = Duration.ofMinutes(10);

	/**
	 * URL that takes traces over OTLP/HTTP, or aws for the OTLP endpoint of X-Ray in the
	 * region of the application. Defaults to http://localhost:4318/v1/traces.
	 */
	private @Nullable String endpoint;

	/**
	 * Headers of each request, such as the API key of a vendor.
	 */
	private Map<String, String> headers = new LinkedHashMap<>();

	/**
	 * How requests are compressed.
	 */
	private OtlpCompression compression = OtlpCompression.GZIP;

	/**
	 * How long to wait for a connection, and for an answer.
	 */
	private Duration timeout = Duration.ofSeconds(10);

	/**
	 * Names that attributes have: those that X-Ray reads, the stable ones of
	 * OpenTelemetry that everybody else reads, or both.
	 */
	private Set<SpanConvention> semanticConventions = EnumSet.allOf(SpanConvention.class);

	private final Ssl ssl = new Ssl();

	public @Nullable String getEndpoint() {
		return this.endpoint;
	}

	/**
	 * Set where traces go.
	 * @param endpoint a URL or {@code aws}, {@code null} for the default
	 * @throws InvalidConfigurationPropertyValueException if it is neither; a user or a
	 * query is not in its message
	 */
	public void setEndpoint(@Nullable String endpoint) {
		if (endpoint != null && !endpoint.strip().equalsIgnoreCase(OtlpEndpoints.AWS)) {
			OtlpAddress.parse(endpoint);
		}
		this.endpoint = endpoint;
	}

	public Map<String, String> getHeaders() {
		return this.headers;
	}

	/**
	 * Set the headers of each request.
	 * @param headers values by names
	 * @throws InvalidConfigurationPropertyValueException if a name or a value is not one
	 * of HTTP; no value is in its message
	 */
	public void setHeaders(Map<String, String> headers) {
		OtlpAddress.checkHeaders(headers);
		this.headers = headers;
	}

	public OtlpCompression getCompression() {
		return this.compression;
	}

	public void setCompression(OtlpCompression compression) {
		this.compression = compression;
	}

	public Duration getTimeout() {
		return this.timeout;
	}

	/**
	 * Set how long to wait.
	 * @param timeout more than nothing, ten minutes at most
	 * @throws InvalidConfigurationPropertyValueException if it is not within that
	 */
	public void setTimeout(Duration timeout) {
		if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(MAX_TIMEOUT) > 0) {
			throw new InvalidConfigurationPropertyValueException("xray.otlp.timeout", timeout,
					"Write a duration such as 10s, up to 10m.");
		}
		this.timeout = timeout;
	}

	public Set<SpanConvention> getSemanticConventions() {
		return this.semanticConventions;
	}

	/**
	 * Set which names attributes have.
	 * @param semanticConventions one at least
	 * @throws InvalidConfigurationPropertyValueException if there is none
	 */
	public void setSemanticConventions(Set<SpanConvention> semanticConventions) {
		if (semanticConventions.isEmpty()) {
			throw new InvalidConfigurationPropertyValueException("xray.otlp.semantic-conventions", "",
					"Write xray, stable, or both.");
		}
		this.semanticConventions = semanticConventions;
	}

	public Ssl getSsl() {
		return this.ssl;
	}

	/**
	 * Properties of TLS.
	 */
	public static class Ssl {

		/**
		 * Name of the SSL bundle with what to trust, and with a certificate of the
		 * application if the receiver wants one. Defaults to what the JVM trusts.
		 */
		private @Nullable String bundle;

		public @Nullable String getBundle() {
			return this.bundle;
		}

		public void setBundle(@Nullable String bundle) {
			this.bundle = bundle;
		}

	}

}
