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

import java.util.concurrent.locks.LockSupport;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.xray.XRayClient;

import org.springframework.beans.factory.ObjectProvider;

import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.sampling.XRayClients;

/**
 * Creates what sends to the X-Ray API: with the application's client, or with one that
 * has its credentials and region, or those of the default chain. No bean is asked for
 * before there is something to send, as the emitter is created before most beans.
 */
final class ApiSenderFactory {

	private final ObjectProvider<XRayClient> client;

	private final ObjectProvider<AwsCredentialsProvider> credentials;

	private final ObjectProvider<AwsRegionProvider> region;

	ApiSenderFactory(ObjectProvider<XRayClient> client, ObjectProvider<AwsCredentialsProvider> credentials,
			ObjectProvider<AwsRegionProvider> region) {
		this.client = client;
		this.credentials = credentials;
		this.region = region;
	}

	TraceSender create(EmitterStatistics statistics, TracingFaults faults) {
		return new ApiSender(this.client::getIfUnique, () -> XRayClients.create(this.credentials, this.region),
				statistics, faults, LockSupport::parkNanos);
	}

}
