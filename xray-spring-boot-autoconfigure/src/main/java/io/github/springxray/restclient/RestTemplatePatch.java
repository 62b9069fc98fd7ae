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

import org.springframework.http.client.BufferingClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.InterceptingClientHttpRequestFactory;
import org.springframework.web.client.RestTemplate;

/**
 * Traces {@code RestTemplate}, in place. No method here throws.
 */
final class RestTemplatePatch {

	private final RequestTracer tracer;

	RestTemplatePatch(RequestTracer tracer) {
		this.tracer = tracer;
	}

	void trace(RestTemplate restTemplate) {
		try {
			ClientHttpRequestFactory factory = factoryOf(restTemplate);
			ClientHttpRequestFactory traced = TracingClientHttpRequestFactory.trace(factory, this.tracer);
			if (traced != factory) {
				restTemplate.setRequestFactory(traced);
			}
		}
		catch (RuntimeException | LinkageError ex) {
			this.tracer.fault("tracing a RestTemplate", ex);
		}
	}

	/**
	 * Without the layers that the template itself puts around its factory, and will put
	 * there again.
	 */
	private static ClientHttpRequestFactory factoryOf(RestTemplate restTemplate) {
		ClientHttpRequestFactory factory = restTemplate.getRequestFactory();
		if (!restTemplate.getInterceptors().isEmpty()
				&& factory instanceof InterceptingClientHttpRequestFactory intercepting) {
			factory = intercepting.getDelegate();
		}
		if (restTemplate.getBufferingPredicate() != null
				&& factory instanceof BufferingClientHttpRequestFactory buffering) {
			factory = buffering.getDelegate();
		}
		return factory;
	}

}
