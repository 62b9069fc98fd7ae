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

package io.github.springxray.servlet;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.core.Ordered;
import org.springframework.web.filter.ForwardedHeaderFilter;

/**
 * Keeps the filter that resolves forwarded headers ahead of the one that traces, where it
 * is first of all: it has no priority, and the one that traces has. The registration
 * itself is not changed, and one of the application's own class keeps its place, as
 * others may know it by that class.
 */
final class ForwardedHeadersFirst implements BeanPostProcessor {

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean.getClass() == FilterRegistrationBean.class && bean instanceof FilterRegistrationBean<?> registration
				&& registration.getOrder() == Ordered.HIGHEST_PRECEDENCE
				&& registration.getFilter() instanceof ForwardedHeaderFilter) {
			return new EarlyFilterRegistration<>(registration);
		}
		return bean;
	}

}
