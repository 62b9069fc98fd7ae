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

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.xray.XRayClient;

import org.springframework.beans.factory.ObjectProvider;

import io.github.springxray.sampling.XRayClients;

/**
 * Asks X-Ray where the account keeps its traces, which explains why spans are refused.
 */
final class TraceDestination implements TraceDestinationQuestion {

	private final ObjectProvider<XRayClient> client;

	private final ObjectProvider<AwsCredentialsProvider> credentials;

	private final ObjectProvider<AwsRegionProvider> region;

	TraceDestination(ObjectProvider<XRayClient> client, ObjectProvider<AwsCredentialsProvider> credentials,
			ObjectProvider<AwsRegionProvider> region) {
		this.client = client;
		this.credentials = credentials;
		this.region = region;
	}

	@Override
	public @Nullable String ask() {
		try {
			XRayClient bean = this.client.getIfUnique();
			if (bean != null) {
				return ask(bean);
			}
			try (XRayClient own = XRayClients.create(this.credentials, this.region)) {
				return ask(own);
			}
		}
		catch (SdkException ex) {
			return null;
		}
	}

	private static String ask(XRayClient client) {
		return client.getTraceSegmentDestination((request) -> {
		}).destinationAsString();
	}

}
