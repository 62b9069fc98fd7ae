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

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.internal.FastIdGenerator;
import com.amazonaws.xray.internal.SecureIdGenerator;
import com.amazonaws.xray.listeners.SegmentListener;
import com.amazonaws.xray.strategy.ContextMissingStrategy;
import com.amazonaws.xray.strategy.DefaultStreamingStrategy;
import com.amazonaws.xray.strategy.DefaultThrowableSerializationStrategy;
import com.amazonaws.xray.strategy.IgnoreErrorContextMissingStrategy;
import com.amazonaws.xray.strategy.StreamingStrategy;
import com.amazonaws.xray.strategy.ThrowableSerializationStrategy;
import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;
import com.amazonaws.xray.strategy.sampling.SamplingStrategy;
import com.sun.management.UnixOperatingSystemMXBean;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.entity.EntityFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link XRayAutoConfiguration}.
 */
class XRayAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class))
		.withUserConfiguration(EmitterConfiguration.class);

	private AWSXRayRecorder before;

	@BeforeEach
	void rememberTheGlobalRecorder() {
		this.before = AWSXRay.getGlobalRecorder();
	}

	@AfterEach
	void theGlobalRecorderIsBack() {
		assertThat(AWSXRay.getGlobalRecorder()).isSameAs(this.before);
		assertThat(AWSXRay.getTraceEntity()).isNull();
	}

	@Test
	void operationsWinOverAContextMissingStrategyOfTheApplication() {
		ContextMissingStrategy own = (message, type) -> {
			throw new IllegalStateException(message);
		};
		this.contextRunner.withBean(ContextMissingStrategy.class, () -> own)
			.run((context) -> assertThat(context.getBean(AWSXRayRecorder.class).getContextMissingStrategy())
				.isSameAs(own));
		ApplicationContextRunner operated = this.contextRunner
			.withSystemProperties("com.amazonaws.xray.strategy.contextMissingStrategy=IGNORE_ERROR");
		operated.withBean(ContextMissingStrategy.class, () -> own)
			.run((context) -> assertThat(context.getBean(AWSXRayRecorder.class).getContextMissingStrategy())
				.isInstanceOf(IgnoreErrorContextMissingStrategy.class));
		operated
			.withBean(XRayRecorderBuilderCustomizer.class, () -> (builder) -> builder.withContextMissingStrategy(own))
			.run((context) -> assertThat(context.getBean(AWSXRayRecorder.class).getContextMissingStrategy())
				.isNotSameAs(own));
		this.contextRunner
			.withBean(XRayRecorderBuilderCustomizer.class, () -> (builder) -> builder.withContextMissingStrategy(own))
			.run((context) -> assertThat(context.getBean(AWSXRayRecorder.class).getContextMissingStrategy())
				.isSameAs(own));
	}

	@Test
	void strategiesOfTheApplicationAreUsed() {
		SamplingStrategy sampling = new AllSamplingStrategy();
		ThrowableSerializationStrategy throwables = new DefaultThrowableSerializationStrategy();
		this.contextRunner.withBean(SamplingStrategy.class, () -> sampling)
			.withBean(ThrowableSerializationStrategy.class, () -> throwables)
			.run((context) -> {
				AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
				assertThat(recorder.getSamplingStrategy()).isSameAs(sampling);
				assertThat(recorder.getThrowableSerializationStrategy()).isSameAs(throwables);
			});
	}

	@Test
	void decoratorsOfTheSamplingStrategyAreAppliedInOrder() {
		SamplingStrategy own = new AllSamplingStrategy();
		List<SamplingStrategy> decorated = new ArrayList<>();
		SamplingStrategy last = new AllSamplingStrategy();
		this.contextRunner.withBean(SamplingStrategy.class, () -> own)
			.withBean("decorator", SamplingStrategyDecorator.class, () -> (strategy) -> {
				decorated.add(strategy);
				return last;
			})
			.run((context) -> assertThat(context.getBean(AWSXRayRecorder.class).getSamplingStrategy()).isSameAs(last));
		assertThat(decorated).containsExactly(own);
	}

	/**
	 * The SDK reads the same variable, and knows nothing of a log that is bounded.
	 */
	@Test
	void theStrategyOfTheStarterStaysWhereOperationsSayWhatIsMissing() {
		this.contextRunner.withSystemProperties("com.amazonaws.xray.strategy.contextMissingStrategy=LOG_ERROR")
			.run((context) -> assertThat(context.getBean(AWSXRayRecorder.class).getContextMissingStrategy())
				.isSameAs(context.getBean("xrayContextMissingStrategy")));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 7 })
	void streamingBeginsAboveTheThreshold(int threshold) {
		this.contextRunner.withPropertyValues("xray.streaming-threshold=" + threshold)
			.run((context) -> assertThat(context.getBean(AWSXRayRecorder.class).getStreamingStrategy())
				.asInstanceOf(InstanceOfAssertFactories.type(BatchStreaming.class))
				.returns(threshold, BatchStreaming::getMaxSegmentSize));
	}

	@Test
	void aStreamingStrategyOfTheApplicationIsUsed() {
		StreamingStrategy own = new DefaultStreamingStrategy();
		this.contextRunner.withBean(StreamingStrategy.class, () -> own)
			.run((context) -> assertThat(context.getBean(AWSXRayRecorder.class).getStreamingStrategy()).isSameAs(own));
	}

	@Test
	void providesWhatTheOtherPartsNeed() {
		this.contextRunner.withPropertyValues("xray.daemon.address=daemon:2001").run((context) -> {
			assertThat(context).hasSingleBean(LeftAlone.class)
				.hasSingleBean(ValueSetBindHandlerAdvisor.class)
				.hasSingleBean(EntityFactory.class);
			assertThat(context.getBean(XRayDaemonConnectionDetails.class).getAddress().udp()).isEqualTo("daemon:2001");
			assertThat(context.getBean(RestoredIds.class).getPhase()).isEqualTo(Integer.MIN_VALUE);
		});
	}

	@Test
	void anAddressThatTheSdkCannotReadIsAClearErrorAlthoughItIsNotUsed() {
		this.contextRunner.withSystemProperties("com.amazonaws.xray.emitters.daemonAddress=daemon")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("'daemon'"));
	}

	@Test
	void recorderIsTheGlobalOneWhileTheContextLives() {
		this.contextRunner
			.run((context) -> assertThat(AWSXRay.getGlobalRecorder()).isSameAs(context.getBean(AWSXRayRecorder.class)));
	}

	@Test
	void recorderIsGlobalBeforeTheFirstBeanOfTheApplicationIsCreated() {
		this.contextRunner.withUserConfiguration(EarlyBeanConfiguration.class)
			.run((context) -> assertThat(context.getBean(EarlyBean.class).recorder)
				.isSameAs(context.getBean(AWSXRayRecorder.class)));
	}

	@Test
	void contextsThatCloseInTheOrderTheyStartedInDoNotBreakEachOther() {
		List<AWSXRayRecorder> seen = new ArrayList<>();
		var first = new SpringApplicationBuilder(EmitterConfiguration.class, XRayContextAutoConfiguration.class,
				XRayAutoConfiguration.class)
			.web(WebApplicationType.NONE)
			.run();
		this.contextRunner.run((second) -> {
			first.close();
			seen.add(AWSXRay.getGlobalRecorder());
			assertThat(seen).containsExactly(second.getBean(AWSXRayRecorder.class));
		});
		assertThat(AWSXRay.getGlobalRecorder()).isSameAs(this.before);
	}

	@ParameterizedTest
	@ValueSource(strings = { "012", "021", "102", "120", "201", "210" })
	void ofThreeContextsTheOneThatStartedLastIsServedInWhateverOrderTheyClose(String order) {
		List<ConfigurableApplicationContext> contexts = new ArrayList<>();
		try {
			for (int i = 0; i < 3; i++) {
				contexts
					.add(new SpringApplicationBuilder(EmitterConfiguration.class, XRayContextAutoConfiguration.class,
							XRayAutoConfiguration.class)
						.web(WebApplicationType.NONE)
						.run());
			}
			List<ConfigurableApplicationContext> open = new ArrayList<>(contexts);
			for (char next : order.toCharArray()) {
				AWSXRayRecorder last = open.get(open.size() - 1).getBean(AWSXRayRecorder.class);
				assertThat(AWSXRay.getGlobalRecorder()).isSameAs(last);
				assertThat(GlobalRecorder.get()).isSameAs(last);
				ConfigurableApplicationContext closing = contexts.get(next - '0');
				closing.close();
				open.remove(closing);
			}
			assertThat(AWSXRay.getGlobalRecorder()).isSameAs(this.before);
		}
		finally {
			contexts.forEach(ConfigurableApplicationContext::close);
		}
	}

	@Test
	void childrenOfASegmentGoWhereItGoesWhicheverRecorderIsGlobal() {
		this.contextRunner.run((first) -> {
			AWSXRayRecorder recorder = first.getBean(AWSXRayRecorder.class);
			recorder.beginSegment("first");
			this.contextRunner.run((second) -> {
				AWSXRay.beginSubsegment("inside");
				AWSXRay.endSubsegment();
				AWSXRay.endSegment();
				assertThat(second.getBean(KeepingEmitter.class).segments).isEmpty();
			});
			assertThat(first.getBean(KeepingEmitter.class).segments).singleElement()
				.satisfies((segment) -> assertThat(segment.getSubsegmentsCopy()).singleElement()
					.extracting(Subsegment::getName)
					.isEqualTo("inside"));
		});
	}

	@Test
	void aGlobalRecorderThatTheApplicationSetsItselfIsLeftAlone() {
		AWSXRayRecorder own = AWSXRayRecorderBuilder.defaultRecorder();
		this.contextRunner.run((context) -> AWSXRay.setGlobalRecorder(own));
		assertThat(AWSXRay.getGlobalRecorder()).isSameAs(own);
		AWSXRay.setGlobalRecorder(this.before);
	}

	@Test
	void backsOffWhenUserDefinesRecorder() {
		this.contextRunner.withUserConfiguration(RecorderConfiguration.class).run((context) -> {
			assertThat(context).hasSingleBean(AWSXRayRecorder.class);
			assertThat(AWSXRay.getGlobalRecorder()).isSameAs(context.getBean("ownRecorder"));
		});
	}

	@Test
	void customizersAreAppliedInOrderAfterEverythingElse() {
		this.contextRunner.withUserConfiguration(CustomizerConfiguration.class).run((context) -> {
			Segment segment = AWSXRay.beginSegment("customized");
			assertThat(segment.getAnnotations()).containsEntry("who", "second");
			AWSXRay.endSegment();
		});
	}

	@Test
	void anEmitterSetByACustomizerWins() {
		KeepingEmitter own = new KeepingEmitter();
		this.contextRunner
			.withBean("own", XRayRecorderBuilderCustomizer.class, () -> (builder) -> builder.withEmitter(own))
			.run((context) -> {
				AWSXRay.createSegment("mine", () -> {
				});
				assertThat(own.segments).extracting(Segment::getName).containsExactly("mine");
				assertThat(context.getBean(KeepingEmitter.class).segments).isEmpty();
			});
	}

	/**
	 * Processes that are restored from one checkpoint have one state of the fast
	 * generator.
	 */
	@Test
	void idsAreNotThoseOfTheCheckpointAfterARestore() {
		this.contextRunner.run((context) -> {
			ConfigurableApplicationContext application = context.getSourceApplicationContext();
			application.stop();
			application.start();
			assertThat(AWSXRay.getGlobalRecorder().getIdGenerator()).isInstanceOf(SecureIdGenerator.class);
		});
	}

	@Test
	void idsAreFastByDefaultBecauseTheSdksAreSlow() {
		this.contextRunner.run((context) -> assertThat(AWSXRay.getGlobalRecorder().getIdGenerator())
			.isInstanceOf(FastIdGenerator.class));
		this.contextRunner.withPropertyValues("xray.secure-ids=true")
			.run((context) -> assertThat(AWSXRay.getGlobalRecorder().getIdGenerator())
				.isInstanceOf(SecureIdGenerator.class));
	}

	@Test
	void unsampledSegmentsOfTheStaticApiHaveATraceIdWhichTheSdkLeavesInvalid() {
		this.contextRunner.run((context) -> {
			Segment segment = AWSXRay.getGlobalRecorder().beginNoOpSegment();
			assertThat(segment.getTraceId().toString()).matches("1-[0-9a-f]{8}-[0-9a-f]{24}")
				.isNotEqualTo("1-00000000-000000000000000000000000");
			AWSXRay.clearTraceEntity();
		});
	}

	@Test
	void constantAnnotationsStandOnEverySegment() {
		this.contextRunner
			.withPropertyValues("xray.annotations.team=payments", "xray.annotations.cost-center=7",
					"xray.annotations.[blue_green]=true")
			.run((context) -> {
				Segment segment = AWSXRay.beginSegment("annotated");
				assertThat(segment.getAnnotations()).containsEntry("team", "payments")
					.containsEntry("cost_center", 7)
					.containsEntry("blue_green", true);
				AWSXRay.endSegment();
			});
	}

	@Test
	void anAnnotationWithAnIllegalKeyIsAClearError() {
		this.contextRunner.withPropertyValues("xray.annotations.[bad key]=1")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("letters, digits and underscores"));
	}

	@Test
	void aNegativeStreamingThresholdIsAClearError() {
		this.contextRunner.withPropertyValues("xray.streaming-threshold=-1")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("0 or more"));
	}

	@Test
	void aListenerThatThrowsIsCountedAndHarmsNobody() {
		this.contextRunner.withBean(SegmentListener.class, ThrowingListener::new).run((context) -> {
			assertThatNoException()
				.isThrownBy(() -> AWSXRay.createSegment("listened", () -> AWSXRay.createSubsegment("to", () -> {
				})));
			assertThat(context.getBean(KeepingEmitter.class).segments).hasSize(1);
			assertThat(context.getBean(TracingFaults.class).counts()).containsKey("a segment listener");
		});
	}

	@Test
	void anEmitterThatThrowsIsCountedAndHarmsNobody() {
		this.contextRunner.run((context) -> {
			context.getBean(KeepingEmitter.class).failure = new IllegalStateException("emitter");
			assertThatNoException().isThrownBy(() -> AWSXRay.createSegment("sent", () -> {
			}));
			assertThat(context.getBean(TracingFaults.class).counts()).containsEntry("emitting a segment", 1L);
		});
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void contextsLeaveNoSocketBehindAlthoughEachRecorderOfTheSdkOpensOne() {
		this.contextRunner.run((context) -> {
		});
		long sockets = openFiles();
		for (int i = 0; i < 20; i++) {
			this.contextRunner.run((context) -> assertThat(context).hasNotFailed());
			this.contextRunner.withPropertyValues("xray.enabled=false")
				.run((context) -> assertThat(context).hasNotFailed());
		}
		assertThat(openFiles()).isLessThan(sockets + 20);
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void disabledIsSilentForEveryCallOfTheStaticApi(CapturedOutput output) {
		this.contextRunner.withPropertyValues("xray.enabled=false").run((context) -> {
			AWSXRay.beginSegment("nobody").putAnnotation("key", "value");
			AWSXRay.beginSubsegment("sees").putMetadata("key", new Object());
			AWSXRay.getCurrentSegment().putAnnotation("key", 1);
			AWSXRay.getCurrentSubsegment().addException(new IllegalStateException());
			AWSXRay.endSubsegment();
			AWSXRay.endSubsegment();
			AWSXRay.endSegment();
			AWSXRay.getCurrentSegment().setUser("nobody");
			assertThat(AWSXRay.<String>createSubsegment("returns", () -> "value")).isEqualTo("value");
			assertThat(AWSXRay.<String>createSegment("returns", () -> "value")).isEqualTo("value");
			assertThat(output).doesNotContain("ERROR").doesNotContain("WARN");
			assertThat(context.getBean(KeepingEmitter.class).segments).isEmpty();
		});
	}

	@Test
	void disabledStartsNoThread() {
		this.contextRunner.withPropertyValues("xray.enabled=false").run((context) -> {
			AWSXRay.beginSegmentWithSampling("nobody");
			AWSXRay.endSegment();
			assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
				.noneMatch((name) -> name.toLowerCase().contains("xray") || name.contains("Poller"));
		});
	}

	private static long openFiles() {
		return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
	}

	@Configuration(proxyBeanMethods = false)
	static class EmitterConfiguration {

		@Bean
		KeepingEmitter keepingEmitter() {
			return new KeepingEmitter();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class EarlyBeanConfiguration {

		@Bean
		EarlyBean earlyBean() {
			return new EarlyBean();
		}

	}

	static class EarlyBean {

		private final AWSXRayRecorder recorder = AWSXRay.getGlobalRecorder();

	}

	@Configuration(proxyBeanMethods = false)
	static class RecorderConfiguration {

		@Bean
		AWSXRayRecorder ownRecorder() {
			return AWSXRayRecorderBuilder.defaultRecorder();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CustomizerConfiguration {

		@Bean
		@org.springframework.core.annotation.Order(2)
		XRayRecorderBuilderCustomizer second() {
			return (builder) -> builder.withSegmentListener(new Annotating("second"));
		}

		@Bean
		@org.springframework.core.annotation.Order(1)
		XRayRecorderBuilderCustomizer first() {
			return (builder) -> builder.withSegmentListener(new Annotating("first"));
		}

	}

	private record Annotating(String who) implements SegmentListener {

		@Override
		public void onBeginSegment(Segment segment) {
			segment.putAnnotation("who", this.who);
		}

	}

	private static final class ThrowingListener implements SegmentListener {

		@Override
		public void onSetEntity(com.amazonaws.xray.entities.Entity previous,
				com.amazonaws.xray.entities.Entity entity) {
			throw new IllegalStateException("listener");
		}

		@Override
		public void onBeginSegment(Segment segment) {
			throw new IllegalStateException("listener");
		}

		@Override
		public void onBeginSubsegment(Subsegment subsegment) {
			throw new StackOverflowError("listener");
		}

		@Override
		public void beforeEndSegment(Segment segment) {
			throw new IllegalStateException("listener");
		}

	}

	static final class KeepingEmitter extends Emitter {

		private final List<Segment> segments = new ArrayList<>();

		private RuntimeException failure;

		@Override
		public boolean sendSegment(Segment segment) {
			if (this.failure != null) {
				throw this.failure;
			}
			return this.segments.add(segment);
		}

		@Override
		public boolean sendSubsegment(Subsegment subsegment) {
			return false;
		}

	}

}
