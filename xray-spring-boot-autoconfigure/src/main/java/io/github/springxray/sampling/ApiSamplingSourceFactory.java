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

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.xray.XRayClient;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;

/**
 * Creates what asks X-Ray itself: with the application's client, or with one of its own
 * that is closed with the application. No bean is asked for on the way of the start.
 */
final class ApiSamplingSourceFactory implements DisposableBean {

	private final ObjectProvider<XRayClient> client;

	private final SingletonSupplier<XRayClient> own;

	private volatile boolean created;

	ApiSamplingSourceFactory(ObjectProvider<XRayClient> client, ObjectProvider<AwsCredentialsProvider> credentials,
			ObjectProvider<AwsRegionProvider> region) {
		this.client = client;
		this.own = SingletonSupplier.of(() -> {
			this.created = true;
			return XRayClients.create(credentials, region);
		});
	}

	SamplingSource create() {
		return new ApiSamplingSource(() -> this.client.getIfUnique(this.own::obtain));
	}

	@Override
	public void destroy() {
		if (this.created) {
			this.own.obtain().close();
		}
	}

}
