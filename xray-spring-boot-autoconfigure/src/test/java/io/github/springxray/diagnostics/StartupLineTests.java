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

package io.github.springxray.diagnostics;

import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.mongodb.client.MongoClient;
import io.grpc.BindableService;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.RabbitListenerEndpointRegistry;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.grpc.client.GrpcChannelFactory;
import org.springframework.jms.config.JmsListenerEndpointRegistry;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.client.RestClient;

import io.github.springxray.testsupport.TracedApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the log of an application says at the start.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartupLineTests {

	private static final String ON = "X-Ray tracing is on";

	@Test
	void tellsNameDestinationSamplingAndWhatIsTraced(CapturedOutput output) {
		run("--spring.application.name=orders", "--xray.daemon.address=127.0.0.1:2001",
				"--xray.sampling.strategy=local");
		assertThat(line(output)).contains("INFO")
			.contains("] io.github.springxray ")
			.endsWith("X-Ray tracing is on for 'orders'. Segments go to the X-Ray daemon at 127.0.0.1:2001. "
					+ "Sampling follows local rules: 1 a second and 5 % of the others. "
					+ "Traced: annotated methods, RestTemplate, RestClient, AWS SDK.");
	}

	@Test
	void tellsOfRequestsWhereThereAreSome(CapturedOutput output) {
		TracedApplication.run("--xray.emitter.type=none").close();
		assertThat(line(output)).contains("Traced: requests, ");
	}

	@Test
	void tellsWhyRequestsAreNotTraced(CapturedOutput output) {
		TracedApplication.run("--xray.emitter.type=none", "--xray.server.enabled=false").close();
		assertThat(line(output)).contains("Not traced: requests (xray.server.enabled is false)");
	}

	@Test
	void tellsOfScheduledTasksWhereThereAreSome(CapturedOutput output) {
		run(List.of(Scheduled.class), "--xray.runners.enabled=true");
		assertThat(line(output)).contains("Traced: annotated methods, scheduled tasks, runners, ");
	}

	@Test
	void tellsOfMessagesWhereThereAreListenersAndProducers(CapturedOutput output) {
		run(List.of(Kafka.class));
		assertThat(line(output)).contains("Traced: messages of Kafka, annotated methods, ").contains(", Kafka");
	}

	@Test
	void tellsOfMessagesOfJmsAndRabbitMq(CapturedOutput output) {
		run(List.of(Brokers.class), "--xray.patch.rabbit.enabled=false");
		assertThat(line(output)).contains("messages of JMS, messages of RabbitMQ, annotated methods, ")
			.contains(", JMS")
			.contains("RabbitMQ (xray.patch.rabbit.enabled is false)");
	}

	@Test
	void tellsWhyMessagesAreNotTraced(CapturedOutput output) {
		run(List.of(Kafka.class), "--xray.kafka.enabled=false", "--xray.patch.kafka.enabled=false");
		assertThat(line(output)).contains("messages of Kafka (xray.kafka.enabled is false)")
			.contains(", Kafka (xray.patch.kafka.enabled is false)");
	}

	@Test
	void tellsWhyScheduledTasksAreNotTraced(CapturedOutput output) {
		run(List.of(Scheduled.class), "--xray.scheduling.enabled=false");
		assertThat(line(output)).contains("Not traced: scheduled tasks (xray.scheduling.enabled is false)");
	}

	@Test
	void tellsWhyALibraryThatIsUsedIsNotTraced(CapturedOutput output) {
		run(List.of(Used.class), "--xray.patch.jdbc.enabled=false", "--xray.methods.enabled=false");
		assertThat(line(output)).endsWith("Not traced: annotated methods (xray.methods.enabled is false), "
				+ "JDBC (xray.patch.jdbc.enabled is false).");
	}

	@Test
	void tellsNothingOfDatabasesWithoutADataSource(CapturedOutput output) {
		run("--xray.patch.jdbc.enabled=false");
		assertThat(line(output)).doesNotContain("JDBC");
	}

	@Test
	void tellsOfStoresAndCallsThatAreUsed(CapturedOutput output) {
		run(List.of(Stores.class), "--xray.patch.lettuce.enabled=false");
		assertThat(line(output)).contains("Traced: calls of gRPC, annotated methods, ")
			.contains("MongoDB, Jedis, gRPC clients, GraphQL, ")
			.endsWith("Not traced: Lettuce (xray.patch.lettuce.enabled is false).");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "log | Segments go to the log.", "none | Segments go nowhere.",
					"daemon,log | Segments go to the X-Ray daemon at 127.0.0.1:2000 and the log.",
					"otlp | Segments go to the OTLP receiver at http://localhost:4318." })
	void tellsWhereSegmentsGo(String type, String sentence, CapturedOutput output) {
		run("--xray.emitter.type=" + type);
		assertThat(line(output)).contains(sentence);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "--xray.sampling.strategy=all | Every request is sampled.",
			"--xray.sampling.strategy=none | No request is sampled unless its trace header asks for it.",
			"--xray.sampling.strategy=central | Sampling follows the rules of X-Ray, and until they are known "
					+ "local ones: 1 a second and 5 % of the others.",
			"--xray.sampling.strategy=all --xray.sampling.max-per-second=3 | Every request is sampled, at most 3 a second.",
			"--xray.sampling.strategy=local --xray.sampling.rate=0.001 --xray.sampling.rules[0].rate=1 "
					+ "| Sampling follows a local rule, and else 1 a second and 0.1 % of the others." })
	void tellsHowIsSampled(String arguments, String sentence, CapturedOutput output) {
		run(arguments.split(" "));
		assertThat(line(output)).contains(sentence);
	}

	@Test
	void tellsOfAnEmitterOfTheApplication(CapturedOutput output) {
		run(List.of(OwnEmitter.class));
		assertThat(line(output)).contains("Segments go to the bean 'ownEmitter' (" + NoEmitter.class.getName() + ").");
	}

	@Test
	void saysShortlyThatTracingIsOff(CapturedOutput output) {
		run("--xray.enabled=false");
		assertThat(output).doesNotContain(ON).containsOnlyOnce("X-Ray tracing is off: xray.enabled is false.");
	}

	@Test
	void isSaidOnceAndNotForChildContexts(CapturedOutput output) {
		ConfigurableApplicationContext child = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.child(Child.class)
			.web(WebApplicationType.NONE)
			.run("--spring.main.banner-mode=off");
		try (ConfigurableApplicationContext parent = (ConfigurableApplicationContext) child.getParent()) {
			assertThat(parent).isNotNull();
			child.close();
		}
		assertThat(output).containsOnlyOnce(ON);
	}

	@Test
	void createsNoLazyBean(CapturedOutput output) {
		run(List.of(Used.class), "--xray.patch.jdbc.enabled=true");
		assertThat(line(output)).contains("JDBC");
		assertThat(output).doesNotContain("A lazy bean was created");
	}

	@Test
	void tellsWhatIsTracedWhereAllBeansAreLazy(CapturedOutput output) {
		run(List.of(Used.class), "--spring.main.lazy-initialization=true");
		assertThat(line(output)).contains("JDBC").contains("annotated methods");
		assertThat(output).doesNotContain("A lazy bean was created");
	}

	private static String line(CapturedOutput output) {
		List<String> lines = output.getOut().lines().filter((line) -> line.contains(ON)).toList();
		assertThat(lines).hasSize(1);
		return lines.get(0);
	}

	private static void run(String... arguments) {
		run(List.of(), arguments);
	}

	private static void run(List<Class<?>> configurations, String... arguments) {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.sources(configurations.toArray(Class<?>[]::new))
			.web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "spring.docker.compose.enabled=false")
			.run(arguments)) {
			assertThat(context.isActive()).isTrue();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Scheduled {

	}

	@Configuration(proxyBeanMethods = false)
	@Import(OwnAutoConfigurations.class)
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	static class Child {

		@Bean
		RestClient client(RestClient.Builder builder) {
			return builder.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Used {

		@Bean
		@Lazy
		DataSource dataSource() {
			System.out.println("A lazy bean was created");
			throw new IllegalStateException("A lazy bean was created");
		}

	}

	/**
	 * Which of them are used is seen by their types.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Stores {

		@Bean
		@Lazy
		MongoClient mongoClient() {
			throw new IllegalStateException("A lazy bean was created");
		}

		@Bean
		LettuceConnectionFactory lettuce() {
			return new LettuceConnectionFactory();
		}

		@Bean
		JedisConnectionFactory jedis() {
			return new JedisConnectionFactory();
		}

		@Bean
		@Lazy
		BindableService service() {
			throw new IllegalStateException("A lazy bean was created");
		}

		@Bean
		@Lazy
		GrpcChannelFactory channels() {
			throw new IllegalStateException("A lazy bean was created");
		}

		@Bean
		@Lazy
		GraphQlSource source() {
			throw new IllegalStateException("A lazy bean was created");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Kafka {

		@Bean
		DefaultKafkaProducerFactory<String, String> producerFactory() {
			return new DefaultKafkaProducerFactory<>(Map.of());
		}

		@Bean
		KafkaListenerEndpointRegistry registry() {
			return new KafkaListenerEndpointRegistry();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Brokers {

		@Bean
		ActiveMQConnectionFactory jmsConnectionFactory() {
			return new ActiveMQConnectionFactory();
		}

		@Bean
		JmsListenerEndpointRegistry jmsListeners() {
			return new JmsListenerEndpointRegistry();
		}

		@Bean
		RabbitTemplate rabbitTemplate() {
			return new RabbitTemplate(new CachingConnectionFactory("127.0.0.1", 1));
		}

		@Bean
		RabbitListenerEndpointRegistry rabbitListeners() {
			return new RabbitListenerEndpointRegistry();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnEmitter {

		@Bean
		Emitter ownEmitter() {
			return new NoEmitter();
		}

	}

	static class NoEmitter extends Emitter {

		@Override
		public boolean sendSegment(Segment segment) {
			return true;
		}

		@Override
		public boolean sendSubsegment(Subsegment subsegment) {
			return true;
		}

	}

}
