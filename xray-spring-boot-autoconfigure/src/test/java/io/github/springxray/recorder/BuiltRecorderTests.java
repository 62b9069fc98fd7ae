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

package io.github.springxray.recorder;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.contexts.SegmentContextResolverChain;
import com.amazonaws.xray.contexts.ThreadLocalSegmentContextResolver;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.AWSLogReference;
import com.amazonaws.xray.listeners.SegmentListener;
import com.amazonaws.xray.plugins.Plugin;
import com.amazonaws.xray.strategy.DefaultPrioritizationStrategy;
import com.amazonaws.xray.strategy.DefaultStreamingStrategy;
import com.amazonaws.xray.strategy.DefaultThrowableSerializationStrategy;
import com.amazonaws.xray.strategy.IgnoreErrorContextMissingStrategy;
import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BuiltRecorder}, held against what the SDK builds of the same.
 */
class BuiltRecorderTests {

	@ParameterizedTest
	@MethodSource
	void isTheRecorderThatTheSdkWouldBuild(Consumer<AWSXRayRecorderBuilder> instructions) {
		AWSXRayRecorderBuilder builder = AWSXRayRecorderBuilder.standard()
			.withSamplingStrategy(new AllSamplingStrategy());
		instructions.accept(builder);
		AWSXRayRecorder expected = builder.build();
		AWSXRayRecorder actual = BuiltRecorder.of(builder);
		assertThat(actual.getOrigin()).isEqualTo(expected.getOrigin());
		assertThat(actual.getAwsRuntimeContext()).isEqualTo(expected.getAwsRuntimeContext());
		assertThat(actual.getServiceRuntimeContext()).isEqualTo(expected.getServiceRuntimeContext());
		assertThat(ReflectionTestUtils.getField(actual, "logReferences"))
			.isEqualTo(ReflectionTestUtils.getField(expected, "logReferences"));
		assertThat(actual.getSegmentListeners()).isEqualTo(expected.getSegmentListeners());
		assertThat(actual.getIdGenerator()).hasSameClassAs(expected.getIdGenerator());
		assertThat(ReflectionTestUtils.getField(actual, "forcedTraceIdGeneration"))
			.isEqualTo(ReflectionTestUtils.getField(expected, "forcedTraceIdGeneration"));
		assertThat(actual.getSamplingStrategy()).isSameAs(expected.getSamplingStrategy());
		assertThat(actual.getContextMissingStrategy()).hasSameClassAs(expected.getContextMissingStrategy());
		assertThat(actual.getStreamingStrategy()).hasSameClassAs(expected.getStreamingStrategy());
		assertThat(actual.getPrioritizationStrategy()).hasSameClassAs(expected.getPrioritizationStrategy());
		assertThat(actual.getThrowableSerializationStrategy())
			.hasSameClassAs(expected.getThrowableSerializationStrategy());
		assertThat(actual.getSegmentContextResolverChain().resolve())
			.hasSameClassAs(expected.getSegmentContextResolverChain().resolve());
		SdkEmitters.close(expected.getEmitter());
	}

	static Stream<Consumer<AWSXRayRecorderBuilder>> isTheRecorderThatTheSdkWouldBuild() {
		SegmentListener listener = new SegmentListener() {
		};
		return Stream.of((builder) -> {
		}, (builder) -> builder.withFastIdGenerator().withForcedTraceIdGeneration(),
				(builder) -> builder.withSegmentListener(listener)
					.withContextMissingStrategy(new IgnoreErrorContextMissingStrategy()),
				plugins(new TestPlugin("AWS::EC2::Instance"), new TestPlugin("on-premises")),
				plugins(new TestPlugin("AWS::EKS::Container"), new TestPlugin("AWS::ECS::Container"),
						new TestPlugin("AWS::EC2::Instance")),
				plugins(new TestPlugin("AWS::ElasticBeanstalk::Environment"), new TestPlugin("AWS::EC2::Instance")),
				plugins(new TestPlugin("on-premises"), new TestPlugin("AWS::EKS::Container"),
						new TestPlugin("AWS::ECS::Container")),
				plugins(new FailingPlugin("on-premises")), plugins(new EmptyPlugin("on-premises")));
	}

	/**
	 * The order in which the builder gives plugins is that of their hash codes, which is
	 * another in each run.
	 */
	@Test
	void originsOfTheApplicationWinOverThoseOfAws() {
		for (String aws : List.of("AWS::EC2::Instance", "AWS::ECS::Container", "AWS::EKS::Container")) {
			for (int order : List.of(1, -1)) {
				AWSXRayRecorderBuilder builder = AWSXRayRecorderBuilder.standard()
					.withSamplingStrategy(new AllSamplingStrategy())
					.withPlugin(new TestPlugin(aws, 2))
					.withPlugin(new TestPlugin("on-premises", 2 + order));
				assertThat(BuiltRecorder.of(builder).getOrigin()).isEqualTo("on-premises");
			}
		}
	}

