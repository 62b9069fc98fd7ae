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
package io.github.springxray.method;

import java.util.ArrayList;
import java.util.List;

import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.spring.aop.XRayEnabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.InitBinder;

import static io.github.springxray.method.MethodTracing.names;
import static io.github.springxray.method.MethodTracing.trace;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is traced of beans of which a part is excluded.
 */
class MethodExclusionsTests {

	private static final String TESTS = "io.github.springxray.method.MethodExclusionsTests";

	private final ApplicationContextRunner contextRunner = MethodTracing.runner()
		.withPropertyValues("xray.methods.packages=io.github.springxray.method")
		.withBean(Orders.class)
		.withBean(Annotated.class);

	@ParameterizedTest
	@ValueSource(strings = { "io.github.springxray.method", "io.github", "Orders,Annotated", TESTS + ".*",
			TESTS + "$Orders," + TESTS + ".Annotated", "*rders,*notated", "Orders.*,Annotated.find", "**.find*" })
	void excludesPackagesClassesAndMethods(String exclude) {
		assertThat(traced(exclude)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "io.github.springxray.meth", "Order", "orders", "Orders.fin", "com.example.Orders",
			"*.Orders.find", "springxray.method" })
	void keepsWhatIsOnlySimilar(String exclude) {
		assertThat(traced(exclude)).containsExactly("Orders.find", "Annotated.find");
	}

	@Test
	void excludesOneMethodAlone() {
		assertThat(traced("Orders.find")).containsExactly("Annotated.find");
		assertThat(traced(TESTS + ".Annotated.fi*")).containsExactly("Orders.find");
	}

	private List<String> traced(String exclude) {
		List<String> names = new ArrayList<>();
		this.contextRunner.withPropertyValues("xray.methods.exclude=" + exclude).run((context) -> {
			Segment segment = trace(() -> {
				context.getBean(Orders.class).find();
				context.getBean(Annotated.class).find();
			});
			names.addAll(names(segment));
		});
		return names;
	}

	@ParameterizedTest
	@ValueSource(strings = { "com..example", ".Orders", "Orders.", "Orders#find", "Orders.find()", "com/example", "1a",
			"*", "**", "*.*" })
	void illegalEntryFailsTheStart(String exclude) {
		this.contextRunner.withPropertyValues("xray.methods.exclude=" + exclude)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("xray.methods.exclude"));
	}

	@Test
	void wholePackageTracesNoBindersHandlersMappersAndValidators() {
		this.contextRunner.withBean(Controller.class)
			.withBean(OrderValidator.class)
			.withBean(OrderMapperImpl.class)
			.run((context) -> {
				Segment segment = trace(() -> {
					Controller controller = context.getBean(Controller.class);
					controller.bind();
					controller.handle();
					controller.get();
					context.getBean(OrderValidator.class).supports(String.class);
					context.getBean(OrderMapperImpl.class).map("");
				});
				assertThat(names(segment)).containsExactly("Controller.get");
			});
	}

	@Test
	void annotationTracesWhatPackagesLeaveOut() {
		this.contextRunner.withBean(AnnotatedController.class).run((context) -> {
			Segment segment = trace(() -> context.getBean(AnnotatedController.class).bind());
			assertThat(names(segment)).containsExactly("AnnotatedController.bind");
		});
	}

	static class Orders {

		public String find() {
			return "";
		}

	}

	@XRayEnabled
	static class Annotated {

		public String find() {
			return "";
		}

	}

	static class Controller {

		@InitBinder
		public void bind() {
		}

		@ExceptionHandler(RuntimeException.class)
		public void handle() {
		}

		public void get() {
		}

	}

	@XRayEnabled
	static class AnnotatedController {

		@InitBinder
		public void bind() {
		}

	}

	static class OrderValidator implements Validator {

		@Override
		public boolean supports(Class<?> type) {
			return true;
		}

		@Override
		public void validate(Object target, Errors errors) {
		}

	}

	@org.mapstruct.Mapper
	interface OrderMapper {

		String map(String order);

	}

	static class OrderMapperImpl implements OrderMapper {

		@Override
		public String map(String order) {
			return order;
		}

	}

}
