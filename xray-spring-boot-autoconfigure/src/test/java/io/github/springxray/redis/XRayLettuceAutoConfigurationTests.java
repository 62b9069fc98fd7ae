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

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.AWSXRay;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.tracing.MicrometerTracing;
import io.lettuce.core.tracing.Tracing;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.patch.ActivePatch;
import io.github.springxray.patch.PatchedLibrary;
import io.github.springxray.recorder.LeftAlone;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which connections are traced, and what stays the application's.
 */
@ExtendWith(RedisCondition.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class XRayLettuceAutoConfigurationTests {

	private RedisServer redis;

	private ApplicationContextRunner runner;

	@BeforeAll
	void start() {
		this.redis = new RedisServer();
		this.runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
					XRayRedisMessagesAutoConfiguration.class, XRayLettuceAutoConfiguration.class,
					DataRedisAutoConfiguration.class))
			.withPropertyValues("spring.data.redis.port=" + this.redis.port(),
					"spring.data.redis.password=" + RedisServer.PASSWORD)
			.withBean(RecordedTraces.class);
	}

	@AfterAll
	void stop() {
		this.redis.close();
	}

	@Test
	void theTracingOfTheApplicationGoesOnAndItsResourcesStay() {
		Observations observations = new Observations();
		ClientResources resources = DefaultClientResources.builder()
			.tracing(new MicrometerTracing(observations.registry, "redis"))
			.build();
		this.runner.withBean(ClientResources.class, () -> resources).run((context) -> {
			assertThat(context.getBean(ActivePatch.class).library()).isEqualTo(PatchedLibrary.LETTUCE);
			assertThat(context.getBean(ClientResources.class)).isSameAs(resources);
			RecordedEntity segment = get(context.getBean(RecordedTraces.class),
					context.getBean(StringRedisTemplate.class));
			assertThat(segment.subsegments()).hasSize(1);
			assertThat(observations.stopped.poll(10, TimeUnit.SECONDS)).isNotNull();
		});
	}

	@Test
	void aFactoryWithAConfigurationOfItsOwnIsLeftAlone() {
		this.runner
			.withBean("own", LettuceConnectionFactory.class,
					() -> new LettuceConnectionFactory("127.0.0.1", this.redis.port()))
			.run((context) -> assertThat(context.getBean(LeftAlone.class).describe().toString()).contains("own")
				.contains("LettuceTracing.trace"));
	}

	@Test
	void argumentsAreRecordedOnlyWhereTheyAreWantedAndNeverPasswords() {
		this.runner.withPropertyValues("xray.patch.lettuce.record-arguments=true").run((context) -> {
			StringRedisTemplate template = context.getBean(StringRedisTemplate.class);
			RecordedEntity segment = get(context.getBean(RecordedTraces.class), template);
			assertThat(segment.json()).contains("some-key");
			segment = trace(context.getBean(RecordedTraces.class),
					() -> template.execute((RedisCallback<Object>) (connection) -> {
						connection.serverCommands().setConfig("masterauth", "hidden-secret");
						return null;
					}));
			assertThat(segment.subsegments()).hasSize(1);
			assertThat(segment.json()).doesNotContain("hidden-secret");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "xray.patch.lettuce.enabled=false", "xray.patch.enabled=false", "xray.enabled=false" })
	void leavesResourcesAsTheyAreWhereItIsSwitchedOff(String property) {
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(
					context.getBean(LettuceConnectionFactory.class).getClientConfiguration().getClientResources())
				.containsSame(context.getBean(ClientResources.class)));
	}

	@Test
	void doesNothingWithoutTheLibrary() {
		this.runner.withClassLoader(new FilteredClassLoader("io.lettuce"))
			.run((context) -> assertThat(context).doesNotHaveBean(RunningLettuce.class));
	}

	@Test
	void isATracingLikeAnyOther() {
		ClientResources resources = DefaultClientResources.builder().build();
		this.runner.run((context) -> {
			ClientResources traced = LettuceTracing.trace(resources);
			assertThat(traced).isNotSameAs(resources).isEqualTo(traced);
			assertThat(LettuceTracing.trace(traced)).isSameAs(traced);
			assertThat(traced.tracing().isEnabled()).isTrue();
			assertThat(traced.timer()).isSameAs(resources.timer());
			assertThat(resources.tracing()).isSameAs(Tracing.disabled());
		});
		assertThat(LettuceTracing.trace(resources)).isSameAs(resources);
		resources.shutdown();
	}

	private static RecordedEntity get(RecordedTraces traces, StringRedisTemplate template) {
		return trace(traces, () -> template.opsForValue().get("some-key"));
	}

	private static RecordedEntity trace(RecordedTraces traces, Runnable code) {
		AWSXRay.beginSegment("test");
		try {
			code.run();
		}
		finally {
			AWSXRay.endSegment();
		}
		return traces.takeSegment("test");
	}

	private static final class Observations implements ObservationHandler<Observation.Context> {

		private final ObservationRegistry registry = ObservationRegistry.create();

		private final BlockingQueue<String> stopped = new LinkedBlockingQueue<>();

		Observations() {
			this.registry.observationConfig().observationHandler(this);
		}

		@Override
		public void onStop(Observation.Context context) {
			this.stopped.add(String.valueOf(context.getName()));
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

}
