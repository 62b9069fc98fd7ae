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

package io.github.springxray.micrometer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.TraceHeader;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.SenderContext;
import io.micrometer.tracing.BaggageInScope;
import io.micrometer.tracing.CurrentTraceContext;
import io.micrometer.tracing.Link;
import io.micrometer.tracing.ScopedSpan;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.job.XRayJobAutoConfiguration;
import io.github.springxray.observation.XRayObservationAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.sampling.XRaySamplingAutoConfiguration;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static io.github.springxray.test.XRayAssertions.assertThat;

/**
 * What code that asks for a tracer of Micrometer gets, in an application with Spring
 * Boot's own configuration of it.
 */
@SuppressWarnings("try")
class XRayTracerTests {

	private static final String ROOT = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=";

	private static ConfigurableApplicationContext context;

	private static Tracer tracer;

	private static Propagator propagator;

	private static RecordedTraces traces;

	@BeforeAll
	static void start() {
		context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "spring.application.name=shop", "xray.sampling.strategy=all",
					"spring.docker.compose.enabled=false", "management.tracing.baggage.remote-fields=tenant",
					"management.tracing.baggage.tag-fields=tenant")
			.run();
		tracer = context.getBean(Tracer.class);
		propagator = context.getBean(Propagator.class);
		traces = context.getBean(RecordedTraces.class);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@AfterEach
	void nothingIsLeft() {
		assertThat(tracer.currentSpan()).isNull();
		traces.assertClean();
	}

	@Test
	void theCurrentSpanIsTheSegmentAndWhatIsPutOnItIsThere() {
		RecordedEntity segment = trace(() -> {
			Span span = tracer.currentSpan();
			Segment current = AWSXRay.getCurrentSegment();
			assertThat(span.context().traceId())
				.isEqualTo(current.getTraceId().getStartTimeAsHex() + current.getTraceId().getNumberAsHex())
				.hasSize(32);
			assertThat(span.context().spanId()).isEqualTo(current.getId());
			assertThat(span.context().parentId()).isNull();
			assertThat(span.context().sampled()).isTrue();
			assertThat(span.isNoop()).isFalse();
			span.tag("tier", "gold").tag("items", 3).event("packed");
			tracer.currentSpanCustomizer().tag("customized", true);
			span.end();
		});
		assertThat(segment).hasAnnotation("tier", "gold").hasAnnotation("items", 3).hasAnnotation("customized", true);
		assertThat(segment.metadata("events")).containsKey("packed");
	}

	@Test
	void theNextSpanIsASubsegmentThatIsCurrentInItsScope() {
		RecordedEntity segment = trace(() -> {
			Span span = tracer.nextSpan().name("next").tag("early", "yes").start();
			assertThat(tracer.currentSpan()).isNotEqualTo(span);
			try (Tracer.SpanInScope scope = tracer.withSpan(span)) {
				assertThat(tracer.currentSpan()).isEqualTo(span);
				assertThat(span.context().parentId()).isEqualTo(AWSXRay.getCurrentSegment().getId());
				AWSXRay.createSubsegment("inside", () -> {
				});
			}
			finally {
				span.end();
			}
		});
		assertThat(segment.subsegment("next")).hasSubsegmentsExactly("inside").hasAnnotation("early", "yes");
	}

	@Test
	void aSpanThatWasNeverStartedIsNowhere() {
		assertThat(trace(() -> tracer.nextSpan().name("never").tag("a", "b").end())).hasSubsegmentsExactly();
	}

	@Test
	void anAbandonedSpanIsNowhere() {
		assertThat(trace(() -> tracer.nextSpan().name("never").start().abandon())).hasSubsegmentsExactly();
	}

	@Test
	void aSpanCanBeRenamedAndFail() {
		RecordedEntity segment = trace(() -> tracer.nextSpan()
			.name("first")
			.start()
			.name("second")
			.error(new IllegalStateException("broken"))
			.end());
		assertThat(segment).isNotFault();
		assertThat(segment.subsegment("second")).isFault().hasException(IllegalStateException.class);
	}

