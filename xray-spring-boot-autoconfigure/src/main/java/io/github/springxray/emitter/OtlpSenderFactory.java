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
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;

import io.github.springxray.document.SpanWriter;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.sampling.OtlpEndpoints;

/**
 * Creates what sends by OTLP: to the service that Spring Boot is connected to, else to
 * {@code xray.otlp.endpoint}, else to a collector on this machine.
 */
final class OtlpSenderFactory {

	private static final String DEFAULT = "http://localhost:4318/v1/traces";

	private static final Duration MAX_PAUSE = Duration.ofSeconds(30);

	/**
	 * In AWS Lambda it is the invocation that waits.
	 */
	private static final Duration MAX_PAUSE_IN_LAMBDA = Duration.ofSeconds(1);

	private final XRayOtlpProperties properties;

	private final ObjectProvider<OtlpConnections> connections;

	private final ObjectProvider<XRayOtlpEndpointFactory> xray;

	private final ObjectProvider<SslBundles> bundles;

	OtlpSenderFactory(XRayOtlpProperties properties, ObjectProvider<OtlpConnections> connections,
			ObjectProvider<XRayOtlpEndpointFactory> xray, ObjectProvider<SslBundles> bundles) {
		this.properties = properties;
		this.connections = connections;
		this.xray = xray;
		this.bundles = bundles;
	}

	OtlpSender create(EmitterStatistics statistics, TracingFaults faults, boolean lambda) {
		OtlpConnection connected = connection();
		OtlpReceiver receiver = receiver((connected != null) ? connected.url() : endpoint());
		SslBundle bundle = (connected != null && connected.bundle() != null) ? connected.bundle() : bundle();
		OtlpHttp http = new OtlpHttp(this.properties.getTimeout(),
				(bundle != null) ? bundle.createSslContext().getSocketFactory() : null);
		SpanWriter writer = new SpanWriter(this.properties.getSemanticConventions(),
				System.getenv("AWS_LAMBDA_FUNCTION_NAME"));
		return new OtlpSender(receiver, http, writer, this.properties.getCompression() == OtlpCompression.GZIP,
				statistics, faults, new OtlpPauses(LockSupport::parkNanos, lambda ? MAX_PAUSE_IN_LAMBDA : MAX_PAUSE));
	}

	/**
	 * Return the connection of Spring Boot, unless it is one that our own property
	 * overrides.
	 */
	private @Nullable OtlpConnection connection() {
		OtlpConnections known = this.connections.getIfAvailable();
		OtlpConnection connection = (known != null) ? known.find() : null;
		boolean overridden = connection != null && connection.configured() && this.properties.getEndpoint() != null;
		return overridden ? null : connection;
	}

	private String endpoint() {
		String endpoint = this.properties.getEndpoint();
		return (endpoint != null) ? endpoint : DEFAULT;
	}

	private OtlpReceiver receiver(String endpoint) {
		Map<String, String> headers = this.properties.getHeaders();
		boolean region = endpoint.strip().equalsIgnoreCase(OtlpEndpoints.AWS);
		URI uri = region ? null : OtlpAddress.parse(endpoint);
		if (uri != null && !OtlpEndpoints.isXRay(endpoint)) {
			return new OtlpCollector(uri, headers);
		}
		return this.xray.getIfAvailable(() -> noAws(endpoint)).create(uri, headers);
	}

	private static XRayOtlpEndpointFactory noAws(String endpoint) {
		throw new InvalidConfigurationPropertyValueException("xray.otlp.endpoint", endpoint,
				"X-Ray wants signed requests, and the AWS SDK is not on the class path. "
						+ "Add the dependency software.amazon.awssdk:auth, or write the address of a collector.");
	}

	private @Nullable SslBundle bundle() {
		String name = this.properties.getSsl().getBundle();
		if (!StringUtils.hasText(name)) {
			return null;
		}
		try {
			return this.bundles.getObject().getBundle(name);
		}
		catch (NoSuchSslBundleException ex) {
			throw new InvalidConfigurationPropertyValueException("xray.otlp.ssl.bundle", name,
					"Write the name of a bundle that spring.ssl.bundle describes.");
		}
	}

}
