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

package io.github.springxray.sampling;

import java.time.Duration;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.xray.XRayClient;
import software.amazon.awssdk.services.xray.XRayClientBuilder;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Creates clients of the X-Ray API, with the application's credentials and region or
 * those of the default chain. A call that hangs must not hold up others for long.
 */
public final class XRayClients {

	private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(5);

	private static final Duration CALL_TIMEOUT = Duration.ofSeconds(15);

	private XRayClients() {
	}

	/**
	 * Create a client.
	 * @param credentials the application's credentials, if it has a bean of them
	 * @param region the application's region, if it has a bean of it
	 * @return the client, to be closed
	 */
	public static XRayClient create(ObjectProvider<AwsCredentialsProvider> credentials,
			ObjectProvider<AwsRegionProvider> region) {
		XRayClientBuilder builder = XRayClient.builder()
			.overrideConfiguration(
					(override) -> override.apiCallAttemptTimeout(ATTEMPT_TIMEOUT).apiCallTimeout(CALL_TIMEOUT));
		credentials.ifUnique(builder::credentialsProvider);
		region.ifUnique((provider) -> builder.region(provider.getRegion()));
		return builder.build();
	}

}