	@Test
	void aScopedSpanEndsWithItsScope() {
		RecordedEntity segment = trace(() -> {
			ScopedSpan span = tracer.startScopedSpan("scoped");
			AWSXRay.createSubsegment("inside", () -> {
			});
			span.tag("a", "b").event("c").end();
		});
		assertThat(segment.subsegment("scoped")).hasSubsegmentsExactly("inside").hasAnnotation("a", "b");
	}

	@Test
	void theCurrentSpanCanBeEndedByWhoeverAsksForIt() {
		RecordedEntity segment = trace(() -> {
			Span span = tracer.nextSpan().name("next").start();
			try (Tracer.SpanInScope scope = tracer.withSpan(span)) {
				tracer.currentSpan().end();
			}
		});
		assertThat(segment.subsegment("next")).isComplete();
	}

	@Test
	void noSpanInScopeMeansThatNothingIsCurrent() {
		trace(() -> {
			try (Tracer.SpanInScope scope = tracer.withSpan(null)) {
				assertThat(tracer.currentSpan()).isNull();
			}
			assertThat(tracer.currentSpan()).isNotNull();
		});
	}

	@Test
	void whereNothingIsCurrentTheNextSpanBeginsATrace() {
		Span span = tracer.nextSpan().name("nightly").start();
		assertThat(tracer.currentSpan()).isNull();
		try (Tracer.SpanInScope scope = tracer.withSpan(span)) {
			tracer.nextSpan().name("inside").start().end();
		}
		span.end();
		assertThat(traces.takeSegment("shop")).hasAnnotation("job", "nightly").hasSubsegmentsExactly("inside");
	}

	@Test
	void aSpanGoesToAnotherThread() {
		RecordedEntity segment = trace(() -> {
			Span span = tracer.nextSpan().name("moved").start();
			CompletableFuture.runAsync(() -> {
				try (Tracer.SpanInScope scope = tracer.withSpan(span)) {
					tracer.startScopedSpan("elsewhere").end();
				}
			}).join();
			Runnable wrapped = tracer.currentTraceContext().wrap(() -> tracer.startScopedSpan("wrapped").end());
			CompletableFuture.runAsync(wrapped).join();
			span.end();
		});
		assertThat(segment.subsegment("moved")).hasSubsegmentsExactly("elsewhere");
		assertThat(segment).hasSubsegment("wrapped");
	}

	@Test
	void aBuilderPutsASpanTogether() {
		long start = System.currentTimeMillis() - 1000;
		RecordedEntity segment = trace(() -> {
			Span span = tracer.spanBuilder()
				.name("call")
				.kind(Span.Kind.CLIENT)
				.remoteServiceName("stock")
				.remoteIpAndPort("10.0.0.1", 80)
				.tag("a", "b")
				.event("sent")
				.addLink(new Link(tracer.currentSpan()))
				.startTimestamp(start, TimeUnit.MILLISECONDS)
				.start();
			span.end(start + 500, TimeUnit.MILLISECONDS);
		});
		RecordedEntity call = segment.subsegment("stock");
		assertThat(call).hasNamespace("remote").hasAnnotation("a", "b");
		assertThat(call.startTime()).isEqualTo(start / 1000.0);
		assertThat(call.duration()).isCloseTo(0.5, org.assertj.core.data.Offset.offset(0.001));
	}

	@Test
	void aSpanOfAnotherParentBelongsThere() {
		RecordedEntity segment = trace(() -> {
			Span outer = tracer.nextSpan().name("outer").start();
			tracer.nextSpan(outer).name("one").start().end();
			tracer.spanBuilder().setParent(outer.context()).name("two").start().end();
			outer.end();
		});
		assertThat(segment.subsegment("outer")).hasSubsegmentsExactly("one", "two");
	}

