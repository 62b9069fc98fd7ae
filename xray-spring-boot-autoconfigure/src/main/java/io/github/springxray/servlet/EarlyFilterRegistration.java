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

import java.lang.reflect.Proxy;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.core.PriorityOrdered;

/**
 * Registers a filter ahead of all that have no priority, whatever their order is. So it
 * is ahead of a filter of the application with the highest precedence, too.
 *
 * @param <T> the type of the filter
 */
final class EarlyFilterRegistration<T extends Filter> extends FilterRegistrationBean<T> implements PriorityOrdered {

	private final @Nullable FilterRegistrationBean<T> delegate;

	/**
	 * Register a filter.
	 */
	EarlyFilterRegistration(T filter) {
		super(filter);
		this.delegate = null;
	}

	/**
	 * Let another one register its filter, at this one's place.
	 */
	EarlyFilterRegistration(FilterRegistrationBean<T> delegate) {
		this.delegate = delegate;
		setOrder(delegate.getOrder());
	}

	@Override
	public @Nullable T getFilter() {
		return (this.delegate != null) ? this.delegate.getFilter() : super.getFilter();
	}

	/**
	 * The delegate registers and configures its filter, so there is nothing left to do
	 * with what this returns.
	 */
	@Override
	protected FilterRegistration.Dynamic addRegistration(String description, ServletContext servletContext) {
		if (this.delegate == null) {
			return super.addRegistration(description, servletContext);
		}
		try {
			this.delegate.onStartup(servletContext);
		}
		catch (ServletException ex) {
			throw new IllegalStateException(ex);
		}
		return (FilterRegistration.Dynamic) Proxy.newProxyInstance(FilterRegistration.class.getClassLoader(),
				new Class<?>[] { FilterRegistration.Dynamic.class }, (proxy, method, args) -> null);
	}

	@Override
	protected void configure(FilterRegistration.Dynamic registration) {
		if (this.delegate == null) {
			super.configure(registration);
		}
	}

	@Override
	public String toString() {
		return (this.delegate != null) ? this.delegate.toString() : super.toString();
	}

}
