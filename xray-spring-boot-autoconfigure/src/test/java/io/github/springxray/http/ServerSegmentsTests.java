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

package io.github.springxray.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;
import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import com.amazonaws.xray.strategy.sampling.SamplingResponse;
import com.amazonaws.xray.strategy.sampling.SamplingStrategy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.contract.CountingSampling;
import io.github.springxray.contract.CountingSampling.End;
import io.github.springxray.http.ServerSegments.Begun;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.sampling.ObservedSamplingResponse;
import io.github.springxray.sampling.SamplingLimits;
import io.github.springxray.sampling.XRaySamplingAutoConfiguration;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;
import io.github.springxray.test.XRayTestAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what servers have in common, without a server.
 */
class ServerSegmentsTests {

	private static final String TRACE_ID = "1-5759e988-bd862e3fe1be46a994272793";

	private static final String PARENT_ID = "53995c3f42cd8ad8";

	private static final String SAMPLED = "Root=" + TRACE_ID + ";Parent=" + PARENT_ID + ";Sampled=1";

	private static final String NOT_SAMPLED = "Root=" + TRACE_ID + ";Parent=" + PARENT_ID + ";Sampled=0";

	private static final String CAPTURE = "xray.sampling.capture-anomalies=true";

	private final CountingSampling sampling = new CountingSampling();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayContextAutoConfiguration.class, XRayAutoConfiguration.class,
				XRayHttpAutoConfiguration.class, XRaySamplingAutoConfiguration.class, XRayTestAutoConfiguration.class))
		.withPropertyValues("spring.application.name=users");

	@Test
	void whoHasDecidedIsHeededAndNobodyElseIsAsked() {
		run((requests) -> {
			Begun begun = requests.begin(SAMPLED);
			assertThat(requests.answers).containsEntry("X-Amzn-Trace-Id", "Root=" + TRACE_ID);
			assertThat(begun.isAwaited()).isFalse();
			requests.end(begun, new Ending(false, null));
			RecordedEntity segment = requests.traces().takeSegment();
			assertThat(segment).hasName("users").hasTraceId(TRACE_ID).hasParentId(PARENT_ID);
			assertThat(segment.value("aws", "xray", "sampling_rule_name")).isNull();
			begun = requests.begin(NOT_SAMPLED);
			assertThat(begun.isAwaited()).isFalse();
			assertThat(begun.scope().entity()).extracting(Entity::isSampled).isEqualTo(false);
			assertThat(begun.scope().entity()).extracting(Entity::getTraceId).hasToString(TRACE_ID);
			requests.end(begun, new Ending(true, null));
			assertThat(this.sampling.asked).hasValue(0);
		});
	}

	@Test
	void theSamplingStrategySeesTheRequestAndItsRuleIsRecorded() {
		run((requests) -> {
			Begun begun = requests.begin(null);
			assertThat(requests.answers.get("X-Amzn-Trace-Id"))
				.isEqualTo("Root=" + begun.scope().entity().getTraceId());
			requests.end(begun, new Ending(false, null));
			RecordedEntity segment = requests.traces().takeSegment();
			assertThat(segment.value("aws", "xray", "sampling_rule_name")).isEqualTo("the-rule");
			assertThat(segment.value("aws", "xray", "sdk")).isNotNull();
			assertThat(segment).hasParentId(null);
			SamplingRequest seen = this.sampling.last;
			assertThat(List.of(seen.getService().get(), seen.getHost().get(), seen.getUrl().get(),
					seen.getMethod().get(), seen.getServiceType().get()))
				.containsExactly("users", "localhost", "/app/users", "POST", "AWS::EC2::Instance");
		}, (recorder) -> recorder.setOrigin("AWS::EC2::Instance"));
	}

	@ParameterizedTest
	@CsvSource({ "true,1", "false,0" })
	void whoAsksForTheDecisionIsAnswered(boolean sampled, String answer) {
		run((requests) -> {
			this.sampling.answer = sampled;
			requests.end(requests.begin("Root=" + TRACE_ID + ";Sampled=?"), new Ending(false, null));
			assertThat(requests.answers).containsEntry("X-Amzn-Trace-Id", "Root=" + TRACE_ID + ";Sampled=" + answer);
			requests.traces().takeSegments(sampled ? 1 : 0);
		});
	}

	@Test
	void nothingIsAnsweredWhereThatIsSwitchedOff() {
		run((requests) -> {
			requests.end(requests.begin(SAMPLED), new Ending(false, null));
			assertThat(requests.answers).isEmpty();
			requests.traces().takeSegment();
		}, "xray.server.response-header=false");
	}

	@Test
	void anExcludedRequestIsSilent() {
		run((requests) -> {
			Begun begun = requests.begin(SAMPLED);
			assertThat(begun.isAwaited()).isFalse();
			assertThat(requests.bean(Subsegments.class).begin("silent").entity()).isNull();
			requests.end(begun, new Ending(true, null));
			assertThat(requests.answers).isEmpty();
		}, "xray.server.exclude-paths=/users", CAPTURE);
	}

	@Test
	void aSamplingStrategyThatFailsCostsTheSamplingAndNotTheTrace() {
		this.sampling.failure = new IllegalStateException("sampling");
		runner().run((context) -> {
			Requests requests = new Requests(context);
			Begun begun = requests.begin("Root=" + TRACE_ID);
			assertThat(begun.scope().entity()).isNotNull()
				.satisfies((entity) -> assertThat(entity.getTraceId()).hasToString(TRACE_ID))
				.satisfies((entity) -> assertThat(entity.isSampled()).isFalse());
			requests.end(begun, new Ending(false, null));
			requests.traces().assertClean();
			assertThat(requests.bean(TracingFaults.class).counts())
				.isEqualTo(Map.of("asking the sampling strategy", 1L));
		});
	}

	@Test
	void aNamingThatFailsCostsTheTraceOfTheRequestAlone() {
		runner().withBean(SegmentNaming.class, () -> (request) -> {
			throw new IllegalStateException("naming");
		}).run((context) -> {
			Requests requests = new Requests(context);
			Begun begun = requests.begin(SAMPLED);
			assertThat(begun.scope().entity()).isNotNull();
			assertThat(begun.isAwaited()).isFalse();
			assertThat(requests.bean(Subsegments.class).begin("silent").entity()).isNull();
			requests.end(begun, new Ending(false, null));
			requests.traces().assertClean();
			assertThat(requests.bean(TracingFaults.class).counts())
				.isEqualTo(Map.of("beginning the trace of a request", 1L));
		});
	}

	/**
	 * With such a strategy the SDK keeps all that is not sampled until it is forced to
	 * be.
	 */
	@Test
	void whatMayYetBeForcedToBeSampledIsASegmentThatIsNotSampled() {
		SamplingStrategy forced = new AllSamplingStrategy() {

			@Override
			public SamplingResponse shouldTrace(SamplingRequest request) {
				return new SamplingResponse(false, "never");
			}

			@Override
			public boolean isForcedSamplingSupported() {
				return true;
			}

		};
		this.runner.withBean(SamplingStrategy.class, () -> forced).run((context) -> {
			Requests requests = new Requests(context);
			Begun begun = requests.begin("Root=" + TRACE_ID + ";Parent=" + PARENT_ID);
			Segment segment = (Segment) begun.scope().entity();
			assertThat(segment.isSampled()).isFalse();
			assertThat(segment.getName()).isEqualTo("users");
			assertThat(segment.getParentId()).isEqualTo(PARENT_ID);
			segment.setSampled(true);
			requests.end(begun, new Ending(false, null));
			assertThat(requests.traces().takeSegment().value("aws", "xray", "sampling_rule_name")).isEqualTo("never");
			requests.traces().assertClean();
		});
	}

	@Test
	void whatACallerSaysInAdditionTravelsOn() {
		run((requests) -> {
			Begun begun = requests.begin("Root=" + TRACE_ID + ";Sampled=1;Lineage=a:0");
			assertThat(requests.bean(TraceHeaders.class).toXRay(begun.scope().entity())).endsWith(";Lineage=a:0");
			requests.end(begun, new Ending(false, null));
			requests.traces().takeSegment();
		});
	}

	/**
	 * Copying the headers of a request to a call is what many proxies do.
	 */
	@Test
	void theHeadersThatARequestBroughtAreKnown() {
		run((requests) -> {
			Begun begun = requests.begin(SAMPLED);
			Map<String, String> copied = new LinkedHashMap<>(Map.of("X-Amzn-Trace-Id", SAMPLED));
			HttpClientTracing clients = requests.bean(HttpClientTracing.class);
			clients.begin("GET", URI.create("http://localhost/"), clients.current(), new HeaderMap(copied)).end();
			assertThat(copied.get("X-Amzn-Trace-Id")).doesNotContain(PARENT_ID);
			requests.end(begun, new Ending(false, null));
			requests.traces().takeSegment();
		});
	}

	@Test
	void inLambdaOutsideOfAnInvocationThereIsNoTraceToJoin() {
		run((requests) -> {
			Begun begun = requests.inLambda().begin(requests.request(SAMPLED));
			assertThat(begun.scope().entity()).isNull();
			assertThat(begun.isAwaited()).isFalse();
			requests.end(begun, new Ending(true, null));
			assertThat(requests.answers).isEmpty();
			assertThat(this.sampling.asked).hasValue(0);
		});
	}

	@ParameterizedTest
	@CsvSource({ "true,true", "true,false", "false,true", "false,false" })
	void whoDecidedIsToldHowARequestEnded(boolean sampled, boolean fault) {
		this.sampling.observing = true;
		this.sampling.answer = sampled;
		run((requests) -> {
			Begun begun = requests.begin(null);
			assertThat(begun.isAwaited()).isTrue();
			if (sampled && fault) {
				begun.scope().entity().setFault(true);
			}
			requests.end(begun, new Ending(!sampled && fault, null));
			assertThat(this.sampling.ends).containsExactly(new End(sampled, fault));
			requests.traces().takeSegments(sampled ? 1 : 0);
		});
	}

	@Test
	void aFailureIsAnAnomalyBeforeItIsRecorded() {
		this.sampling.observing = true;
		run((requests) -> {
			requests.end(requests.begin(null), new Ending(false, new IllegalStateException("failed")));
			assertThat(this.sampling.ends).containsExactly(new End(true, true));
			requests.traces().takeSegment();
		});
	}

	@Test
	void aRequestThatFailsWithoutBeingRecordedIsRecordedLate() {
		this.sampling.observing = true;
		this.sampling.answer = false;
		run((requests) -> {
			Begun begun = requests.begin("Root=" + TRACE_ID + ";Parent=" + PARENT_ID);
			assertThat(begun.isAwaited()).isTrue();
			String id = begun.scope().entity().getId();
			requests.end(begun, new Ending(true, new IllegalStateException("failed")));
			RecordedEntity segment = requests.traces().takeSegment();
			assertThat(segment).hasName("users")
				.hasTraceId(TRACE_ID)
				.hasParentId(PARENT_ID)
				.hasAnnotation("captured_anomaly", true)
				.hasAnnotation("recorded", "late")
				.hasException(IllegalStateException.class);
			assertThat(segment.id()).isEqualTo(id);
			assertThat(segment.value("aws", "xray", "sampling_rule_name")).isEqualTo("the-rule");
			assertThat(this.sampling.ends).containsExactly(new End(false, true));
			assertThat(requests.bean(SamplingLimits.class).captured()).isEqualTo(1);
			requests.end(requests.begin(null), new Ending(false, null));
			assertThat(requests.bean(SamplingLimits.class).captured()).isEqualTo(1);
		}, CAPTURE);
	}

	@Test
	void aRequestThatIsSampledIsNotRecordedOnceMoreWhenItFails() {
		this.sampling.observing = true;
		run((requests) -> {
			Begun begun = requests.begin(null);
			begun.scope().entity().setFault(true);
			requests.end(begun, new Ending(true, null));
			assertThat(requests.traces().takeSegment().annotations()).doesNotContainKey("captured_anomaly");
			assertThat(requests.bean(SamplingLimits.class).captured()).isZero();
		}, CAPTURE);
	}

	/**
	 * Others were told of the id, so it has to be there in case the request fails.
	 */
	@Test
	void whatACallerKeepsFromBeingRecordedIsAwaitedWhereFailuresAreCaptured() {
		run((requests) -> {
			Begun begun = requests.begin(NOT_SAMPLED);
			assertThat(begun.isAwaited()).isTrue();
			assertThat(begun.scope().entity().getId()).isNotEmpty();
			requests.end(begun, new Ending(false, null));
			begun = requests.begin(SAMPLED);
			assertThat(begun.isAwaited()).isFalse();
			requests.end(begun, new Ending(false, null));
			requests.traces().takeSegment();
			assertThat(this.sampling.asked).hasValue(0);
		}, CAPTURE);
	}

	@Test
	void whatACallerWantsToBeRecordedIsWithinTheLimitOfTheInstance() {
		run((requests) -> {
			Begun begun = requests.begin(SAMPLED);
			assertThat(begun.scope().entity().isSampled()).isFalse();
			requests.end(begun, new Ending(false, null));
			assertThat(requests.bean(SamplingLimits.class).refusedByReason()).containsEntry("header", 1L);
			requests.end(requests.begin(NOT_SAMPLED), new Ending(false, null));
			assertThat(requests.bean(SamplingLimits.class).refusedByReason()).containsEntry("header", 1L);
		}, "xray.sampling.max-per-second=0");
	}

	@Test
	void whoFailsWhenAskedOrToldCostsTheRequestNothing() {
		SamplingStrategy failing = new AllSamplingStrategy() {

			@Override
			public SamplingResponse shouldTrace(SamplingRequest request) {
				boolean askable = request.getMethod().orElse("").equals("GET");
				return new ObservedSamplingResponse(true, "rule") {

					@Override
					public boolean isAwaited() {
						if (!askable) {
							throw new IllegalStateException("asked");
						}
						return true;
					}

					@Override
					public void ended(boolean sampled, boolean anomaly) {
						throw new NoClassDefFoundError("told");
					}

				};
			}

			@Override
			public boolean isForcedSamplingSupported() {
				return false;
			}

		};
		this.runner.withBean(SamplingStrategy.class, () -> failing).run((context) -> {
			Requests requests = new Requests(context);
			Begun begun = requests.begin(null);
			assertThat(begun.isAwaited()).isFalse();
			requests.end(begun, new Ending(false, null));
			requests.method = "GET";
			requests.end(requests.begin(null), new Ending(false, null));
			requests.traces().takeSegments(2);
			requests.traces().assertClean();
			assertThat(requests.bean(TracingFaults.class).counts())
				.isEqualTo(Map.of("asking the sampling strategy", 1L, "telling how a request has ended", 1L));
		});
	}

	@ParameterizedTest
	@CsvSource({ "Mozilla/5.0 (X11),Mozilla/5.0 (X11)", "' ',", "'',", ",", "a@b,a@b" })
	void aUserAgentWithoutASecretIsRecordedAsItIs(@Nullable String sent, @Nullable String expected) {
		assertThat(ServerSegments.userAgentOf(sent)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "http://u:hunter2@a", "password=hunter2", "=password hunter2&password=hunter2",
			"http://a/?token=hunter2" })
	void aSecretInAUserAgentIsNotRecorded(String sent) {
		assertThat(ServerSegments.userAgentOf(sent)).isNotEmpty().doesNotContain("hunter2");
	}

	private ApplicationContextRunner runner() {
		return this.runner.withBean(SamplingStrategy.class, () -> this.sampling);
	}

	private void run(RequestsTest test, String... properties) {
		run(test, (recorder) -> {
		}, properties);
	}

	private void run(RequestsTest test, Consumer<AWSXRayRecorder> setup, String... properties) {
		runner().withPropertyValues(properties).run((context) -> {
			assertThat(context).hasNotFailed();
			setup.accept(context.getBean(AWSXRayRecorder.class));
			Requests requests = new Requests(context);
			test.run(requests);
			requests.traces().assertClean();
			assertThat(context.getBean(TracingFaults.class).counts()).isEmpty();
		});
	}

	@FunctionalInterface
	private interface RequestsTest {

		void run(Requests requests);

	}

	/**
	 * Requests of one application.
	 */
	private static final class Requests {

		private final ApplicationContext context;

		private final Map<String, String> answers = new LinkedHashMap<>();

		private String method = "POST";

		private Requests(ApplicationContext context) {
			this.context = context;
		}

		private <T> T bean(Class<T> type) {
			return this.context.getBean(type);
		}

		private RecordedTraces traces() {
			return bean(RecordedTraces.class);
		}

		private ServedRequest request(@Nullable String traceHeader) {
			this.answers.clear();
			return new Request(traceHeader, this.method, this.answers);
		}

		private Begun begin(@Nullable String traceHeader) {
			return bean(ServerSegments.class).begin(request(traceHeader));
		}

		private void end(Begun begun, IncomingEnding ending) {
			bean(ServerSegments.class).ended(begun, ending);
			TraceScope scope = begun.scope();
			bean(Subsegments.class).end(scope, null);
			assertThat(AWSXRay.getTraceEntity()).isNull();
		}

		private ServerSegments inLambda() {
			Segments segments = new Segments(bean(AWSXRayRecorder.class), bean(Subsegments.class),
					bean(TracingFaults.class), true);
			return new ServerSegments(bean(AWSXRayRecorder.class), segments, bean(Subsegments.class),
					bean(SegmentNaming.class), bean(RequestExclusions.class), bean(TraceHeaders.class),
					bean(XRayServerProperties.class), bean(TracingFaults.class));
		}

	}

	/**
	 * A request that has perhaps the header of a trace.
	 */
	private record Request(@Nullable String traceHeader, String method,
			Map<String, String> answers) implements ServedRequest {

		@Override
		public String path() {
			return "/users";
		}

		@Override
		public String urlPath() {
			return "/app/users";
		}

		@Override
		public String host() {
			return "localhost";
		}

		@Override
		public @Nullable String header(String name) {
			return name.equals("X-Amzn-Trace-Id") ? this.traceHeader : null;
		}

		@Override
		public List<String> headers(String name) {
			List<String> lines = new ArrayList<>();
			if (header(name) != null) {
				lines.add(header(name));
			}
			return lines;
		}

		@Override
		public void answer(String name, String value) {
			this.answers.put(name, value);
		}

	}

	/**
	 * How a request has ended.
	 */
	private record Ending(boolean isFault, @Nullable Throwable failure) implements IncomingEnding {

		@Override
		public void record(Segment segment) {
			segment.putAnnotation("recorded", "late");
		}

	}

}
