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

package io.github.springxray.restclient;

import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.web.client.RestClient;

import io.github.springxray.http.client.HttpClientTracingContract;
import io.github.springxray.http.client.TestHttpClient;

/**
 * The contract on {@code RestClient}.
 */
@ParameterizedClass
@EnumSource(TestRequestFactory.class)
class RestClientTracingIntegrationTests extends HttpClientTracingContract {

	@Parameter
	TestRequestFactory factory;

	@Override
	protected AutoConfigurations autoConfigurations() {
		return AutoConfigurations.of(RestClientAutoConfiguration.class, XRayRestClientAutoConfiguration.class);
	}

	@Override
	protected String patchProperty() {
		return "xray.patch.rest-client.enabled";
	}

	@Override
	protected boolean noticesThatAResponseIsCut() {
		return this.factory.noticesThatAResponseIsCut();
	}

	@Override
	protected TestHttpClient client(ApplicationContext context, TestHttpClient.Options options) {
		RestClient.Builder builder = context.getBean(RestClient.Builder.class)
			.requestFactory(this.factory.create(options.readTimeoutMillis()));
		if (options.attempts() > 1) {
			builder.requestInterceptor(new RetryingInterceptor(options.attempts()));
		}
		return new Client(builder.build());
	}

	private record Client(RestClient restClient) implements TestHttpClient {

		@Override
		public Reply call(Call call) {
			return request(call).exchangeForRequiredValue((request, response) -> BlockingReply.read(response));
		}

		@Override
		public OpenReply open(Call call) {
			return request(call).exchangeForRequiredValue((request, response) -> new BlockingReply(response), false);
		}

		private RestClient.RequestBodySpec request(Call call) {
			RestClient.RequestBodySpec request = this.restClient.method(HttpMethod.valueOf(call.method()))
				.uri(call.template(), call.variableArray());
			call.headers().forEach((name, value) -> request.header(name, value));
			if (call.body() != null) {
				request.body(call.body()::writeTo);
			}
			return request;
		}

	}

}