	@Test
	void aSpanWithoutParentBeginsATrace() {
		RecordedEntity segment = trace(() -> tracer.spanBuilder().setNoParent().name("apart").start().end());
		RecordedEntity apart = traces.takeSegment("shop");
		assertThat(segment).hasSubsegmentsExactly();
		assertThat(apart.traceId()).isNotEqualTo(segment.traceId());
	}

	@Test
	void whatIsNotSampledIsNoopAndSaysSo() {
		AWSXRay.beginSegmentWithSampling("test").setSampled(false);
		Span next = tracer.nextSpan().name("next").start();
		assertThat(tracer.currentSpan().isNoop()).isTrue();
		assertThat(tracer.currentSpan().context().sampled()).isFalse();
		assertThat(next.isNoop()).isTrue();
		next.tag("a", "b").end();
		AWSXRay.endSegment();
		assertThat(traces.count()).isZero();
	}

	@Test
	void injectSetsTheHeaderOfTheSpan() {
		Map<String, String> headers = new HashMap<>(Map.of("X-Amzn-Trace-Id", "stale"));
		RecordedEntity segment = trace(() -> {
			Span span = tracer.nextSpan().name("call").start();
			propagator.inject(span.context(), headers, Map::put);
			span.end();
		});
		assertThat(propagator.fields()).contains("X-Amzn-Trace-Id");
		TraceHeader header = TraceHeader.fromString(headers.get("X-Amzn-Trace-Id"));
		assertThat(header.getParentId()).isEqualTo(segment.subsegment("call").id());
		assertThat(header.getSampled()).isEqualTo(TraceHeader.SampleDecision.SAMPLED);
	}

	@Test
	void extractJoinsTheTraceThatAHeaderTellsOf() {
		Span span = propagator.extract(Map.of("X-Amzn-Trace-Id", ROOT + 1), Map::get).name("received").start();
		assertThat(span.context().traceId()).isEqualTo("5759e988bd862e3fe1be46a994272793");
		span.end();
		assertThat(traces.takeSegment("shop")).hasTraceId("1-5759e988-bd862e3fe1be46a994272793")
			.hasParentId("53995c3f42cd8ad8");
		Span unsampled = propagator.extract(Map.of("X-Amzn-Trace-Id", ROOT + 0), Map::get).start();
		assertThat(unsampled.context().sampled()).isFalse();
		unsampled.end();
		assertThat(traces.count()).isZero();
	}

	@Test
	void extractOfNothingIsTheNextSpan() {
		assertThat(trace(() -> propagator.extract(Map.<String, String>of(), Map::get).name("next").start().end()))
			.hasSubsegmentsExactly("next");
	}

	@Test
	void idsThatWerePutTogetherAreAParentElsewhere() {
		TraceContext elsewhere = tracer.traceContextBuilder()
			.traceId("5759e988bd862e3fe1be46a994272793")
			.spanId("53995c3f42cd8ad8")
			.sampled(true)
			.build();
		tracer.spanBuilder().setParent(elsewhere).name("joined").start().end();
		assertThat(traces.takeSegment("shop")).hasTraceId("1-5759e988-bd862e3fe1be46a994272793")
			.hasParentId("53995c3f42cd8ad8");
		Map<String, String> headers = new HashMap<>();
		propagator.inject(elsewhere, headers, Map::put);
		assertThat(headers).containsEntry("X-Amzn-Trace-Id", ROOT + 1);
	}

	@Test
	void scopesOfContextsMakeCurrentWhatTheyAreOf() {
		trace(() -> {
			CurrentTraceContext current = tracer.currentTraceContext();
			TraceContext before = current.context();
			Span span = tracer.nextSpan().name("next").start();
			try (CurrentTraceContext.Scope scope = current.newScope(span.context())) {
				assertThat(current.context()).isEqualTo(span.context());
				assertThat(current.maybeScope(span.context())).isSameAs(CurrentTraceContext.Scope.NOOP);
				try (CurrentTraceContext.Scope none = current.maybeScope(null)) {
					assertThat(current.context()).isNull();
				}
			}
			assertThat(current.context()).isEqualTo(before);
			span.end();
		});
	}

