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

package io.github.springxray.jdkclient;

import java.net.http.HttpClient;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

import io.github.springxray.http.ClientCalls;
import io.github.springxray.http.HttpClientBeans;

/**
 * Traces the clients of the JDK among the beans. A class of the application's own may be
 * asked for by its type, so it is left alone unless its bean is declared as a client of
 * the JDK.
 */
final class JdkHttpClientBeans extends HttpClientBeans {

	private static final String OF_THE_JDK = "jdk.internal.net.http.";

	private final ConfigurableListableBeanFactory beanFactory;

	JdkHttpClientBeans(ClientCalls calls, ConfigurableListableBeanFactory beanFactory) {
		super(calls, JdkHttpClientTracing.RUNNING);
		this.beanFactory = beanFactory;
	}

	@Override
	protected boolean isClient(Object bean) {
		return bean instanceof HttpClient;
	}

	@Override
	protected Object trace(Object bean, String beanName, ClientCalls calls) {
		boolean safe = bean.getClass().getName().startsWith(OF_THE_JDK) || isDeclaredAsClient(beanName);
		return safe ? JdkHttpClientTracing.trace((HttpClient) bean, calls) : bean;
	}

	private boolean isDeclaredAsClient(String beanName) {
		return this.beanFactory.containsBeanDefinition(beanName) && this.beanFactory.getMergedBeanDefinition(beanName)
			.getResolvableType()
			.resolve(Object.class) == HttpClient.class;
	}

}
