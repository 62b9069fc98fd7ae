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

package io.github.springxray.webclient;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.springxray.recorder.TracingFaults;

/**
 * Traces clients and builders that are beans. A proxy is left alone: it stands for
 * another bean, which may have no scope yet to be reached in.
 */
final class WebClientBeanPostProcessor implements BeanPostProcessor {

	private final TracingExchangeFilterFunction filter;

	private final ObjectProvider<TracingFaults> faults;

	WebClientBeanPostProcessor(TracingExchangeFilterFunction filter, ObjectProvider<TracingFaults> faults) {
		this.filter = filter;
		this.faults = faults;
	}

	/**
	 * Before an aspect puts a proxy in its place.
	 */
	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		return traceClient(bean);
	}

	/**
	 * What a factory bean makes comes only here.
	 */
	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return traceClient(bean);
	}

	private Object traceClient(Object bean) {
		boolean candidate = bean instanceof WebClient || bean instanceof WebClient.Builder;
		return (candidate && !AopUtils.isAopProxy(bean)) ? trace(bean) : bean;
	}

	private Object trace(Object bean) {
		try {
			return (bean instanceof WebClient client) ? WebClientTracing.trace(client, this.filter)
					: TracingWebClientBuilder.around((WebClient.Builder) bean, this.filter);
		}
		catch (Throwable ex) {
			this.faults.ifAvailable((faults) -> faults.record("tracing a WebClient bean", ex));
			return bean;
		}
	}

}
