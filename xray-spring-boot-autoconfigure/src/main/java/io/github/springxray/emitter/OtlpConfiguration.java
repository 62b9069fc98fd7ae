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

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.xray.XRayClient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingConnectionDetails;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.Transport;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What the emitter {@code otlp} is made of.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(XRayOtlpProperties.class)
class OtlpConfiguration {

	@Bean
	OtlpSenderFactory xrayOtlpSenderFactory(XRayOtlpProperties properties, ObjectProvider<OtlpConnections> connections,
			ObjectProvider<XRayOtlpEndpointFactory> xray, ObjectProvider<SslBundles> bundles) {
		return new OtlpSenderFactory(properties, connections, xray, bundles);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ OtlpTracingConnectionDetails.class, Transport.class })
	static class ConnectionConfiguration {

		/**
		 * Spring Boot's own, which repeats its property.
		 */
		private static final String CONFIGURED = "PropertiesOtlpTracingConnectionDetails";

		@Bean
		OtlpConnections xrayOtlpConnections(ObjectProvider<OtlpTracingConnectionDetails> details) {
			return () -> connection(details.getIfUnique());
		}

		private static @Nullable OtlpConnection connection(@Nullable OtlpTracingConnectionDetails details) {
			return (details != null) ? new OtlpConnection(details.getUrl(Transport.HTTP), bundleOf(details),
					details.getClass().getSimpleName().equals(CONFIGURED)) : null;
		}

		/**
		 * Spring Boot 4.0 has none.
		 */
		private static @Nullable SslBundle bundleOf(OtlpTracingConnectionDetails details) {
			try {
				return details.getSslBundle();
			}
			catch (NoSuchMethodError ex) {
				return null;
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ AwsV4HttpSigner.class, ServiceMetadata.class, AwsCredentialsProvider.class })
	static class SigningConfiguration {

		@Bean
		XRayOtlpEndpointFactory xrayOtlpEndpointFactory(ObjectProvider<AwsCredentialsProvider> credentials,
				ObjectProvider<AwsRegionProvider> regions, ObjectProvider<TraceDestinationQuestion> question) {
			Supplier<@Nullable String> destination = () -> {
				TraceDestinationQuestion asking = question.getIfAvailable();
				return (asking != null) ? asking.ask() : null;
			};
			return (given, headers) -> new XRayOtlpEndpoint(given, headers, credentials, regions, destination);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(XRayClient.class)
	static class DestinationConfiguration {

		@Bean
		TraceDestinationQuestion xrayTraceDestinationQuestion(ObjectProvider<XRayClient> client,
				ObjectProvider<AwsCredentialsProvider> credentials, ObjectProvider<AwsRegionProvider> region) {
			return new TraceDestination(client, credentials, region);
		}

	}

}
