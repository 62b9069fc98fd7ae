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
import java.util.Comparator;
import java.util.Map;

import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.spring.aop.XRayEnabled;
import com.amazonaws.xray.spring.aop.XRayTraced;
import org.junit.jupiter.api.Test;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;

import io.github.springxray.XRaySubsegment;
import io.github.springxray.method.sample.PlainService;
import io.github.springxray.method.sample.SampleProperties;
import io.github.springxray.method.sample.deep.DeepService;

import static io.github.springxray.method.MethodTracing.names;
import static io.github.springxray.method.MethodTracing.only;
import static io.github.springxray.method.MethodTracing.trace;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which beans and methods are traced, and under which names.
 */
class TracedBeansTests {

	private final ApplicationContextRunner contextRunner = MethodTracing.runner();

	@Test
	void classWithAnnotationIsTracedUnderItsOwnName() {
		this.contextRunner.withBean(EnabledService.class).run((context) -> {
			EnabledService service = context.getBean(EnabledService.class);
			assertThat(AopUtils.isCglibProxy(service)).isTrue();
			Segment segment = trace(() -> assertThat(service.find("a")).isEqualTo("found a"));
			assertThat(only(segment).getName()).isEqualTo("EnabledService.find");
			assertThat(only(segment).getMetadata())
				.isEqualTo(Map.of("ClassInfo", Map.of("Class", EnabledService.class.getName())));
			assertThat(only(segment).isInProgress()).isFalse();
			assertThat(only(segment).isFault()).isFalse();
		});
	}

	@Test
	void publicMethodsOnlyAreTraced() {
		this.contextRunner.withBean(EnabledService.class).run((context) -> {
			EnabledService service = context.getBean(EnabledService.class);
			Segment segment = trace(() -> {
				service.notPublic();
				service.forSubclasses();
			});
			assertThat(segment.getSubsegmentsCopy()).isEmpty();
		});
	}

	@Test
	void methodsOfObjectAreNotTraced() {
		this.contextRunner.withBean(EnabledService.class).run((context) -> {
			EnabledService service = context.getBean(EnabledService.class);
			Segment segment = trace(() -> {
				assertThat(service.toString()).isEqualTo("the service");
				assertThat(service.hashCode()).isEqualTo(service.hashCode());
				assertThat(service.equals(service)).isTrue();
			});
			assertThat(segment.getSubsegmentsCopy()).isEmpty();
		});
	}

	@Test
	void callsBetweenBeansAreNested() {
		this.contextRunner.withBean(OuterService.class).withBean(EnabledService.class).run((context) -> {
			Segment segment = trace(() -> context.getBean(OuterService.class).call());
			assertThat(only(segment).getName()).isEqualTo("OuterService.call");
			assertThat(names(only(segment))).containsExactly("EnabledService.find", "EnabledService.find");
		});
	}

	@Test
	void annotationIsInheritedFromSuperclass() {
		this.contextRunner.withBean(Inheriting.class).run((context) -> {
			Segment segment = trace(() -> {
				context.getBean(Inheriting.class).own();
				context.getBean(Inheriting.class).find("a");
			});
			assertThat(names(segment)).containsExactly("Inheriting.own", "Inheriting.find");
		});
	}

	@Test
	void annotationOnInterfaceTracesAllPublicMethodsOfTheBean() {
		this.contextRunner.withBean(Implementing.class).run((context) -> {
			Segment segment = trace(() -> {
				context.getBean(Operations.class).operate();
				context.getBean(Implementing.class).other();
			});
			assertThat(names(segment)).containsExactly("Implementing.operate", "Implementing.other");
		});
	}

	@Test
	void markerInterfaceOfTheSdkTraces() {
		this.contextRunner.withBean(MarkedService.class).run((context) -> {
			Segment segment = trace(() -> context.getBean(MarkedService.class).work());
			assertThat(names(segment)).containsExactly("MarkedService.work");
		});
	}

	@Test
	void metaAnnotationsTrace() {
		this.contextRunner.withBean(MetaEnabled.class).withBean(MetaNamed.class).run((context) -> {
			Segment segment = trace(() -> {
				context.getBean(MetaEnabled.class).work();
				context.getBean(MetaNamed.class).work();
			});
			assertThat(names(segment)).containsExactly("MetaEnabled.work", "use case.work");
		});
	}

