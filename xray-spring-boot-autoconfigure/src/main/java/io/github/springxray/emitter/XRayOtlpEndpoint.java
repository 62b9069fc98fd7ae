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

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.regions.EndpointTag;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceEndpointKey;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

import org.springframework.beans.factory.ObjectProvider;

import io.github.springxray.sampling.OtlpEndpoints;

/**
 * The OTLP endpoint of X-Ray, whose requests are signed with the credentials of the
 * application. Nothing is looked up before there is something to send.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-OTLPEndpoint.html">OTLP
 * endpoints of AWS</a>
 */
final class XRayOtlpEndpoint implements OtlpReceiver {

	private static final String SERVICE = "xray";

	private static final String HINT = "Switch on Transaction Search in the settings of CloudWatch, or run "
			+ "\"aws xray update-trace-segment-destination --destination CloudWatchLogs\". Until then these traces are "
			+ "lost. xray.emitter.type=daemon and api do without it.";

	private final @Nullable URI given;

	private final Map<String, String> headers;

	private final ObjectProvider<AwsCredentialsProvider> credentials;

	private final ObjectProvider<AwsRegionProvider> regions;

	private final Supplier<@Nullable String> destination;

	private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

	private @Nullable AwsCredentialsProvider ownCredentials;

	private @Nullable Region region;

	private @Nullable URI uri;

	private boolean asked;

	/**
	 * Create an endpoint.
	 * @param given the address, {@code null} for that of the region
	 * @param headers headers of each request
	 * @param credentials the application's credentials, if it has a bean of them
	 * @param regions the application's region, if it has a bean of it
	 * @param destination asks X-Ray where traces are kept, {@code null} if nobody says
	 */
	XRayOtlpEndpoint(@Nullable URI given, Map<String, String> headers,
			ObjectProvider<AwsCredentialsProvider> credentials, ObjectProvider<AwsRegionProvider> regions,
			Supplier<@Nullable String> destination) {
		this.given = given;
		this.headers = headers;
		this.credentials = credentials;
		this.regions = regions;
		this.destination = destination;
	}

	@Override
	public URI uri() {
		URI known = this.uri;
		if (known == null) {
			known = (this.given != null) ? this.given : URI.create(endpoint(region()) + "/v1/traces");
			this.uri = known;
		}
		return known;
	}

	/**
	 * Return the address of X-Ray in a region, which is another one in China, and with
	 * FIPS or IPv6 if the AWS SDK is told so.
	 */
	static String endpoint(Region region) {
		ServiceEndpointKey.Builder key = ServiceEndpointKey.builder().region(region);
		boolean fips = SdkSystemSetting.AWS_USE_FIPS_ENDPOINT.getBooleanValue().orElse(false);
		boolean dualstack = SdkSystemSetting.AWS_USE_DUALSTACK_ENDPOINT.getBooleanValue().orElse(false);
		if (fips && dualstack) {
			key.tags(EndpointTag.FIPS, EndpointTag.DUALSTACK);
		}
		else if (fips || dualstack) {
			key.tags(fips ? EndpointTag.FIPS : EndpointTag.DUALSTACK);
		}
		String endpoint = ServiceMetadata.of(SERVICE).endpointFor(key.build()).toString();
		return endpoint.contains("://") ? endpoint : "https://" + endpoint;
	}

	private Region region() {
		Region known = this.region;
		if (known == null) {
			String named = (this.given != null) ? OtlpEndpoints.region(this.given.toString()) : null;
			AwsRegionProvider bean = this.regions.getIfUnique();
			AwsRegionProvider provider = (bean != null) ? bean : new DefaultAwsRegionProviderChain();
			known = (named != null) ? Region.of(named) : provider.getRegion();
			this.region = known;
		}
		return known;
	}

	private AwsCredentialsProvider credentials() {
		AwsCredentialsProvider bean = this.credentials.getIfUnique();
		if (bean != null) {
			return bean;
		}
		AwsCredentialsProvider own = this.ownCredentials;
		if (own == null) {
			own = DefaultCredentialsProvider.builder().build();
			this.ownCredentials = own;
		}
		return own;
	}

	@Override
	public Map<String, String> headers(Map<String, String> headers, byte[] body) {
		SdkHttpRequest.Builder request = SdkHttpRequest.builder().uri(uri()).method(SdkHttpMethod.POST);
		this.headers.forEach(request::putHeader);
		headers.forEach(request::putHeader);
		SdkHttpRequest signed = this.signer
			.sign((sign) -> sign.identity(credentials().resolveCredentials())
				.request(request.build())
				.payload(() -> new ByteArrayInputStream(body))
				.putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
				.putProperty(AwsV4HttpSigner.REGION_NAME, region().id()))
			.request();
		Map<String, String> all = new LinkedHashMap<>();
		signed.headers().forEach((name, values) -> all.put(name, String.join(",", values)));
		// The JDK writes these itself
		all.keySet().removeIf((name) -> name.equalsIgnoreCase("Host") || name.equalsIgnoreCase("Content-Length"));
		return all;
	}

	@Override
	public String address() {
		return (this.given != null) ? OtlpAddress.origin(this.given) : OtlpEndpoints.AWS;
	}

	@Override
	public String name() {
		return "X-Ray's OTLP endpoint" + ((this.given != null) ? " at " + address() : "");
	}

	@Override
	public String redact(String text) {
		return new OtlpCollector(uri(), this.headers).redact(text);
	}

	/**
	 * X-Ray takes spans only for accounts that keep their traces in CloudWatch Logs.
	 */
	@Override
	public @Nullable String explain(OtlpAnswer answer) {
		if (answer.status() < 400 || answer.status() >= 500) {
			return null;
		}
		if (answer.message().toLowerCase(Locale.ROOT).contains("trace segment destination")) {
			return "X-Ray takes no spans over OTLP, as this account keeps its traces in X-Ray and not in CloudWatch "
					+ "Logs. " + HINT;
		}
		return "XRay".equalsIgnoreCase(askOnce()) ? "X-Ray has refused spans with status " + answer.status()
				+ ", and this account keeps its traces in X-Ray and not in CloudWatch Logs, as "
				+ "GetTraceSegmentDestination says. " + HINT : null;
	}

	private @Nullable String askOnce() {
		if (this.asked) {
			return null;
		}
		this.asked = true;
		return this.destination.get();
	}

	@Override
	public void close() {
		if (this.ownCredentials instanceof AutoCloseable closeable) {
			this.ownCredentials = null;
			try {
				closeable.close();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

}