	@Test
	void ofTwoOriginsOfOneRankTheFirstStays() {
		AWSXRayRecorderBuilder builder = AWSXRayRecorderBuilder.standard()
			.withSamplingStrategy(new AllSamplingStrategy())
			.withPlugin(new TestPlugin("on-premises", 1))
			.withPlugin(new TestPlugin("in the cellar", 2));
		assertThat(BuiltRecorder.of(builder).getOrigin()).isEqualTo("on-premises");
	}

	@Test
	void handsOverTheStrategiesThemselves() throws Exception {
		SegmentContextResolverChain chain = new SegmentContextResolverChain();
		chain.addResolver(new ThreadLocalSegmentContextResolver());
		DefaultStreamingStrategy streaming = new DefaultStreamingStrategy(7);
		DefaultPrioritizationStrategy prioritization = new DefaultPrioritizationStrategy();
		DefaultThrowableSerializationStrategy throwables = new DefaultThrowableSerializationStrategy(3);
		Emitter emitter = Emitter.create();
		AWSXRayRecorder recorder = BuiltRecorder.of(AWSXRayRecorderBuilder.standard()
			.withSamplingStrategy(new AllSamplingStrategy())
			.withStreamingStrategy(streaming)
			.withPrioritizationStrategy(prioritization)
			.withThrowableSerializationStrategy(throwables)
			.withSegmentContextResolverChain(chain)
			.withEmitter(emitter));
		assertThat(recorder.getStreamingStrategy()).isSameAs(streaming);
		assertThat(recorder.getPrioritizationStrategy()).isSameAs(prioritization);
		assertThat(recorder.getThrowableSerializationStrategy()).isSameAs(throwables);
		assertThat(recorder.getSegmentContextResolverChain()).isSameAs(chain);
		assertThat(recorder.getEmitter()).isSameAs(emitter);
		SdkEmitters.close(emitter);
	}

	/**
	 * A field that is not here is one that nobody takes over.
	 */
	@Test
	void knowsAllThatTheBuilderKeepsAndAllThatARecorderHas() {
		assertThat(fields(AWSXRayRecorderBuilder.class)).containsExactlyInAnyOrder("plugins", "segmentListeners",
				"samplingStrategy", "streamingStrategy", "prioritizationStrategy", "throwableSerializationStrategy",
				"contextMissingStrategy", "segmentContextResolverChain", "emitter", "useFastIdGenerator",
				"forcedTraceIdGeneration");
		assertThat(fields(AWSXRayRecorder.class)).containsExactlyInAnyOrder("samplingStrategy", "streamingStrategy",
				"prioritizationStrategy", "throwableSerializationStrategy", "contextMissingStrategy", "idGenerator",
				"segmentContextResolverChain", "emitter", "segmentListeners", "awsRuntimeContext",
				"serviceRuntimeContext", "logReferences", "origin", "forcedTraceIdGeneration");
	}

	private static Stream<String> fields(Class<?> type) {
		return Arrays.stream(type.getDeclaredFields())
			.filter((field) -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
			.map(Field::getName);
	}

	private static Consumer<AWSXRayRecorderBuilder> plugins(Plugin... plugins) {
		return (builder) -> List.of(plugins).forEach(builder::withPlugin);
	}

	private static class TestPlugin implements Plugin {

		private final String origin;

		private final int hash;

		TestPlugin(String origin) {
			this(origin, origin.hashCode());
		}

		TestPlugin(String origin, int hash) {
			this.origin = origin;
			this.hash = hash;
		}

		@Override
		public String getOrigin() {
			return this.origin;
		}

		@Override
		public String getServiceName() {
			return "service of " + this.origin;
		}

		@Override
		public Map<String, Object> getRuntimeContext() {
			return Map.of("where", this.origin);
		}

		@Override
		public Set<AWSLogReference> getLogReferences() {
			AWSLogReference reference = new AWSLogReference();
			reference.setLogGroup("log of " + this.origin);
			return Set.of(reference);
		}

		@Override
		public boolean equals(Object other) {
			return this == other;
		}

		@Override
		public int hashCode() {
			return this.hash;
		}

	}

	private static final class FailingPlugin extends TestPlugin {

		FailingPlugin(String origin) {
			super(origin);
		}

		@Override
		public Map<String, Object> getRuntimeContext() {
			throw new IllegalStateException("nobody knows");
		}

	}

	private static final class EmptyPlugin extends TestPlugin {

		EmptyPlugin(String origin) {
			super(origin);
		}

		@Override
		public Map<String, Object> getRuntimeContext() {
			return Map.of();
		}

	}

}
