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

package io.github.springxray.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Traces the HTTP clients, or their builders, among the beans. A proxy is left alone: it
 * stands for another bean, which is traced when it is created. For the starter's own
 * packages.
 */
public abstract class HttpClientBeans implements BeanPostProcessor, DisposableBean {

	private final ClientCalls calls;

	private final RunningContexts<ClientCalls> running;

	private final Map<String, Object> traced = new ConcurrentHashMap<>();

	/**
	 * Create an instance for a context that starts.
	 * @param calls the calls of its clients
	 * @param running what the static methods for clients that are no beans use
	 */
	protected HttpClientBeans(ClientCalls calls, RunningContexts<ClientCalls> running) {
		this.calls = calls;
		this.running = running;
		running.started(calls);
	}

	/**
	 * Return whether a bean is a client or a builder of one.
	 * @param bean the bean
	 * @return {@code true} if it is
	 */
	protected abstract boolean isClient(Object bean);

	/**
	 * Trace a client.
	 * @param bean the client, which is no proxy
	 * @param beanName its name
	 * @param calls the calls of its context
	 * @return what takes its place, which may be the bean itself. What this throws is
	 * counted, and the bean stays.
	 */
	protected abstract Object trace(Object bean, String beanName, ClientCalls calls);

	/**
	 * Before an aspect puts a proxy in its place.
	 */
	@Override
	public final Object postProcessBeforeInitialization(Object bean, String beanName) {
		if (!isTraceable(bean)) {
			return bean;
		}
		Object result = trace(bean, beanName);
		this.traced.put(beanName, result);
		return result;
	}

	/**
	 * What a factory bean makes comes only here.
	 */
	@Override
	public final Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!isTraceable(bean)) {
			return bean;
		}
		return (this.traced.remove(beanName) == bean) ? bean : trace(bean, beanName);
	}

	private boolean isTraceable(Object bean) {
		return isClient(bean) && !AopUtils.isAopProxy(bean);
	}

	private Object trace(Object bean, String beanName) {
		return this.calls.change("tracing an HTTP client", bean, (client) -> trace(client, beanName, this.calls));
	}

	@Override
	public final void destroy() {
		this.running.closed(this.calls);
	}

}
