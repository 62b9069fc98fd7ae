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

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

import com.amazonaws.xray.spring.aop.XRayEnabled;
import jakarta.annotation.PostConstruct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A class is proxied only if the proxy behaves as the class does.
 */
@ExtendWith(OutputCaptureExtension.class)
class ProxyBehaviourTests {

	private static final String PACKAGES = "xray.methods.packages=io.github.springxray.method";

	private final ApplicationContextRunner contextRunner = MethodTracing.runner().withUserConfiguration(Config.class);

	@ParameterizedTest
	@ValueSource(classes = { PrivateScheduled.class, PrivateListener.class, PrivateGetMapping.class,
			PrivateModelAttribute.class, PrivateInitBinder.class, PrivateExceptionHandler.class, PrivateComposed.class,
			InheritsPrivateListener.class })
	void classWithPrivateMethodThatIsCalledByAnnotationIsLeftAlone(Class<?> type, CapturedOutput output) {
		assertLeftAlone(type, output, "is private and called by its annotation @");
	}

	@ParameterizedTest
	@ValueSource(classes = { PackagePrivateFinal.class, ProtectedFinal.class, InheritsProtectedFinal.class })
	void classWithFinalMethodOfAnyVisibilityIsLeftAlone(Class<?> type, CapturedOutput output) {
		assertLeftAlone(type, output, "is final and would run on the proxy");
	}

	@ParameterizedTest
	@ValueSource(classes = { PublicField.class, PackagePrivateField.class, InheritsField.class })
	void classOfPackageWithVisibleFieldIsLeftAlone(Class<?> type, CapturedOutput output) {
		this.contextRunner.withPropertyValues(PACKAGES).withBean(type).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(AopUtils.isAopProxy(context.getBean(type))).isFalse();
			assertWarnedOnce(output, type, "is not private and would be empty");
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { PrivateScheduled.class, PackagePrivateFinal.class })
	void configuredPackageLeavesTheSameClassesAlone(Class<?> type, CapturedOutput output) {
		this.contextRunner.withPropertyValues(PACKAGES)
			.withBean(type)
			.run((context) -> assertThat(AopUtils.isAopProxy(context.getBean(type))).isFalse());
	}

	@Test
	void classWhoseProxyBehavesTheSameIsProxied(CapturedOutput output) {
		this.contextRunner.withPropertyValues(PACKAGES).withBean(Harmless.class).run((context) -> {
			Harmless bean = context.getBean(Harmless.class);
			assertThat(AopUtils.isAopProxy(bean)).isTrue();
			assertThat(bean.state()).isEqualTo("started");
			assertThat(output).doesNotContain("Calls of " + Harmless.class.getName());
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { AnnotatedPrivate.class, AnnotatedStatic.class, AnnotatedPackagePrivate.class })
	void annotatedMethodThatCannotBeTracedIsWarnedAboutOnce(Class<?> type, CapturedOutput output) {
		this.contextRunner.withBean("first", type).withBean("second", type).run((context) -> {
			assertThat(context).hasNotFailed();
			assertWarnedOnce(output, type, "only public methods that are not static");
		});
	}

	private void assertLeftAlone(Class<?> type, CapturedOutput output, String reason) {
		this.contextRunner.withBean(type).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(AopUtils.isAopProxy(context.getBean(type))).isFalse();
			assertWarnedOnce(output, type, reason);
		});
	}

	private static void assertWarnedOnce(CapturedOutput output, Class<?> type, String reason) {
		assertThat(output.toString()
			.lines()
			.filter((line) -> line.contains("WARN") && line.contains(reason)
					&& line.contains("Calls of " + type.getName())))
			.hasSize(1);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Config {

	}

	@XRayEnabled
	static class PrivateScheduled {

		@Scheduled(fixedDelay = 3_600_000, initialDelay = 3_600_000)
		private void tick() {
		}

	}

	@XRayEnabled
	static class PrivateListener {

		@EventListener
		private void on(ContextRefreshedEvent event) {
		}

	}

	@XRayEnabled
	static class InheritsPrivateListener extends PrivateListener {

	}

	@XRayEnabled
	static class PrivateGetMapping {

		@GetMapping("/")
		private String get() {
			return "";
		}

	}

	@XRayEnabled
	static class PrivateModelAttribute {

		@ModelAttribute
		private String attribute() {
			return "";
		}

	}

	@XRayEnabled
	static class PrivateInitBinder {

		@InitBinder
		private void bind() {
		}

	}

	@XRayEnabled
	static class PrivateExceptionHandler {

		@ExceptionHandler
		private void handle(RuntimeException ex) {
		}

	}

	@XRayEnabled
	static class PrivateComposed {

		@Composed
		private void on(ContextRefreshedEvent event) {
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@EventListener
	@interface Composed {

	}

	@XRayEnabled
	static class PackagePrivateFinal {

		final void locked() {
		}

	}

	@XRayEnabled
	static class ProtectedFinal {

		protected final void locked() {
		}

	}

	@XRayEnabled
	static class InheritsProtectedFinal extends ProtectedFinal {

	}

	static class PublicField {

		public String name = "a";

		public void work() {
		}

	}

	static class PackagePrivateField {

		String name = "a";

		public void work() {
		}

	}

	static class InheritsField extends PackagePrivateField {

	}

	static class Harmless {

		static final String CONSTANT = "started";

		private String state = "";

		@PostConstruct
		private void start() {
			this.state = CONSTANT;
		}

		@EventListener
		void on(ContextRefreshedEvent event) {
		}

		public String state() {
			return this.state;
		}

	}

	static class AnnotatedPrivate {

		@XRayEnabled
		private void work() {
		}

	}

	static class AnnotatedStatic {

		@XRayEnabled
		public static void work() {
		}

	}

	static class AnnotatedPackagePrivate {

		@XRayEnabled
		void work() {
		}

	}

}
