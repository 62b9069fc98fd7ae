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

package io.github.springxray.apacheclient;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

import io.github.springxray.http.ClientCalls;
import io.github.springxray.http.HttpClientBeans;
import io.github.springxray.recorder.LeftAlone;

/**
 * Traces the builders among the beans, and says of clients that are built already that
 * they are left alone. Those of Spring Cloud serve clients on top of them that are traced
 * themselves.
 */
final class ApacheHttpClientBeans extends HttpClientBeans {

	private static final Log logger = LogFactory.getLog(ApacheHttpClientBeans.class);

	private static final String SPRING = "org.springframework.";

	private final ConfigurableListableBeanFactory beanFactory;

	private final ObjectProvider<LeftAlone> leftAlone;

	private final Set<String> told = ConcurrentHashMap.newKeySet();

	ApacheHttpClientBeans(ClientCalls calls, ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<LeftAlone> leftAlone) {
		super(calls, ApacheHttpClientTracing.RUNNING);
		this.beanFactory = beanFactory;
		this.leftAlone = leftAlone;
	}

	@Override
	protected boolean isClient(Object bean) {
		return bean instanceof HttpClientBuilder || bean instanceof HttpAsyncClientBuilder
				|| bean instanceof CloseableHttpClient || bean instanceof CloseableHttpAsyncClient;
	}

	@Override
	protected Object trace(Object bean, String beanName, ClientCalls calls) {
		if (bean instanceof HttpClientBuilder builder) {
			return ApacheHttpClientTracing.trace(builder, calls);
		}
		if (bean instanceof HttpAsyncClientBuilder builder) {
			return ApacheHttpClientTracing.trace(builder, calls);
		}
		if (!isOfSpring(beanName)) {
			leaveAlone(beanName);
		}
		return bean;
	}

	private boolean isOfSpring(String beanName) {
		if (!this.beanFactory.containsBeanDefinition(beanName)) {
			return false;
		}
		BeanDefinition definition = this.beanFactory.getBeanDefinition(beanName);
		String factory = definition.getFactoryBeanName();
		Class<?> type = (factory != null) ? this.beanFactory.getType(factory, false) : null;
		return type != null && type.getName().startsWith(SPRING);
	}

	private void leaveAlone(String beanName) {
		if (this.told.add(beanName)) {
			logger.info("The Apache HttpClient '" + beanName
					+ "' is not traced, as it is built already. To trace it, build it with"
					+ " ApacheHttpClientTracing.trace(HttpClients.custom())");
			this.leftAlone.ifAvailable((parts) -> parts.add("httpClients", beanName,
					"an Apache HttpClient that is built already; ApacheHttpClientTracing traces its builder"));
		}
	}

}
