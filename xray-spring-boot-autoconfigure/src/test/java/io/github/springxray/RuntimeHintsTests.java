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

package io.github.springxray;

import java.sql.Connection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.rabbitmq.client.Channel;
import io.lettuce.core.resource.ClientResources;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;
import jakarta.jms.MessageProducer;
import jakarta.jms.QueueSender;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.TopicPublisher;
import jakarta.jms.TopicSession;
import jakarta.servlet.FilterRegistration;
import net.ttddyy.dsproxy.proxy.ProxyJdbcObject;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.amqp.rabbit.connection.ChannelProxy;
import org.springframework.aop.SpringProxy;
import org.springframework.aop.framework.Advised;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.ReflectionHintsPredicates;
import org.springframework.aot.hint.predicate.ResourceHintsPredicates;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.batch.core.job.flow.FlowJob;
import org.springframework.batch.core.job.flow.FlowStep;
import org.springframework.batch.core.partition.PartitionStep;
import org.springframework.batch.core.step.job.JobStep;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.core.DecoratingProxy;
import org.springframework.core.InfrastructureProxy;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.jms.connection.SessionProxy;
import org.springframework.jms.listener.SessionAwareMessageListener;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.util.ClassUtils;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.testsupport.ReflectiveUses;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a native image keeps what is reached by reflection, by name or as a file.
 */
class RuntimeHintsTests {

	private static final ReflectionHintsPredicates reflection = RuntimeHintsPredicates.reflection();

	private static final ResourceHintsPredicates resource = RuntimeHintsPredicates.resource();

	/**
	 * Classes that look at objects and types which the application has given them. What a
	 * native image does not show of these is not there for them, and they take that for
	 * an answer.
	 */
	private static final Set<String> LOOK_AT_WHAT_THEY_ARE_GIVEN = Set.of("context.CallingPlace",
			"context.FinalMethods", "diagnostics.UntracedAnnotations", "method.Markers", "method.SubclassObstacles",
			"method.UntracedByDefault");

	/**
	 * Classes that have nothing to look for in a native image.
	 */
	private static final Set<String> ON_A_JVM_ALONE = Set.of("awssdk.UnknownCalls", "jms.ConnectionFactoryBeans",
			"recorder.TraceEvents", "redis.JedisConnectionFactories", "redis.JedisConnectionInterceptor",
			"redis.JedisFactoryInterceptor", "sampling.SamplingSources");

	private static final Map<String, List<Predicate<RuntimeHints>>> KNOWN = known();

	private static Map<String, List<Predicate<RuntimeHints>>> known() {
		Map<String, List<Predicate<RuntimeHints>>> known = new TreeMap<>();
		known.put("recorder.BareRecorders",
				List.of(field(AWSXRayRecorder.class, "awsRuntimeContext"),
						field(AWSXRayRecorder.class, "SDK_VERSION_INFORMATION"), allocated("recorder.XRayRecorder"),
						allocated("recorder.DisabledRecorder")));
		known.put("recorder.BuiltRecorder", List.of(field(AWSXRayRecorderBuilder.class, "plugins")));
		known.put("recorder.SdkEmitters", List.of(field(AWSXRayRecorderBuilder.class, "emitter"),
				field(classOf("com.amazonaws.xray.emitters.UDPEmitter"), "daemonSocket")));
		known.put("recorder.GlobalRecorder", List.of(field(AWSXRay.class, "globalRecorder")));
		known.put("recorder.Development", List.of());
		known.put("restclient.RestClientPatch", List.of(
				field(classOf("org.springframework.web.client.DefaultRestClientBuilder"), "requestFactory"),
				method(classOf("org.springframework.web.client.DefaultRestClientBuilder"), "initRequestFactory")));
		known.put("restclient.TracingRestClientBuilder",
				List.of(proxy(RestClient.Builder.class), method(RestClient.Builder.class, "build")));
		known.put("webclient.TracingWebClientBuilder",
				List.of(proxy(WebClient.Builder.class), method(WebClient.Builder.class, "build")));
		known.put("jdbc.JdbcProxies", List.of(proxy(Connection.class, ProxyJdbcObject.class),
				proxy(ProxyJdbcObject.class, Connection.class), method(Connection.class, "commit")));
		known.put("jdbc.Routes", List.of(method(AbstractRoutingDataSource.class, "determineTargetDataSource")));
		known.put("jdbc.DataSourceTracer", List.of(proxy(javax.sql.DataSource.class, InfrastructureProxy.class,
				SpringProxy.class, Advised.class, DecoratingProxy.class)));
		known.put("servlet.EarlyFilterRegistration", List.of(proxy(FilterRegistration.Dynamic.class)));
		known.put("servlet.SdkFilterBeans", List.of());
		known.put("r2dbc.TracedConnectionFactories", List.of(proxy(ConnectionFactory.class, Wrapped.class,
				InfrastructureProxy.class, SpringProxy.class, Advised.class, DecoratingProxy.class)));
		// Spring Boot's module of R2DBC is not among the libraries of these tests
		known.put("r2dbc.FactoryAddress", List.of());
		putStores(known);
		known.put("method.SdkAspects", List
			.of(method(classOf("org.springframework.aop.aspectj.AbstractAspectJAdvice"), "getAspectJAdviceMethod")));
		known.put("method.TracedMethods", List.of(type("reactor.core.publisher.Mono")));
		known.put("method.ReactiveCall", List.of());
		known.put("reactive.ClientConnection", List.of(type("reactor.netty.http.server.HttpServerRequest")));
		known.put("reactive.Coroutines", List.of());
		known.put("reactive.TomcatForwarding", List.of(type("jakarta.servlet.ServletRequest")));
		known.put("patch.PatchedLibrary", List.of(type("org.springframework.web.client.RestTemplate"),
				type("net.ttddyy.dsproxy.support.ProxyDataSource")));
		known.put("sampling.ApiSamplingSource",
				List.of(type("software.amazon.awssdk.services.xray.model.SamplingRateBoost")));
		putWork(known);
		known.put("kafka.TracingProducer", List.of(proxy(Producer.class), method(Producer.class, "flush")));
		putMessages(known);
		// The libraries of Spring Cloud Stream are not among those of these tests
		known.put("stream.ContainerCustomizerBeans", List.of(RuntimeHintsPredicates.proxies()
			.forInterfaces(TypeReference.of("org.springframework.cloud.stream.config.ListenerContainerCustomizer"))));
		known.put("method.ObservedAspects", List.of(type("io.micrometer.observation.aop.ObservedAspect")));
		// What they look for is not among the libraries of these tests
		known.put("observation.SwitchesOfBoot", List.of());
		known.put("observation.BesideOtherTracers", List.of());
		known.put("micrometer.TracingProperties", List.of());
		putDiagnostics(known);
		return known;
	}

