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

package io.github.springxray.redis;

import java.util.List;
import java.util.Map;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Segment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.jedis.JedisConnection;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What is recorded of commands that Spring Data sends by Jedis.
 */
@ExtendWith(RedisCondition.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JedisTracingTests {

	private static final String SECRET = "grace@example.com";

	private RedisServer redis;

	private ApplicationContextRunner runner;

	@BeforeAll
	void start() {
		this.redis = new RedisServer();
		this.runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
					XRayRedisMessagesAutoConfiguration.class, XRayJedisAutoConfiguration.class,
					DataRedisAutoConfiguration.class))
			.withPropertyValues("spring.data.redis.client-type=jedis", "spring.data.redis.port=" + this.redis.port(),
					"spring.data.redis.host=127.0.0.1", "spring.data.redis.password=" + RedisServer.PASSWORD)
			.withBean(RecordedTraces.class);
	}

	@AfterAll
	void stop() {
		this.redis.close();
	}

	@Test
	void aCommandOfATemplateIsASubsegmentWithItsNameAndNothingElse() {
		this.runner.run((context) -> {
			StringRedisTemplate template = context.getBean(StringRedisTemplate.class);
			RecordedEntity segment = trace(context.getBean(RecordedTraces.class), () -> {
				template.opsForValue().set("user:" + SECRET, SECRET);
				assertThat(template.opsForValue().get("user:" + SECRET)).isEqualTo(SECRET);
				template.opsForHash().putAll("hash", Map.of("a", SECRET));
				template.delete("user:" + SECRET);
			});
			assertThat(commandsOf(segment)).containsExactly("SET", "GET", "HMSET", "DEL");
			assertThat(segment.subsegments()).allSatisfy((entity) -> assertThat(entity).isComplete()
				.isNotFault()
				.hasName("Redis@127.0.0.1")
				.hasNamespace("remote"));
			assertThat(segment.json()).doesNotContain(SECRET).doesNotContain(RedisServer.PASSWORD);
		});
	}

	@Test
	void aPipelineAndATransactionAreOneSubsegmentEach() {
		this.runner.run((context) -> {
			StringRedisTemplate template = context.getBean(StringRedisTemplate.class);
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			RecordedEntity pipeline = trace(traces,
					() -> assertThat(template.executePipelined((RedisCallback<Object>) (connection) -> {
						for (int i = 0; i < 20; i++) {
							connection.stringCommands().set(("key" + i).getBytes(), SECRET.getBytes());
						}
						return null;
					})).hasSize(20));
			assertThat(commandsOf(pipeline)).containsExactly("PIPELINE");
			RecordedEntity transaction = trace(traces, () -> template.execute((RedisCallback<Object>) (connection) -> {
				connection.multi();
				connection.stringCommands().set("a".getBytes(), "1".getBytes());
				connection.stringCommands().incr("a".getBytes());
				return connection.exec();
			}));
			assertThat(commandsOf(transaction)).containsExactly("EXEC");
		});
	}

	@Test
	void whatIsRefusedIsAFaultWithoutWhatWasSent() {
		this.runner.run((context) -> {
			StringRedisTemplate template = context.getBean(StringRedisTemplate.class);
			template.opsForValue().set("text", "no number");
			RecordedEntity segment = trace(context.getBean(RecordedTraces.class), () -> assertThatException()
				.isThrownBy(() -> template.execute(
						(RedisCallback<Object>) (connection) -> connection.execute("NOSUCHCOMMAND", SECRET.getBytes())))
				.satisfies((ex) -> AWSXRay.getCurrentSegment().addException(ex)));
			assertThat(segment.subsegments()).singleElement().satisfies((entity) -> assertThat(entity).isFault());
			assertThat(segment.json()).doesNotContain(SECRET);
		});
	}

	@Test
	void factoryAndConnectionsAreOfTheClassesThatTheyWere() {
		this.runner.run((context) -> {
			assertThat(context.getBean(RedisConnectionFactory.class)).isInstanceOf(JedisConnectionFactory.class);
			try (RedisConnection connection = context.getBean(JedisConnectionFactory.class).getConnection()) {
				assertThat(connection).isInstanceOf(JedisConnection.class);
				assertThat(connection.getNativeConnection()).isNotNull();
				assertThat(connection.commands()).isSameAs(connection);
				assertThat(connection.ping()).isEqualTo("PONG");
			}
		});
	}

	@Test
	void leavesFactoriesAsTheyAreWhereItIsSwitchedOff() {
		this.runner.withPropertyValues("xray.patch.jedis.enabled=false")
			.run((context) -> assertThat(context.getBean(RedisConnectionFactory.class))
				.isExactlyInstanceOf(JedisConnectionFactory.class));
	}

	private static RecordedEntity trace(RecordedTraces traces, Runnable code) {
		Segment segment = AWSXRay.beginSegment("test");
		try {
			code.run();
		}
		finally {
			AWSXRay.endSegment();
		}
		return traces.takeSegment((recorded) -> recorded.id().equals(segment.getId()));
	}

	private static List<Object> commandsOf(RecordedEntity segment) {
		return segment.subsegments().stream().map((entity) -> entity.annotations().get("command")).toList();
	}

}
