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

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.listeners.SegmentListener;
import com.amazonaws.xray.spring.aop.XRayEnabled;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.PriorityOrdered;
import org.springframework.web.filter.OncePerRequestFilter;

import static io.github.springxray.method.MethodTracing.names;
import static io.github.springxray.method.MethodTracing.trace;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Classes that carry an annotation but that a proxy would break.
 */
@ExtendWith(OutputCaptureExtension.class)
class LeftAloneTests {

	private final ApplicationContextRunner contextRunner = MethodTracing.runner();

	@Test
	void finalClass(CapturedOutput output) {
		assertLeftAlone(FinalService.class, output, "it is final");
	}

	@Test
	void sealedClass(CapturedOutput output) {
		assertLeftAlone(SealedService.class, output, "it is sealed");
	}

	@Test
	void recordClass(CapturedOutput output) {
		this.contextRunner.withBean(RecordService.class, () -> new RecordService("a")).run((context) -> {
			assertThat(AopUtils.isAopProxy(context.getBean(RecordService.class))).isFalse();
			assertWarnedOnce(output, RecordService.class, "it is final");
		});
	}

	@Test
	void classWithPublicFinalMethod(CapturedOutput output) {
		assertLeftAlone(FinalMethod.class, output, "its method FinalMethod.locked is final");
	}

	@Test
	void classThatInheritsPublicFinalMethod(CapturedOutput output) {
		assertLeftAlone(InheritsFinalMethod.class, output, "its method FinalMethod.locked is final");
	}

	@Test
	void classWithPrivateConstructorsOnly(CapturedOutput output) {
		this.contextRunner.withBean(PrivateConstructor.class, PrivateConstructor::create).run((context) -> {
			assertThat(AopUtils.isAopProxy(context.getBean(PrivateConstructor.class))).isFalse();
			assertWarnedOnce(output, PrivateConstructor.class, "it has private constructors only");
		});
	}

	@Test
	void configurationClass(CapturedOutput output) {
		assertLeftAlone(AnnotatedConfiguration.class, output, "it is a configuration class");
	}

	@Test
	void beanPostProcessors(CapturedOutput output) {
		assertLeftAlone(PostProcessor.class, output, "a post-processor is created before");
		assertLeftAlone(EarlyPostProcessor.class, output, "a post-processor is created before");
		assertLeftAlone(FactoryPostProcessor.class, output, "a post-processor is created before");
	}

	@Test
	void advice(CapturedOutput output) {
		assertLeftAlone(SomeAdvice.class, output, "it is itself a part of proxies");
	}

	@Test
	void partsOfTheRecorder(CapturedOutput output) {
		assertLeftAlone(Listener.class, output, "tracing itself calls it");
	}

	@Test
	void eachClassIsWarnedAboutOnce(CapturedOutput output) {
		this.contextRunner.withBean("first", FinalService.class)
			.withBean("second", FinalService.class)
			.run((context) -> assertWarnedOnce(output, FinalService.class, "it is final"));
	}

	@Test
	void finalClassOfConfiguredPackageIsLeftAloneWithOneWarning(CapturedOutput output) {
		this.contextRunner.withPropertyValues("xray.methods.packages=io.github.springxray.method")
			.withBean(UnmarkedFinal.class)
			.run((context) -> {
				assertThat(AopUtils.isAopProxy(context.getBean(UnmarkedFinal.class))).isFalse();
				assertThat(output).contains("Calls of " + UnmarkedFinal.class.getName()
						+ " are not traced, although its package is in xray.methods.packages: it is final");
			});
	}

	@Test
	void finalClassWithInterfaceIsTracedByProxiesOfInterfaces(CapturedOutput output) {
		this.contextRunner.withPropertyValues("spring.aop.proxy-target-class=false")
			.withBean(FinalImplementation.class)
			.run((context) -> {
				Segment segment = trace(() -> context.getBean(Working.class).work());
				assertThat(names(segment)).containsExactly("FinalImplementation.work");
				assertThat(output).doesNotContain("are not traced");
			});
	}

