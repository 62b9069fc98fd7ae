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

import org.springframework.aop.SpringProxy;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.web.client.RestTemplate;

/**
 * Traces the {@code RestTemplate} beans that no customizer of Spring Boot has reached. A
 * proxy is left alone, its target is traced when it is created.
 */
final class RestTemplatePostProcessor implements BeanPostProcessor, DisposableBean {

	private final RestTemplatePatch patch;

	RestTemplatePostProcessor(RequestTracer tracer) {
		this.patch = new RestTemplatePatch(tracer);
		RestClientTracing.TEMPLATES.started(this.patch);
	}

	/**
	 * Before what needs the proxy of the bean takes its place.
	 */
	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		return trace(bean);
	}

	/**
	 * After a bean may have changed its own factory. What a factory bean makes comes only
	 * here.
	 */
	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return trace(bean);
	}

	private Object trace(Object bean) {
		if (bean instanceof RestTemplate restTemplate && !(bean instanceof SpringProxy)) {
			this.patch.trace(restTemplate);
		}
		return bean;
	}

	@Override
	public void destroy() {
		RestClientTracing.TEMPLATES.closed(this.patch);
	}

}
