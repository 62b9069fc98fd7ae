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

package io.github.springxray.okhttp;

import okhttp3.OkHttpClient;

import io.github.springxray.http.ClientCalls;
import io.github.springxray.http.HttpClientBeans;

/**
 * Traces clients of OkHttp and their builders among the beans.
 */
final class OkHttpBeans extends HttpClientBeans {

	OkHttpBeans(ClientCalls calls) {
		super(calls, OkHttpTracing.RUNNING);
	}

	@Override
	protected boolean isClient(Object bean) {
		return bean instanceof OkHttpClient || bean instanceof OkHttpClient.Builder;
	}

	@Override
	protected Object trace(Object bean, String beanName, ClientCalls calls) {
		if (bean instanceof OkHttpClient.Builder builder) {
			return OkHttpTracing.trace(builder, calls);
		}
		return OkHttpTracing.trace((OkHttpClient) bean, calls);
	}

}
