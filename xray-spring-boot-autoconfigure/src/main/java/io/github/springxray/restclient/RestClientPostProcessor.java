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

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.web.client.RestClient;

/**
 * Traces {@code RestClient} and {@code RestClient.Builder} beans. A proxy is left alone,
 * its target is traced when it is created.
 */
final class RestClientPostProcessor implements BeanPostProcessor, DisposableBean {

	private final RestClientPatch patch;

	RestClientPostProcessor(RequestTracer tracer) {
		this.patch = new RestClientPatch(tracer);
		RestClientTracing.CLIENTS.started(this.patch);
	}

	/**
	 * Before an aspect puts a proxy in its place.
	 */
	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		return trace(bean);
	}

	/**
	 * What a factory bean makes comes only here.
	 */
	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return trace(bean);
	}

	private Object trace(Object bean) {
		if (bean instanceof RestClient.Builder builder) {
			return this.patch.traceClientsOf(builder);
		}
		return (bean instanceof RestClient client) ? this.patch.trace(client) : bean;
	}

	@Override
	public void destroy() {
		RestClientTracing.CLIENTS.closed(this.patch);
	}

}
