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

import java.net.URI;

import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.boot.restclient.autoconfigure.RestTemplateAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.ResponseErrorHandler;
import org.springframework.web.client.RestTemplate;

import io.github.springxray.http.client.HttpClientTracingContract;
import io.github.springxray.http.client.TestHttpClient;

/**
 * The contract on {@code RestTemplate}.
 */
@ParameterizedClass
@EnumSource(TestRequestFactory.class)
class RestTemplateTracingIntegrationTests extends HttpClientTracingContract {

	@Parameter
	TestRequestFactory factory;

	@Override
	protected AutoConfigurations autoConfigurations() {
		return AutoConfigurations.of(RestTemplateAutoConfiguration.class, XRayRestTemplateAutoConfiguration.class);
	}

	@Override
	protected String patchProperty() {
		return "xray.patch.rest-template.enabled";
	}

	@Override
	protected boolean knowsRoutes() {
		return false;
	}

	@Override
	protected boolean noticesThatAResponseIsCut() {
		return this.factory.noticesThatAResponseIsCut();
	}

	@Override
	protected TestHttpClient client(ApplicationContext context, TestHttpClient.Options options) {
		RestTemplateBuilder builder = context.getBean(RestTemplateBuilder.class)
			.requestFactory(() -> this.factory.create(options.readTimeoutMillis()))
			.errorHandler(new Indifferent());
		if (options.attempts() > 1) {
			builder = builder.additionalInterceptors(new RetryingInterceptor(options.attempts()));
		}
		return new Client(builder.build());
	}

	private record Client(RestTemplate restTemplate) implements TestHttpClient {

		@Override
		public Reply call(Call call) {
			return this.restTemplate.execute(call.template(), HttpMethod.valueOf(call.method()), (request) -> {
				call.headers().forEach(request.getHeaders()::set);
				if (call.body() != null) {
					BlockingReply.write(call.body(), request);
				}
			}, BlockingReply::read, call.variableArray());
		}

		/**
		 * A template itself reads to the end.
		 */
		@Override
		public OpenReply open(Call call) throws Exception {
			ClientHttpRequest request = this.restTemplate.getRequestFactory()
				.createRequest(URI.create(call.template()), HttpMethod.valueOf(call.method()));
			return new BlockingReply(request.execute());
		}

	}

	private static final class Indifferent implements ResponseErrorHandler {

		@Override
		public boolean hasError(ClientHttpResponse response) {
			return false;
		}

	}

}
