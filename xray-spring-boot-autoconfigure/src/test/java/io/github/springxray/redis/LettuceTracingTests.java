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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Segment;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.springxray.context.EntityThreadLocalAccessor;
import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.recorder.LeftAlone;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;
import io.github.springxray.testsupport.OnDemandAutoConfigurations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is recorded of commands that Lettuce sends to Redis.
 */
@ExtendWith(RedisCondition.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LettuceTracingTests {

	private static final String SECRET = "grace@example.com";

	private RedisServer redis;

	private ConfigurableApplicationContext context;

	private RecordedTraces traces;

	private StringRedisTemplate template;

	private RedisClient client;

	private StatefulRedisConnection<String, String> connection;

	@BeforeAll
	void start() {
		this.redis = new RedisServer();
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", OnDemandAutoConfigurations.WANTED + "=true",
					"spring.data.redis.url=redis://:" + RedisServer.PASSWORD + "@127.0.0.1:" + this.redis.port())
			.run();
		this.traces = this.context.getBean(RecordedTraces.class);
		this.template = this.context.getBean(StringRedisTemplate.class);
		this.client = RedisClient.create(LettuceTracing.trace(this.context.getBean(ClientResources.class)),
				RedisURI.builder()
					.withHost("127.0.0.1")
					.withPort(this.redis.port())
					.withPassword(RedisServer.PASSWORD.toCharArray())
					.build());
		this.connection = this.client.connect();
	}

	@AfterAll
	void stop() {
		this.connection.close();
		this.client.shutdown(0, 2, TimeUnit.SECONDS);
		this.context.close();
		this.redis.close();
	}

	@Test
	void aCommandOfATemplateIsASubsegmentWithItsNameAndNothingElse() {
		RecordedEntity segment = trace(() -> {
			this.template.opsForValue().set("user:" + SECRET, SECRET);
			assertThat(this.template.opsForValue().get("user:" + SECRET)).isEqualTo(SECRET);
		});
		assertThat(commandsOf(segment)).containsExactly("SET", "GET");
		assertThat(segment.subsegments()).allSatisfy((entity) -> {
			assertThat(entity).isComplete().isNotFault().hasName("Redis@127.0.0.1").hasNamespace("remote");
			assertThat(entity.metadata("redis")).isEqualTo(Map.of("server", "127.0.0.1:" + this.redis.port()));
		});
		assertThat(segment.json()).doesNotContain(SECRET).doesNotContain(RedisServer.PASSWORD);
	}

	@Test
	void connectingIsNotRecorded() {
		RecordedEntity segment = trace(() -> {
			try (StatefulRedisConnection<String, String> own = this.client.connect()) {
				assertThat(own.sync().ping()).isEqualTo("PONG");
				own.sync().clientSetname("tester");
				own.sync().select(1);
				own.sync().auth(RedisServer.PASSWORD);
			}
		});
		assertThat(segment.subsegments()).isEmpty();
	}

	@Test
	void whatIsRefusedIsAFaultWithoutWhatWasSent() {
		this.connection.sync().set("text", "no number");
		RecordedEntity segment = trace(() -> {
			assertThatExceptionOfType(RedisCommandExecutionException.class)
				.isThrownBy(() -> this.connection.sync().lpush("text", SECRET))
				.satisfies((ex) -> AWSXRay.getCurrentSegment().addException(ex));
			assertThatException()
				.isThrownBy(() -> this.connection.sync()
					.eval("return redis.error_reply(ARGV[1])", ScriptOutputType.STATUS, new String[0], SECRET))
				.satisfies((ex) -> AWSXRay.getCurrentSegment().addException(new IllegalStateException(ex)));
		});
		assertThat(segment.subsegments()).allSatisfy((entity) -> assertThat(entity).isFault());
		assertThat(segment.subsegments().get(0)).hasMetadata("redis", "error",
				"WRONGTYPE Operation against a key holding the wrong kind of value");
		assertThat(segment.subsegments().get(1)).hasMetadata("redis", "error", "ERR");
		assertThat(segment.json()).doesNotContain(SECRET);
	}

	@Test
	void commandsThatAreSentTogetherBelongToWhoHasIssuedThem() throws Exception {
		RecordedEntity segment = trace(() -> {
			RedisAsyncCommands<String, String> async = this.connection.async();
			this.connection.setAutoFlushCommands(false);
			var first = async.set("a", "1");
			var second = async.incr("a");
			this.connection.flushCommands();
			this.connection.setAutoFlushCommands(true);
			assertThat(first.toCompletableFuture().join()).isEqualTo("OK");
			assertThat(second.toCompletableFuture().join()).isEqualTo(2L);
		});
		assertThat(commandsOf(segment)).containsExactly("SET", "INCR");
	}

	@Test
	@SuppressWarnings("deprecation")
	void aReactiveCommandBelongsToWhatTheContextOfItsSubscriberHas() {
		Segment segment = AWSXRay.beginSegment("reactive");
		AWSXRay.clearTraceEntity();
		Flux.range(0, 3)
			.concatMap((i) -> this.connection.reactive().set("key" + i, "v"))
			.then(this.connection.reactive().get("key1"))
			.subscribeOn(Schedulers.boundedElastic())
			.contextWrite((outer) -> outer.put(EntityThreadLocalAccessor.KEY, segment))
			.block();
		AWSXRay.setTraceEntity(segment);
		AWSXRay.endSegment();
		assertThat(commandsOf(this.traces.takeSegment("reactive"))).containsExactly("SET", "SET", "SET", "GET");
	}

	@Test
	void messagesOfASubscriptionAreNotRecorded() throws Exception {
		try (StatefulRedisPubSubConnection<String, String> listening = this.client.connectPubSub()) {
			BlockingQueue<String> received = new LinkedBlockingQueue<>();
			listening.addListener(new RedisPubSubAdapter<>() {

				@Override
				public void message(String channel, String message) {
					received.add(message);
				}

			});
			RecordedEntity subscribing = trace(() -> listening.sync().subscribe("news"));
			assertThat(commandsOf(subscribing)).containsExactly("SUBSCRIBE");
			RecordedEntity publishing = trace(() -> {
				this.connection.sync().publish("news", SECRET);
				this.connection.sync().publish("news", SECRET);
			});
			assertThat(commandsOf(publishing)).containsExactly("PUBLISH", "PUBLISH");
			assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo(SECRET);
			assertThat(publishing.json()).doesNotContain(SECRET);
		}
	}

	@Test
	void nothingIsRecordedOutsideOfASegmentAndNothingStaysCurrent() {
		int before = this.traces.count();
		this.connection.sync().get("a");
		assertThat(this.traces.count()).isEqualTo(before);
		this.traces.assertNothingCurrent();
	}

	@Test
	void theConnectionFactoryOfSpringBootIsNotLeftAlone() {
		assertThat(this.context.getBean(LeftAlone.class).describe().get("redisConnectionFactories")).isNull();
	}

	private RecordedEntity trace(Runnable code) {
		Segment segment = AWSXRay.beginSegment("test");
		try {
			code.run();
		}
		finally {
			AWSXRay.endSegment();
		}
		return this.traces.takeSegment((recorded) -> recorded.id().equals(segment.getId()));
	}

	private static List<Object> commandsOf(RecordedEntity segment) {
		return segment.subsegments().stream().map((entity) -> entity.annotations().get("command")).toList();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
			XRayRedisMessagesAutoConfiguration.class, XRayLettuceAutoConfiguration.class,
			DataRedisAutoConfiguration.class })
	static class Application {

		@Bean
		RecordedTraces recordedTraces() {
			return new RecordedTraces();
		}

	}

}