	private static void putStores(Map<String, List<Predicate<RuntimeHints>>> known) {
		known.put("mongo.ContextProviders", List.of(type("com.mongodb.reactivestreams.client.ReactiveContextProvider"),
				type("com.mongodb.client.SynchronousContextProvider")));
		known.put("redis.TracedResources",
				List.of(proxy(ClientResources.class), method(ClientResources.class, "timer")));
	}

	private static void putDiagnostics(Map<String, List<Predicate<RuntimeHints>>> known) {
		Predicate<RuntimeHints> metadata = resource.forResource("META-INF/spring-configuration-metadata.json");
		known.put("logging.OtherTracers", List.of());
		known.put("datadog.DatadogAgent", List.of());
		known.put("diagnostics.OtherTracers", List.of());
		known.put("diagnostics.JavaAgents", List.of());
		known.put("diagnostics.IncomingParts",
				List.of(type("io.awspring.cloud.sqs.listener.MessageListenerContainerRegistry")));
		known.put("diagnostics.UnknownProperties", List.of());
		known.put("diagnostics.KnownProperties",
				List.of(metadata, resource.forResource("io/github/springxray/diagnostics/KnownProperties.class")));
		known.put("diagnostics.AotSwitches",
				List.of(resource.forResource("META-INF/io.github.springxray/switches.properties")));
	}

	private static void putMessages(Map<String, List<Predicate<RuntimeHints>>> known) {
		known.put("jms.TracedJms",
				List.of(proxy(SessionProxy.class, QueueSession.class, TopicSession.class),
						proxy(MessageProducer.class, QueueSender.class, TopicPublisher.class),
						method(Session.class, "commit"), method(MessageProducer.class, "getDestination")));
		known.put("rabbit.TracingChannel",
				List.of(proxy(ChannelProxy.class), method(Channel.class, "getChannelNumber")));
		known.put("messaging.TracingListener", List.of(
				proxy(ClassUtils.getAllInterfacesForClass(
						org.springframework.jms.listener.adapter.MessagingMessageListenerAdapter.class)),
				proxy(ClassUtils.getAllInterfacesForClass(
						org.springframework.amqp.rabbit.listener.adapter.MessagingMessageListenerAdapter.class)),
				method(SessionAwareMessageListener.class, "onMessage"),
				method(org.springframework.amqp.core.MessageListener.class, "isAsyncReplies")));
	}

