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

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import javax.sql.DataSource;

import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.spring.aop.XRayEnabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static io.github.springxray.method.MethodTracing.names;
import static io.github.springxray.method.MethodTracing.only;
import static io.github.springxray.method.MethodTracing.trace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * How the tracing of methods joins the proxies of an application.
 */
@ExtendWith(OutputCaptureExtension.class)
class XRayMethodAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = MethodTracing.runner().withBean(Service.class);

	@Test
	void disabledTracingLeavesNoProxy() {
		this.contextRunner.withPropertyValues("xray.enabled=false").run(this::assertThatNothingIsProxied);
	}

	@Test
	void disabledTracingOfMethodsLeavesNoProxy() {
		this.contextRunner.withPropertyValues("xray.methods.enabled=false").run(this::assertThatNothingIsProxied);
	}

	private void assertThatNothingIsProxied(ApplicationContext context) {
		assertThat(AopUtils.isAopProxy(context.getBean(Service.class))).isFalse();
		assertThat(context.getBeansOfType(Advisor.class)).isEmpty();
		assertThat(context.containsBean("org.springframework.aop.config.internalAutoProxyCreator")).isFalse();
	}

	@Test
	void worksWhereNothingElseCreatesProxies() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class))
			.withPropertyValues("spring.aop.auto=false")
			.run((context) -> {
				assertThat(AopUtils.isCglibProxy(context.getBean(Service.class))).isTrue();
				Segment segment = trace(() -> context.getBean(Service.class).plain());
				assertThat(names(segment)).containsExactly("Service.plain");
			});
	}

	@Test
	void proxiesAreOfInterfacesWhereThatIsAskedFor() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class))
			.withPropertyValues("spring.aop.proxy-target-class=false")
			.withBean("implementation", Implementation.class)
			.run((context) -> {
				assertThat(AopUtils.isJdkDynamicProxy(context.getBean("implementation"))).isTrue();
				Segment segment = trace(() -> context.getBean(Working.class).work());
				assertThat(names(segment)).containsExactly("Implementation.work");
				assertThat(only(segment).getMetadata().get("ClassInfo")).containsEntry("Class",
						Implementation.class.getName());
			});
	}

	@Test
	void sharesOneProxyWithTransactionsAndAsynchronousExecution() {
		this.contextRunner.withUserConfiguration(TransactionConfiguration.class, AsyncConfiguration.class)
			.withConfiguration(
					AutoConfigurations.of(TransactionAutoConfiguration.class, TaskExecutionAutoConfiguration.class))
			.run((context) -> {
				Service service = context.getBean(Service.class);
				Advised proxy = (Advised) service;
				assertThat(proxy.getTargetSource().getTarget()).isExactlyInstanceOf(Service.class);
				List<String> advice = Arrays.stream(proxy.getAdvisors())
					.map((advisor) -> advisor.getAdvice().getClass().getSimpleName())
					.toList();
				assertThat(advice).containsExactly("AnnotationAsyncExecutionInterceptor", "TracingMethodInterceptor",
						"TransactionInterceptor");
				Segment segment = trace(() -> assertThat(service.transactional()).isTrue());
				assertThat(names(segment)).containsExactly("Service.transactional");
			});
	}

	@Test
	void asynchronousMethodIsTracedOnItsOwnThread() {
		this.contextRunner.withUserConfiguration(AsyncConfiguration.class)
			.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
			.run((context) -> {
				Segment segment = trace(() -> {
					Thread thread = context.getBean(Service.class).asynchronous().join();
					assertThat(thread).isNotSameAs(Thread.currentThread());
				});
				Subsegment subsegment = only(segment);
				assertThat(subsegment.getName()).isEqualTo("Service.asynchronous");
				assertThat(subsegment.isInProgress()).isFalse();
			});
	}

	@Test
	void standsOutsideOfTransactionsSoThatAFailedCommitIsRecorded() {
		this.contextRunner.withUserConfiguration(FailingTransactionConfiguration.class)
			.run((context) -> assertThat(callWithFailingCommit(context).isFault()).isTrue());
	}

	@Test
	void orderIsThatOfTheProperty() {
		ApplicationContextRunner runner = this.contextRunner
			.withUserConfiguration(FailingOuterTransactionConfiguration.class);
		runner.withPropertyValues("xray.methods.order=-1")
			.run((context) -> assertThat(callWithFailingCommit(context).isFault()).isTrue());
		runner.withPropertyValues("xray.methods.order=1")
			.run((context) -> assertThat(callWithFailingCommit(context).isFault()).isFalse());
	}

	private static Subsegment callWithFailingCommit(ApplicationContext context) throws Exception {
		return only(trace(() -> assertThatExceptionOfType(TransactionSystemException.class)
			.isThrownBy(() -> context.getBean(Service.class).transactional())));
	}

	@Test
	void eachAttemptOfARetriedCallIsASubsegment() {
		this.contextRunner.withUserConfiguration(ResilienceConfiguration.class).withBean(Flaky.class).run((context) -> {
			Segment segment = trace(() -> context.getBean(Flaky.class).call());
			assertThat(segment.getSubsegmentsCopy()).extracting(Subsegment::isFault).containsExactly(true, false);
		});
	}

	@Test
	void illegalPackageIsRefusedWithAReason() {
		this.contextRunner.withPropertyValues("xray.methods.packages=com.example.*")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("xray.methods.packages")
				.hasMessageContaining("without wildcards"));
	}

	@Test
	void nothingIsCreatedTooEarlyForPostProcessing(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(TransactionConfiguration.class, AsyncConfiguration.class)
			.withBean("earlyUser", EarlyUser.class)
			.withBean("interestedPostProcessor", InterestedPostProcessor.class)
			.withPropertyValues("xray.methods.packages=io.github.springxray.method.sample")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(output).doesNotContain("is not eligible for getting processed by all BeanPostProcessors");
			});
	}

	@Test
	void propertiesArePublished() {
		this.contextRunner.withPropertyValues("xray.methods.packages=com.example,com.acme", "xray.methods.order=3")
			.run((context) -> {
				XRayMethodProperties properties = context.getBean(XRayMethodProperties.class);
				assertThat(properties.isEnabled()).isTrue();
				assertThat(properties.getOrder()).isEqualTo(3);
				assertThat(properties.getPackages()).containsExactly("com.example", "com.acme");
			});
	}

	private static DataSource database() {
		return new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2).generateUniqueName(true).build();
	}

	@XRayEnabled
	static class Service {

		public void plain() {
		}

		@Transactional
		public boolean transactional() {
			return TransactionSynchronizationManager.isActualTransactionActive();
		}

		@Async
		public CompletableFuture<Thread> asynchronous() {
			return CompletableFuture.completedFuture(Thread.currentThread());
		}

	}

	interface Working {

		void work();

	}

	@XRayEnabled
	static class Implementation implements Working {

		@Override
		public void work() {
		}

	}

	/**
	 * A post-processor is created early, and so are advisors then.
	 */
	static class InterestedPostProcessor implements BeanPostProcessor {

		InterestedPostProcessor(Environment environment) {
			assertThat(environment).isNotNull();
		}

	}

	static class EarlyUser {

		EarlyUser(Service service) {
			service.plain();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement
	static class TransactionConfiguration {

		@Bean
		JdbcTransactionManager transactionManager() {
			return new JdbcTransactionManager(database());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement
	static class FailingTransactionConfiguration {

		@Bean
		FailingTransactionManager transactionManager() {
			return new FailingTransactionManager();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement(order = 0)
	static class FailingOuterTransactionConfiguration {

		@Bean
		FailingTransactionManager transactionManager() {
			return new FailingTransactionManager();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableResilientMethods
	static class ResilienceConfiguration {

	}

	static class FailingTransactionManager extends JdbcTransactionManager {

		FailingTransactionManager() {
			super(database());
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
			throw new TransactionSystemException("no commit");
		}

	}

	@XRayEnabled
	static class Flaky {

		private boolean called;

		@Retryable(delay = 0)
		public void call() {
			if (!this.called) {
				this.called = true;
				throw new IllegalStateException("not at the first time");
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class AsyncConfiguration {

		@Bean
		ContextPropagatingTaskDecorator taskDecorator() {
			return new ContextPropagatingTaskDecorator();
		}

	}

}
