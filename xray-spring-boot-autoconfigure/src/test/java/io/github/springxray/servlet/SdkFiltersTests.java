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

import com.amazonaws.xray.jakarta.servlet.AWSXRayServletFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

/**
 * Tests for {@link SdkFilters} and {@link SdkFilterBeans}.
 */
@ExtendWith(OutputCaptureExtension.class)
class SdkFiltersTests {

	private final SdkFilters filters = new SdkFilters();

	@Test
	void theFilterOfTheSdkIsKnownAndSoIsWhatExtendsIt() {
		assertThat(SdkFilters.isOne(new AWSXRayServletFilter("sdk"))).isTrue();
		assertThat(SdkFilters.isOne(new AWSXRayServletFilter("sdk") {
		})).isTrue();
		assertThat(SdkFilters.isOne(mock(Filter.class))).isFalse();
	}

	@Test
	void aFilterThatIsABeanPassesRequestsOn(CapturedOutput output) throws Exception {
		Object replaced = this.filters.postProcessAfterInitialization(new AWSXRayServletFilter("sdk"), "ownFilter");
		assertThat(replaced).isInstanceOf(Filter.class).isNotInstanceOf(AWSXRayServletFilter.class);
		MockHttpServletRequest request = new MockHttpServletRequest();
		MockHttpServletResponse response = new MockHttpServletResponse();
		FilterChain chain = mock();
		((Filter) replaced).doFilter(request, response, chain);
		verify(chain).doFilter(request, response);
		assertThat(output).contains("bean 'ownFilter', is not used").contains("xray.server.enabled=false");
	}

	@Test
	void aRegistrationOfTheFilterRegistersNothing(CapturedOutput output) {
		AWSXRayServletFilter filter = new AWSXRayServletFilter("sdk");
		FilterRegistrationBean<?> replaced = (FilterRegistrationBean<?>) this.filters
			.postProcessAfterInitialization(new FilterRegistrationBean<>(filter), "ownRegistration");
		assertThat(replaced.isEnabled()).isFalse();
		assertThat(replaced.getFilter()).isSameAs(filter);
		assertThat(output).contains("bean 'ownRegistration', is not used");
	}

	@Test
	void whatIsNoneOrRegistersNothingOrIsOfTheApplicationsClassStaysAsItIs(CapturedOutput output) {
		FilterRegistrationBean<Filter> disabled = new FilterRegistrationBean<>(new AWSXRayServletFilter("sdk"));
		disabled.setEnabled(false);
		FilterRegistrationBean<Filter> own = new FilterRegistrationBean<>(new AWSXRayServletFilter("sdk")) {
		};
		for (Object bean : new Object[] { disabled, own, new FilterRegistrationBean<>(mock(Filter.class)),
				mock(Filter.class), "a bean" }) {
			assertThat(this.filters.postProcessAfterInitialization(bean, "bean")).isSameAs(bean);
		}
		assertThat(output).doesNotContain("X-Ray SDK");
	}

	@Test
	void aBeanThatIsDeclaredAsTheFilterStaysOneAndIsNotRegistered(CapturedOutput output) {
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		beans.registerBeanDefinition("declared",
				new RootBeanDefinition(AWSXRayServletFilter.class, () -> new AWSXRayServletFilter("sdk")));
		beans.registerSingleton("filters", this.filters);
		beans.addBeanPostProcessor(this.filters);
		this.filters.setBeanFactory(beans);
		new SdkFilterBeans().postProcessBeanDefinitionRegistry(beans);
		assertThat(beans.getBean("declared")).isInstanceOf(AWSXRayServletFilter.class);
		FilterRegistrationBean<?> registration = beans.getBean(SdkFilterBeans.PREFIX + "declared",
				FilterRegistrationBean.class);
		assertThat(registration.isEnabled()).isFalse();
		assertThat(registration.getFilter()).isSameAs(beans.getBean("declared"));
		assertThat(StringUtils.countOccurrencesOf(output.toString(), "bean 'declared', is not used")).isOne();
	}

	@Test
	void oneThatIsMetWithARequestIsToldOfUnlessItIsTheOneThatIsKnown(CapturedOutput output) {
		this.filters.warnOfUnknown();
		assertThat(output).contains("registered by a ServletContextInitializer or called by another filter");
		SdkFilters known = new SdkFilters();
		known.postProcessAfterInitialization(new AWSXRayServletFilter("sdk"), "ownFilter");
		known.warnOfUnknown();
		assertThat(StringUtils.countOccurrencesOf(output.toString(), "called by another filter")).isOne();
	}

}