	private static void putWork(Map<String, List<Predicate<RuntimeHints>>> known) {
		known.put("executor.DecoratedExecutors", List.of(field(ThreadPoolTaskExecutor.class, "taskDecorator"),
				field(ThreadPoolTaskScheduler.class, "taskDecorator")));
		known.put("executor.EventMulticasterPostProcessor",
				List.of(field(SimpleApplicationEventMulticaster.class, "taskExecutor")));
		known.put("executor.ExecutorRuntimeHints", List.of());
		known.put("batch.StepsOfJob", List.of(field(FlowJob.class, "flow"), field(FlowStep.class, "flow"),
				field(PartitionStep.class, "partitionHandler"), field(JobStep.class, "job")));
		known.put("scheduling.ScheduledWork", List.of(type("reactor.core.publisher.Flux"),
				field(classOf("org.springframework.scheduling.config.Task$OutcomeTrackingRunnable"), "runnable")));
		known.put("scheduling.SchedulerPostProcessor", List.of(field(ThreadPoolTaskScheduler.class, "taskDecorator"),
				field(SimpleAsyncTaskExecutor.class, "taskDecorator")));
	}

	/**
	 * A call that is not in the table has to have a hint, or a reason why it needs none.
	 */
	@Test
	void whateverReachesByReflectionOrNameIsKnown() {
		Map<String, TreeSet<String>> unknown = new TreeMap<>(ReflectiveUses.of(XRayAutoConfiguration.class));
		Set<String> known = new TreeSet<>(KNOWN.keySet());
		known.addAll(LOOK_AT_WHAT_THEY_ARE_GIVEN);
		known.addAll(ON_A_JVM_ALONE);
		TreeSet<String> gone = new TreeSet<>(known);
		gone.removeIf((name) -> unknown.remove("io.github.springxray." + name) != null);
		assertThat(unknown).as("Classes that reach for something which a native image does not have by itself. "
				+ "Register it in the RuntimeHintsRegistrar of their package, which the auto-configuration names by "
				+ "@ImportRuntimeHints, and add what has to be found to KNOWN; or add the class to one of the sets of "
				+ "classes that need no hint")
			.isEmpty();
		assertThat(gone).as("Classes that reach for nothing any more: remove them from here").isEmpty();
	}

	static Stream<String> reached() {
		return KNOWN.keySet().stream().filter((name) -> !KNOWN.get(name).isEmpty());
	}

	@ParameterizedTest
	@MethodSource("reached")
	void whatIsReachedHasAHint(String name) {
		RuntimeHints hints = hints();
		assertThat(KNOWN.get(name)).allMatch((hint) -> hint.test(hints));
	}

	@Test
	void whatIsFoundByAFileHasAHint() {
		RuntimeHints hints = hints();
		assertThat(resource.forResource("software/amazon/awssdk/global/handlers/execution.interceptors"))
			.accepts(hints);
		assertThat(resource.forResource("META-INF/services/io.micrometer.context.ThreadLocalAccessor")).accepts(hints);
		for (String name : List.of("awssdk.XRayAwsSdkInterceptor", "context.EntityThreadLocalAccessor")) {
			assertThat(reflection
				.onConstructorInvocation(ClassUtils.getConstructorIfAvailable(classOf("io.github.springxray." + name))))
				.accepts(hints);
		}
	}

	@Test
	void whatIsNotOnTheClassPathIsLeftOut() {
		assertThat(type("datadog.trace.bootstrap.Agent")).rejects(hints());
	}

	/**
	 * As Spring collects them: those that the auto-configurations name.
	 */
	private static RuntimeHints hints() {
		RuntimeHints hints = new RuntimeHints();
		ClassLoader classLoader = RuntimeHintsTests.class.getClassLoader();
		Set<Class<?>> registrars = new LinkedHashSet<>();
		ImportCandidates.load(AutoConfiguration.class, classLoader).forEach((name) -> {
			if (name.startsWith("io.github.springxray.")) {
				MergedAnnotations.from(classOf(name))
					.stream(ImportRuntimeHints.class)
					.flatMap((each) -> Stream.of(each.getClassArray("value")))
					.forEach(registrars::add);
			}
		});
		assertThat(registrars).hasSizeGreaterThan(10);
		registrars.forEach((registrar) -> ((RuntimeHintsRegistrar) BeanUtils.instantiateClass(registrar))
			.registerHints(hints, classLoader));
		return hints;
	}

	private static Class<?> classOf(String name) {
		return ClassUtils.resolveClassName(name, RuntimeHintsTests.class.getClassLoader());
	}

	private static Predicate<RuntimeHints> type(String name) {
		return reflection.onType(TypeReference.of(name));
	}

	private static Predicate<RuntimeHints> field(Class<?> type, String name) {
		return reflection.onFieldAccess(type, name);
	}

	private static Predicate<RuntimeHints> method(Class<?> type, String name) {
		return reflection.onMethodInvocation(type, name);
	}

	private static Predicate<RuntimeHints> proxy(Class<?>... interfaces) {
		return RuntimeHintsPredicates.proxies().forInterfaces(interfaces);
	}

	private static Predicate<RuntimeHints> allocated(String name) {
		return reflection.onJavaSerialization(classOf("io.github.springxray." + name), true);
	}

}
