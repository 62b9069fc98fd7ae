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

package io.github.springxray.stream;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.springxray.messaging.ContainerTracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link XRayStreamAutoConfiguration}, as a binder uses its customizer.
 */
class StreamContainersTests {

	private final List<Object> calls = new ArrayList<>();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayStreamAutoConfiguration.class))
		.withBean("first", ContainerTracing.class, () -> (container) -> this.calls.add("traced " + container))
		.withBean("second", ContainerTracing.class, () -> (container) -> this.calls.add("traced again " + container))
		.withUserConfiguration(BinderConfiguration.class);

	@Test
	void handsContainersToEachLibrary() {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed();
			context.getBean(Binder.class).bind("a container");
			assertThat(this.calls).containsExactly("traced a container", "traced again a container");
		});
	}

	@Test
	void theCustomizerOfTheApplicationIsCalledFirstAndKeepsItsInterfaces() {
		this.runner.withBean(ListenerContainerCustomizer.class, () -> new Own(this.calls)).run((context) -> {
			ListenerContainerCustomizer<Object> customizer = context.getBean(Binder.class).customizer;
			assertThat(customizer).isInstanceOf(Extended.class).hasToString("own").isEqualTo(customizer);
			assertThat(this.calls).isEmpty();
			customizer.configure("a container", "orders", "group");
			((Extended) customizer).configure("another", "orders");
			assertThat(this.calls).containsExactly("orders group", "traced a container", "traced again a container",
					"extended orders", "traced another", "traced again another");
			assertThatIllegalStateException().isThrownBy(() -> customizer.configure("refused", "orders", "group"))
				.withMessage("Not this one");
		});
	}

	@Test
	void leavesCustomizersAloneWhereNothingIsTraced() {
		Own own = new Own(this.calls);
		this.runner.withPropertyValues("xray.enabled=false")
			.withBean(ListenerContainerCustomizer.class, () -> own)
			.run((context) -> assertThat(context.getBean(ListenerContainerCustomizer.class)).isSameAs(own));
	}

	@Test
	void isNotThereWithoutSpringCloudStream() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(XRayStreamAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("org.springframework.cloud.stream"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(XRayStreamAutoConfiguration.class));
	}

	interface Extended {

		void configure(Object container, String destination);

	}

	static final class Own implements ListenerContainerCustomizer<Object>, Extended {

		private final List<Object> calls;

		Own(List<Object> calls) {
			this.calls = calls;
		}

		@Override
		public void configure(Object container, String destination, String group) {
			if (container.equals("refused")) {
				throw new IllegalStateException("Not this one");
			}
			this.calls.add(destination + " " + group);
		}

		@Override
		public void configure(Object container, String destination) {
			this.calls.add("extended " + destination);
		}

		@Override
		public String toString() {
			return "own";
		}

	}

	/**
	 * A binder asks for a customizer of its own type of container.
	 */
	@Configuration(proxyBeanMethods = false)
	static class BinderConfiguration {

		@Bean
		Binder binder(ListenerContainerCustomizer<CharSequence> customizer) {
			return new Binder(customizer);
		}

	}

	static final class Binder {

		private final ListenerContainerCustomizer<Object> customizer;

		@SuppressWarnings("unchecked")
		Binder(ListenerContainerCustomizer<?> customizer) {
			this.customizer = (ListenerContainerCustomizer<Object>) customizer;
		}

		void bind(Object container) {
			this.customizer.configure(container, "orders", "group");
		}

	}

}