	@Test
	void annotationOnMethodTracesThatMethodOnly() {
		this.contextRunner.withBean(SomeMethods.class).run((context) -> {
			SomeMethods service = context.getBean(SomeMethods.class);
			Segment segment = trace(() -> {
				service.untraced();
				service.enabled();
				service.named();
			});
			assertThat(names(segment)).containsExactly("SomeMethods.enabled", "the one with a name");
		});
	}

	@Test
	void annotationOnMethodThatIsNotPublicTracesNothing() {
		this.contextRunner.withBean(HiddenMethod.class).run((context) -> {
			HiddenMethod service = context.getBean(HiddenMethod.class);
			assertThat(AopUtils.isAopProxy(service)).isFalse();
		});
	}

	@Test
	void annotationOnMethodOfInterfaceTraces() {
		this.contextRunner.withBean(MethodImplementing.class).run((context) -> {
			Segment segment = trace(() -> {
				context.getBean(MethodOperations.class).traced();
				context.getBean(MethodOperations.class).untraced();
			});
			assertThat(names(segment)).containsExactly("from the interface");
		});
	}

	@Test
	void nameOnClassStandsBeforeTheMethod() {
		this.contextRunner.withBean(NamedService.class).run((context) -> {
			Segment segment = trace(() -> {
				context.getBean(NamedService.class).place();
				context.getBean(NamedService.class).cancel();
			});
			assertThat(names(segment)).containsExactly("orders.place", "cancellation");
		});
	}

	@Test
	void blankNameMeansTheDefault() {
		this.contextRunner.withBean(BlankName.class).run((context) -> {
			Segment segment = trace(() -> context.getBean(BlankName.class).work());
			assertThat(names(segment)).containsExactly("BlankName.work");
		});
	}

	@Test
	void nameIsMadeLegal() {
		this.contextRunner.withBean(IllegalName.class).run((context) -> {
			Segment segment = trace(() -> context.getBean(IllegalName.class).work());
			assertThat(names(segment)).containsExactly("a_b_");
		});
	}

	@Test
	void genericMethodIsTracedOnceUnderItsName() {
		this.contextRunner.withBean(GenericImplementing.class).run((context) -> {
			Segment segment = trace(() -> {
				GenericOperations<String> operations = context.getBean(GenericImplementing.class);
				operations.apply("a");
			});
			assertThat(names(segment)).containsExactly("GenericImplementing.apply");
		});
	}

	@Test
	void publicMethodOfClassThatIsNotPublicIsTraced() {
		this.contextRunner.withBean(PrivateService.class).run((context) -> {
			Segment segment = trace(() -> context.getBean(PrivateService.class).work());
			assertThat(names(segment)).containsExactly("PrivateService.work");
		});
	}

	@Test
	void lambdaOfMarkedInterfaceIsTracedUnderTheInterface() {
		this.contextRunner.withUserConfiguration(LambdaConfiguration.class).run((context) -> {
			Segment segment = trace(() -> context.getBean(Operations.class).operate());
			assertThat(names(segment)).containsExactly("Operations.operate");
			assertThat(only(segment).getMetadata().get("ClassInfo")).containsEntry("Class", Operations.class.getName());
		});
	}

	@Test
	void anonymousClassHasALegalName() {
		this.contextRunner.withUserConfiguration(AnonymousConfiguration.class).run((context) -> {
			Segment segment = trace(() -> context.getBean(Operations.class).operate());
			assertThat(only(segment).getName()).endsWith("AnonymousConfiguration.1.operate");
		});
	}

	@Test
	void scopedBeanIsTracedOnce() {
		this.contextRunner.withUserConfiguration(ScopedConfiguration.class).run((context) -> {
			Segment segment = trace(() -> context.getBean(EnabledService.class).find("a"));
			assertThat(names(segment)).containsExactly("EnabledService.find");
		});
	}

