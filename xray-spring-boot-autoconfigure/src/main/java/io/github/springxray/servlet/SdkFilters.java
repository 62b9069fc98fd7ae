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

import jakarta.servlet.Filter;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.servlet.FilterRegistrationBean;

import io.github.springxray.recorder.SdkServletFilter;

/**
 * Keeps the servlet filter of the X-Ray SDK out of the way. Inside of ours it would begin
 * a second segment for each request and log an error.
 */
final class SdkFilters implements BeanPostProcessor, BeanFactoryAware {

	private static final Log logger = LogFactory.getLog(SdkFilters.class);

	static final String FILTER = SdkServletFilter.CLASS_NAME;

	private static final String ADVICE = " Remove it: requests are traced without it. To keep it instead, set "
			+ "xray.server.enabled=false.";

	private @Nullable BeanFactory beanFactory;

	private volatile boolean told;

	/**
	 * Return whether a filter is the SDK's, or one that extends it.
	 */
	static boolean isOne(Object filter) {
		for (Class<?> type = filter.getClass(); type != null; type = type.getSuperclass()) {
			if (type.getName().equals(FILTER)) {
				return true;
			}
		}
		return false;
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * A registration of the application's own class must stay what it is, and may make
	 * its filter only when it is asked for it. Its filter is dealt with when a request
	 * meets it.
	 */
	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean.getClass() == FilterRegistrationBean.class) {
			FilterRegistrationBean<?> registration = (FilterRegistrationBean<?>) bean;
			Filter filter = registration.isEnabled() ? registration.getFilter() : null;
			return (filter != null && isOne(filter)) ? disabled(filter, beanName) : bean;
		}
		if (bean instanceof Filter && isOne(bean) && !isRepresented(beanName)) {
			warn(beanName);
			Filter passing = (request, response, chain) -> chain.doFilter(request, response);
			return passing;
		}
		return bean;
	}

	/**
	 * One that is declared as what it is must stay so, and has a registration that
	 * registers nothing.
	 */
	private boolean isRepresented(String beanName) {
		return this.beanFactory != null && this.beanFactory.containsBean(SdkFilterBeans.PREFIX + beanName);
	}

	/**
	 * Return a registration that registers nothing, and keeps others from registering the
	 * filter.
	 */
	<T extends Filter> FilterRegistrationBean<T> disabled(T filter, String beanName) {
		warn(beanName);
		FilterRegistrationBean<T> registration = new FilterRegistrationBean<>(filter);
		registration.setEnabled(false);
		return registration;
	}

	/**
	 * One was met with a request, so it is no bean, or called by more than the container.
	 */
	void warnOfUnknown() {
		if (this.told) {
			return;
		}
		logger.warn("A servlet filter of the X-Ray SDK (AWSXRayServletFilter) that is registered by a "
				+ "ServletContextInitializer or called by another filter does nothing, as each request would be "
				+ "recorded twice." + ADVICE);
	}

	private void warn(String beanName) {
		this.told = true;
		logger.warn("The servlet filter of the X-Ray SDK, bean '" + beanName + "', is not used, as each request "
				+ "would be recorded twice." + ADVICE);
	}

}