	@Test
	void finalClassWithoutInterfaceIsLeftAloneByProxiesOfInterfaces(CapturedOutput output) {
		this.contextRunner.withPropertyValues("spring.aop.proxy-target-class=false")
			.withBean(FinalService.class)
			.run((context) -> {
				assertThat(AopUtils.isAopProxy(context.getBean(FinalService.class))).isFalse();
				assertWarnedOnce(output, FinalService.class, "it is final");
			});
	}

	/**
	 * Defect of the SDK: an annotated Filter kills start-up.
	 */
	@Test
	void annotatedFilterDoesNotKillStartUp(CapturedOutput output) {
		new WebApplicationContextRunner(AnnotationConfigServletWebServerApplicationContext::new)
			.withConfiguration(MethodTracing.AUTO_CONFIGURATIONS)
			.withConfiguration(AutoConfigurations.of(TomcatServletWebServerAutoConfiguration.class))
			.withPropertyValues("server.port=0", "server.address=127.0.0.1")
			.withBean(MethodTracing.KeptTraces.class, MethodTracing.KeptTraces::new)
			.withBean(AnnotatedFilter.class)
			.withBean(AnnotatedServlet.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(AopUtils.isAopProxy(context.getBean(AnnotatedFilter.class))).isFalse();
				assertThat(AopUtils.isAopProxy(context.getBean(AnnotatedServlet.class))).isFalse();
				assertWarnedOnce(output, AnnotatedFilter.class, "the servlet container calls it");
				assertWarnedOnce(output, AnnotatedServlet.class, "the servlet container calls it");
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
		String warning = "Calls of " + type.getName() + " are not traced, although it asks for it: " + reason;
		List<String> lines = output.toString().lines().filter((line) -> line.contains(warning)).toList();
		assertThat(lines).singleElement().asString().containsPattern(Pattern.compile("\\bWARN\\b"));
	}

	@XRayEnabled
	static final class FinalService {

		public void work() {
		}

	}

	@XRayEnabled
	static sealed class SealedService permits PermittedService {

		public void work() {
		}

	}

	static final class PermittedService extends SealedService {

	}

	@XRayEnabled
	record RecordService(String name) {

	}

	@XRayEnabled
	static class FinalMethod {

		public final void locked() {
		}

		public void open() {
		}

	}

	@XRayEnabled
	static class InheritsFinalMethod extends FinalMethod {

	}

	@XRayEnabled
	static class PrivateConstructor {

		private PrivateConstructor() {
		}

		static PrivateConstructor create() {
			return new PrivateConstructor();
		}

		public void work() {
		}

		static final class Variant extends PrivateConstructor {

		}

	}

	@XRayEnabled
	@Configuration
	static class AnnotatedConfiguration {

		@Bean
		String text() {
			return "";
		}

	}

	@XRayEnabled
	static class PostProcessor implements BeanPostProcessor {

	}

	@XRayEnabled
	static class EarlyPostProcessor implements BeanPostProcessor, PriorityOrdered {

		@Override
		public int getOrder() {
			return 0;
		}

	}

	@XRayEnabled
	static class FactoryPostProcessor implements BeanFactoryPostProcessor {

		@Override
		public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		}

	}

	@XRayEnabled
	static class SomeAdvice implements MethodInterceptor {

		@Override
		public Object invoke(MethodInvocation invocation) throws Throwable {
			return invocation.proceed();
		}

	}

	@XRayEnabled
	static class Listener implements SegmentListener {

	}

	static final class UnmarkedFinal {

		public void work() {
		}

	}

	interface Working {

		void work();

	}

	@XRayEnabled
	static final class FinalImplementation implements Working {

		@Override
		public void work() {
		}

	}

	@XRayEnabled
	static class OpenService {

		public void work() {
		}

	}

	@XRayEnabled
	static class AnnotatedFilter extends OncePerRequestFilter {

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException {
			chain.doFilter(request, response);
		}

	}

	@XRayEnabled
	static class AnnotatedServlet extends HttpServlet {

	}

}