	@Test
	void beanWithoutMarkerIsNotProxied() {
		this.contextRunner.withBean(PlainService.class)
			.withBean(SomeComparator.class)
			.run((context) -> assertThat(context.getBeansOfType(Object.class).values())
				.noneMatch(AopUtils::isAopProxy));
	}

	@Test
	void beansOfConfiguredPackagesAreTracedWithoutAnnotation() {
		this.contextRunner.withPropertyValues("xray.methods.packages=io.github.springxray.method.sample")
			.withBean(PlainService.class)
			.withBean(DeepService.class)
			.withBean(SampleProperties.class)
			.withBean(SomeComparator.class)
			.run((context) -> {
				Segment segment = trace(() -> {
					context.getBean(PlainService.class).greet();
					context.getBean(DeepService.class).greet();
					context.getBean(SampleProperties.class).getName();
				});
				assertThat(names(segment)).containsExactly("PlainService.greet", "DeepService.greet");
				assertThat(AopUtils.isAopProxy(context.getBean(SomeComparator.class))).isFalse();
			});
	}

	@Test
	void packageIsNotThePrefixOfAName() {
		this.contextRunner.withPropertyValues("xray.methods.packages=io.github.springxray.method.sam")
			.withBean(PlainService.class)
			.run((context) -> assertThat(AopUtils.isAopProxy(context.getBean(PlainService.class))).isFalse());
	}

	@XRayEnabled
	static class EnabledService {

		public String find(String id) {
			return "found " + id;
		}

		void notPublic() {
		}

		protected void forSubclasses() {
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof EnabledService;
		}

		@Override
		public int hashCode() {
			return getClass().hashCode();
		}

		@Override
		public String toString() {
			return "the service";
		}

	}

	@XRayEnabled
	static class OuterService {

		private final EnabledService service;

		OuterService(EnabledService service) {
			this.service = service;
		}

		public void call() {
			this.service.find("a");
			this.service.find("b");
		}

	}

	static class Inheriting extends EnabledService {

		public void own() {
		}

	}

	@XRayEnabled
	interface Operations {

		void operate();

	}

	static class Implementing implements Operations {

		@Override
		public void operate() {
		}

		public void other() {
		}

	}

	static class MarkedService implements XRayTraced {

		public void work() {
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@XRayEnabled
	@interface Traced {

	}

	@Retention(RetentionPolicy.RUNTIME)
	@XRaySubsegment("use case")
	@interface UseCase {

	}

	@Traced
	static class MetaEnabled {

		public void work() {
		}

	}

	@UseCase
	static class MetaNamed {

		public void work() {
		}

	}

	static class SomeMethods {

		public void untraced() {
		}

		@XRayEnabled
		public void enabled() {
		}

		@XRaySubsegment("the one with a name")
		public void named() {
		}

	}

	static class HiddenMethod {

		@XRayEnabled
		void hidden() {
		}

	}

	interface MethodOperations {

		@XRaySubsegment("from the interface")
		void traced();

		void untraced();

	}

	static class MethodImplementing implements MethodOperations {

		@Override
		public void traced() {
		}

		@Override
		public void untraced() {
		}

	}

	@XRaySubsegment("orders")
	static class NamedService {

		public void place() {
		}

		@XRaySubsegment("cancellation")
		public void cancel() {
		}

	}

	@XRaySubsegment(" ")
	static class BlankName {

		public void work() {
		}

	}

	static class IllegalName {

		@XRaySubsegment("a(b)")
		public void work() {
		}

	}

	@XRayEnabled
	interface GenericOperations<T> {

		T apply(T value);

	}

	static class GenericImplementing implements GenericOperations<String> {

		@Override
		public String apply(String value) {
			return value;
		}

	}

	@XRayEnabled
	private static class PrivateService {

		@SuppressWarnings("unused")
		PrivateService() {
		}

		public void work() {
		}

	}

	static class SomeComparator implements Comparator<String> {

		@Override
		public int compare(String left, String right) {
			return 0;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LambdaConfiguration {

		@Bean
		Operations operations() {
			return () -> {
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AnonymousConfiguration {

		@Bean
		Operations operations() {
			return new Operations() {

				@Override
				public void operate() {
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedConfiguration {

		@Bean
		@Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
		EnabledService service() {
			return new EnabledService();
		}

	}

}
