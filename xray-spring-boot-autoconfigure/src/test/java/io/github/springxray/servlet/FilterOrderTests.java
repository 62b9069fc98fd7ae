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

import java.util.EnumSet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import org.junit.jupiter.api.Test;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.web.filter.ForwardedHeaderFilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

/**
 * Tests for {@link EarlyFilterRegistration} and {@link ForwardedHeadersFirst}.
 */
class FilterOrderTests {

	private final ServletContext context = mock();

	private final FilterRegistration.Dynamic registration = mock();

	private final Filter filter = mock();

	@Test
	void aFilterIsRegisteredAsWithAnyRegistration() throws ServletException {
		given(this.context.addFilter(any(), any(Filter.class))).willReturn(this.registration);
		EarlyFilterRegistration<Filter> early = new EarlyFilterRegistration<>(this.filter);
		early.setDispatcherTypes(DispatcherType.ASYNC);
		early.onStartup(this.context);
		verify(this.context).addFilter(any(), eq(this.filter));
		verify(this.registration).addMappingForUrlPatterns(eq(EnumSet.of(DispatcherType.ASYNC)), anyBoolean(),
				any(String[].class));
		assertThat(early.getFilter()).isSameAs(this.filter);
		assertThat(early).isInstanceOf(PriorityOrdered.class);
		assertThat(early.toString()).isNotEmpty();
	}

	@Test
	void aRegistrationOfOthersRegistersItsFilterOnceAndAsItIs() throws ServletException {
		given(this.context.addFilter(any(), any(Filter.class))).willReturn(this.registration);
		FilterRegistrationBean<Filter> other = new FilterRegistrationBean<>(this.filter);
		other.setOrder(42);
		other.setDispatcherTypes(DispatcherType.ERROR);
		EarlyFilterRegistration<Filter> early = new EarlyFilterRegistration<>(other);
		assertThat(early.getOrder()).isEqualTo(42);
		assertThat(early.getFilter()).isSameAs(this.filter);
		assertThat(early).hasToString(other.toString());
		early.onStartup(this.context);
		verify(this.context).addFilter(any(), eq(this.filter));
		verify(this.registration, times(1)).addMappingForUrlPatterns(eq(EnumSet.of(DispatcherType.ERROR)), anyBoolean(),
				any(String[].class));
	}

	@Test
	void aRegistrationOfOthersThatFailsFails() {
		FilterRegistrationBean<Filter> other = new FilterRegistrationBean<>(this.filter) {

			@Override
			protected FilterRegistration.Dynamic addRegistration(String description, ServletContext servletContext) {
				throw new IllegalStateException("own");
			}

		};
		assertThatIllegalStateException().isThrownBy(() -> new EarlyFilterRegistration<>(other).onStartup(this.context))
			.withMessage("own");
	}

	@Test
	void theFilterOfForwardedHeadersStaysAheadWhereItIsFirstOfAll() {
		FilterRegistrationBean<ForwardedHeaderFilter> first = new FilterRegistrationBean<>(new ForwardedHeaderFilter());
		first.setOrder(Ordered.HIGHEST_PRECEDENCE);
		assertThat(new ForwardedHeadersFirst().postProcessAfterInitialization(first, "forwarded"))
			.isInstanceOf(EarlyFilterRegistration.class)
			.hasToString(first.toString());
	}

	@Test
	void otherRegistrationsStayAsTheyAre() {
		FilterRegistrationBean<ForwardedHeaderFilter> later = new FilterRegistrationBean<>(new ForwardedHeaderFilter());
		later.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
		FilterRegistrationBean<Filter> other = new FilterRegistrationBean<>(this.filter);
		other.setOrder(Ordered.HIGHEST_PRECEDENCE);
		FilterRegistrationBean<ForwardedHeaderFilter> own = new FilterRegistrationBean<>(new ForwardedHeaderFilter()) {
		};
		own.setOrder(Ordered.HIGHEST_PRECEDENCE);
		for (Object bean : new Object[] { later, other, own, "a bean" }) {
			assertThat(new ForwardedHeadersFirst().postProcessAfterInitialization(bean, "bean")).isSameAs(bean);
		}
	}

}