	@Test
	void baggageBelongsToTheTraceUntilItsScopeIsClosed() {
		Map<String, String> headers = new HashMap<>();
		RecordedEntity segment = trace(() -> {
			try (BaggageInScope baggage = tracer.createBaggageInScope("tenant", "acme")) {
				assertThat(baggage.get()).isEqualTo("acme");
				assertThat(tracer.getBaggage("tenant").get()).isEqualTo("acme");
				Span span = tracer.nextSpan().start();
				assertThat(tracer.getBaggage(span.context(), "tenant").get()).isEqualTo("acme");
				propagator.inject(span.context(), headers, Map::put);
				span.end();
				assertThat(tracer.getAllBaggage())
					.containsExactly(org.assertj.core.api.Assertions.entry("tenant", "acme"));
			}
			assertThat(tracer.getBaggage("tenant").get()).isNull();
		});
		assertThat(headers).containsEntry("tenant", "acme");
		assertThat(segment).hasAnnotation("tenant", "acme");
		assertThat(tracer.getBaggageFields()).isEqualTo(List.of("tenant"));
		assertThat(tracer.getBaggage("tenant").get()).isNull();
	}

	@Test
	void observationsAreSubsegmentsOnceAndTheirMetersAreKept() {
		ObservationRegistry registry = context.getBean(ObservationRegistry.class);
		Map<String, String> headers = new HashMap<>();
		SenderContext<Map<String, String>> sent = new SenderContext<>(
				(carrier, key, value) -> carrier.merge(key, value, (one, two) -> one + "|" + two));
		sent.setCarrier(headers);
		RecordedEntity segment = trace(() -> Observation.createNotStarted("orders.send", () -> sent, registry)
			.observe(() -> Observation.createNotStarted("inner", registry)
				.observe(() -> tracer.currentSpan().tag("via", "tracer"))));
		assertThat(segment).hasSubsegmentsExactly("orders.send");
		assertThat(segment.subsegment("orders.send")).hasSubsegmentsExactly("inner");
		assertThat(segment.subsegment("orders.send").subsegment("inner")).hasAnnotation("via", "tracer");
		assertThat(headers.get("X-Amzn-Trace-Id")).doesNotContain("|");
		assertThat(context.getBean(MeterRegistry.class).get("orders.send").timer().count()).isOne();
	}

	private static RecordedEntity trace(Runnable code) {
		Segment segment = AWSXRay.beginSegment("test");
		try {
			code.run();
		}
		finally {
			AWSXRay.endSegment();
		}
		return traces.takeSegment((recorded) -> recorded.id().equals(segment.getId()));
	}

	/**
	 * An application with the Actuator and Spring Boot's module of tracing.
	 */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ObservationAutoConfiguration.class, XRayAutoConfiguration.class,
			XRayContextAutoConfiguration.class, XRayHttpAutoConfiguration.class, XRayJobAutoConfiguration.class,
			XRaySamplingAutoConfiguration.class, XRayMicrometerTracerAutoConfiguration.class,
			XRayObservationAutoConfiguration.class, NoopTracerAutoConfiguration.class,
			MicrometerTracingAutoConfiguration.class })
	static class Application {

		@Bean
		RecordedTraces recordedTraces() {
			return new RecordedTraces();
		}

		@Bean
		SimpleMeterRegistry meterRegistry() {
			return new SimpleMeterRegistry();
		}

		@Bean
		DefaultMeterObservationHandler meterObservationHandler(MeterRegistry registry) {
			return new DefaultMeterObservationHandler(registry);
		}

	}

}
