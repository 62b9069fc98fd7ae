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

package io.github.springxray.observation;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceHeader;
import io.micrometer.common.KeyValues;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.observation.Observation;
import io.micrometer.observation.Observation.Event;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.RequestReplySenderContext;
import io.micrometer.observation.transport.SenderContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.sampling.XRaySamplingAutoConfiguration;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * What an application observes with Micrometer's API, and how it is recorded.
 */
class ObservedWorkTests {

	private static ConfigurableApplicationContext context;

	private static ObservationRegistry registry;

	private static RecordedTraces traces;

	@BeforeAll
	static void start() {
		context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "spring.application.name=shop", "xray.sampling.strategy=all",
					"spring.docker.compose.enabled=false", "xray.patch.observations.exclude=cache.*")
			.run();
		registry = context.getBean(ObservationRegistry.class);
		traces = context.getBean(RecordedTraces.class);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@AfterEach
	void nothingIsLeft() {
		assertThat(registry.getCurrentObservation()).isNull();
		traces.assertClean();
	}

	@Test
	void anObservationIsASubsegmentWithItsValuesAsAnnotationsAndMetadata() {
		RecordedEntity segment = trace(() -> Observation.createNotStarted("orders.place", registry)
			.contextualName("place order")
			.lowCardinalityKeyValue("tier", "gold")
			.lowCardinalityKeyValue("coupon", "none")
			.highCardinalityKeyValue("order.id", "4711")
			.observe(() -> AWSXRay.createSubsegment("inside", () -> {
			})));
		assertThat(segment).hasSubsegmentsExactly("place order");
		RecordedEntity placed = segment.subsegment("place order");
		assertThat(placed).hasSubsegmentsExactly("inside")
			.hasAnnotation("tier", "gold")
			.hasNoAnnotation("coupon")
			.hasNoAnnotation("order_id")
			.hasNamespace(null)
			.isNotFault()
			.isComplete();
		assertThat(placed.metadata("observation")).containsOnly(entry("name", "orders.place"),
				entry("order.id", "4711"));
	}

	@Test
	void withoutAContextualNameItHasItsTechnicalOne() {
		assertThat(trace(() -> Observation.start("orders.place", registry).stop()))
			.hasSubsegmentsExactly("orders.place");
	}

	@Test
	void aConventionThatNamesItOnlyAtTheEndIsHeard() {
		RecordedEntity segment = trace(
				() -> Observation.createNotStarted(new LateConvention(), registry).observe(() -> {
				}));
		assertThat(segment.subsegment("late name")).hasAnnotation("outcome", "SUCCESS");
	}

	@Test
	void observationsNest() {
		RecordedEntity segment = trace(() -> Observation.createNotStarted("outer", registry)
			.observe(() -> Observation.createNotStarted("inner", registry).observe(() -> {
			})));
		assertThat(segment.subsegment("outer")).hasSubsegmentsExactly("inner");
	}

	@Test
	void aParentThatIsNamedIsTheParentThoughNoScopeIsOpen() {
		RecordedEntity segment = trace(() -> {
			Observation outer = Observation.start("outer", registry);
			Observation.createNotStarted("inner", registry).parentObservation(outer).start().stop();
			Observation.createNotStarted("skipped", registry)
				.parentObservation(Observation.createNotStarted("cache.get", registry).parentObservation(outer).start())
				.start()
				.stop();
			outer.stop();
		});
		assertThat(segment).hasSubsegmentsExactly("outer");
		assertThat(segment.subsegment("outer")).hasSubsegmentsExactly("inner", "skipped");
	}

	@Test
	void aParentOnAnotherThreadIsTheParent() {
		RecordedEntity segment = trace(() -> {
			Observation outer = Observation.start("outer", registry);
			CompletableFuture
				.runAsync(() -> Observation.createNotStarted("inner", registry).parentObservation(outer).start().stop())
				.join();
			outer.stop();
		});
		assertThat(segment.subsegment("outer")).hasSubsegmentsExactly("inner");
	}

	@Test
	void anErrorIsAFaultOfTheSubsegmentAlone() {
		RecordedEntity segment = trace(() -> Observation.start("broken", registry)
			.error(new IllegalStateException("no stock for password=hunter2"))
			.stop());
		assertThat(segment).isNotFault();
		assertThat(segment.subsegment("broken")).isFault().hasException(IllegalStateException.class);
		assertThat(segment.json()).doesNotContain("hunter2");
	}

	@Test
	void eventsAreMetadata() {
		RecordedEntity segment = trace(
				() -> Observation.start("busy", registry).event(Event.of("cache.miss", "cache missed")).stop());
		assertThat(segment.subsegment("busy").metadata("observation").get("events")).asString()
			.contains("cache missed", "time");
	}

	@Test
	void aScopeOnAnotherThreadMakesItCurrentThere() {
		RecordedEntity segment = trace(() -> {
			Observation observation = Observation.start("moved", registry);
			CompletableFuture.runAsync(() -> observation.scoped(() -> AWSXRay.createSubsegment("elsewhere", () -> {
			}))).thenRunAsync(traces::assertNothingCurrent).join();
			observation.stop();
		});
		assertThat(segment.subsegment("moved")).hasSubsegmentsExactly("elsewhere");
	}

	@Test
	void aSnapshotCarriesWhatIsMoreThanTheObservation() {
		RecordedEntity segment = trace(() -> Observation.createNotStarted("outer", registry).observe(() -> {
			Subsegment inner = AWSXRay.beginSubsegment("inner");
			Runnable carried = ContextSnapshotFactory.builder()
				.build()
				.captureAll()
				.wrap(() -> AWSXRay.createSubsegment("carried", () -> {
				}));
			CompletableFuture.runAsync(carried).join();
			AWSXRay.endSubsegment(inner);
		}));
		assertThat(segment.subsegment("outer").subsegment("inner")).hasSubsegmentsExactly("carried");
	}

	@Test
	void scopesThatCloseInAnotherOrderLeaveNothingBehind() {
		RecordedEntity segment = trace(() -> {
			Observation first = Observation.start("first", registry);
			Observation second = Observation.start("second", registry);
			Observation.Scope one = first.openScope();
			Observation.Scope two = second.openScope();
			one.close();
			two.close();
			registry.setCurrentObservationScope(null);
			second.stop();
			first.stop();
		});
		assertThat(segment).hasSubsegmentsExactly("first", "second");
	}

	@Test
	@SuppressWarnings("deprecation")
	void aScopeThatIsResetLetsTheThreadGoOnWithWhatWasBefore() {
		RecordedEntity segment = trace(() -> {
			Observation observation = Observation.start("reset", registry);
			observation.openScope().reset();
			AWSXRay.createSubsegment("after", () -> {
			});
			observation.stop();
		});
		assertThat(segment).hasSubsegmentsExactly("reset", "after");
	}

	@Test
	void outsideOfASegmentNothingIsRecorded() {
		Observation.createNotStarted("nobody", registry).observe(() -> Observation.start("asks", registry).stop());
		assertThat(traces.count()).isZero();
	}

	@Test
	void whatIsNotSampledIsNotRecordedAndTellsOthersSo() {
		Map<String, String> headers = new HashMap<>();
		AWSXRay.beginSegmentWithSampling("test").setSampled(false);
		Observation.createNotStarted("send", () -> sender(headers, Kind.CLIENT), registry).observe(() -> {
		});
		AWSXRay.endSegment();
		assertThat(headers.get("X-Amzn-Trace-Id")).contains("Sampled=0");
		assertThat(traces.count()).isZero();
	}

	@Test
	void whatIsSentIsANodeOfTheMapAndCarriesTheTrace() {
		Map<String, String> headers = new HashMap<>();
		SenderContext<Map<String, String>> sent = sender(headers, Kind.PRODUCER);
		RecordedEntity segment = trace(() -> Observation.createNotStarted("pulsar.send", () -> sent, registry)
			.lowCardinalityKeyValue("messaging.destination.name", "orders")
			.observe(() -> {
			}));
		RecordedEntity send = segment.subsegment("orders");
		assertThat(send).hasNamespace("remote");
		TraceHeader header = TraceHeader.fromString(headers.get("X-Amzn-Trace-Id"));
		assertThat(header.getParentId()).isEqualTo(send.id());
		assertThat(String.valueOf(header.getRootTraceId())).isEqualTo(segment.traceId());
	}

	@Test
	void anHttpCallOfAnUnknownClientHasItsRequestAndStatus() {
		RequestReplySenderContext<Map<String, String>, String> call = new RequestReplySenderContext<>(Map::put);
		call.setCarrier(new HashMap<>());
		RecordedEntity segment = trace(() -> Observation.createNotStarted("odd.client", () -> call, registry)
			.lowCardinalityKeyValue("http.request.method", "GET")
			.lowCardinalityKeyValue("http.response.status_code", "503")
			.highCardinalityKeyValue("url.full", "https://ada:pw@api.example.com/a?token=geheim")
			.lowCardinalityKeyValue("server.address", "api.example.com")
			.observe(() -> {
			}));
		RecordedEntity recorded = segment.subsegment("api.example.com");
		assertThat(recorded).hasHttpMethod("GET")
			.hasUrl("https://api.example.com/a")
			.hasHttpStatus(503)
			.isFault()
			.hasNamespace("remote");
		assertThat(segment.json()).doesNotContain("geheim", "ada:");
	}

	@Test
	void aDatabaseIsANodeWithoutItsStatements() {
		RecordedEntity segment = trace(() -> Observation.createNotStarted("cassandra", registry)
			.lowCardinalityKeyValue("db.system", "cassandra")
			.lowCardinalityKeyValue("db.name", "shop")
			.lowCardinalityKeyValue("net.peer.name", "db1")
			.highCardinalityKeyValue("db.statement", "select * from users where name = 'Ada'")
			.observe(() -> {
			}));
		RecordedEntity query = segment.subsegment("shop@db1");
		assertThat(query).hasNamespace("remote");
		assertThat(query.sql()).containsOnly(entry("database_type", "cassandra"));
		assertThat(segment.json()).doesNotContain("Ada");
	}

	@Test
	void aCallOfAModelIsANodeWithItsTokensAndWithoutWhatWasSaid() {
		RecordedEntity segment = trace(() -> chat().observe(() -> {
		}));
		RecordedEntity chat = segment.subsegment("openai");
		assertThat(chat).hasNamespace("remote")
			.hasAnnotation("gen_ai_operation_name", "chat")
			.hasAnnotation("gen_ai_request_model", "gpt-4o")
			.hasAnnotation("gen_ai_usage_input_tokens", 12)
			.hasAnnotation("gen_ai_usage_output_tokens", 34);
		assertThat(chat.metadata("observation")).containsEntry("gen_ai.request.max_tokens", "500");
		assertThat(segment.json()).doesNotContain("Tell me");
	}

	@Test
	void aCallOfAModelThatAClientOfOursMakesIsNoNodeBesideIt() {
		RecordedEntity segment = trace(() -> chat().observe(() -> {
			Subsegment call = AWSXRay.beginSubsegment("api.openai.com");
			call.setNamespace("remote");
			AWSXRay.endSubsegment();
		}));
		assertThat(segment.subsegment("chat gpt-4o")).hasNamespace(null).hasSubsegmentsExactly("api.openai.com");
	}

	private static Observation chat() {
		return Observation.createNotStarted("gen_ai.client.operation", registry)
			.contextualName("chat gpt-4o")
			.lowCardinalityKeyValue("gen_ai.operation.name", "chat")
			.lowCardinalityKeyValue("gen_ai.system", "openai")
			.lowCardinalityKeyValue("gen_ai.request.model", "gpt-4o")
			.highCardinalityKeyValue("gen_ai.request.max_tokens", "500")
			.highCardinalityKeyValue("gen_ai.usage.input_tokens", "12")
			.highCardinalityKeyValue("gen_ai.usage.output_tokens", "34")
			.highCardinalityKeyValue("gen_ai.prompt", "Tell me a joke")
			.highCardinalityKeyValue("spring.ai.tool.call.arguments", "Tell me more");
	}

	@Test
	void aCallOfAwsSaysSo() {
		RecordedEntity call = trace(() -> Observation.createNotStarted("aws", registry)
			.lowCardinalityKeyValue("rpc.system", "aws-api")
			.lowCardinalityKeyValue("rpc.service", "Kinesis")
			.lowCardinalityKeyValue("rpc.method", "PutRecord")
			.observe(() -> {
			})).subsegment("Kinesis");
		assertThat(call).hasNamespace("aws");
		assertThat(call.aws()).containsEntry("operation", "PutRecord");
	}

	@Test
	void whatIsReceivedOutsideOfATraceIsASegmentOfTheTraceThatItBrings() {
		RecordedEntity sender = trace(() -> {
			Map<String, String> headers = new HashMap<>();
			Observation.createNotStarted("send", () -> sender(headers, Kind.PRODUCER), registry).observe(() -> {
			});
			CompletableFuture.runAsync(() -> receive(headers)).join();
		});
		RecordedEntity receiver = traces.takeSegment("shop");
		assertThat(receiver).hasTraceId(sender.traceId())
			.hasParentId(sender.subsegments().get(0).id())
			.hasAnnotation("job", "orders process")
			.hasSubsegmentsExactly("work");
	}

	@Test
	void whatIsReceivedWithoutATraceBeginsOne() {
		receive(Map.of());
		assertThat(traces.takeSegment("shop")).hasParentId(null).hasSubsegmentsExactly("work").isComplete();
	}

	@Test
	void whatIsReceivedAndNotToBeRecordedIsNotRecorded() {
		receive(Map.of("X-Amzn-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0"));
		assertThat(traces.count()).isZero();
	}

	@Test
	void whatIsReceivedInsideOfASegmentIsAPartOfIt() {
		RecordedEntity segment = trace(() -> receive(Map.of()));
		assertThat(segment.subsegment("orders process")).hasSubsegmentsExactly("work").hasNamespace(null);
	}

	@Test
	void secretsInValuesAreNotRecorded() {
		RecordedEntity segment = trace(() -> Observation.createNotStarted("secrets", registry)
			.lowCardinalityKeyValue("api.token", "hunter2")
			.lowCardinalityKeyValue("target", "https://ada:hunter2@example.com/x?key=hunter2")
			.highCardinalityKeyValue("password", "hunter2")
			.highCardinalityKeyValue("note", "called with Authorization: Bearer abcdefghijklmnopqrstuvwxyz.hunter2")
			.highCardinalityKeyValue("mail", "redis://:hunter2@cache:6379/0")
			.observe(() -> {
			}));
		assertThat(segment.json()).doesNotContain("hunter2").contains("example.com", "cache");
	}

	@Test
	void housekeepingAndWhatIsExcludedIsLeftOutAndWhatIsInsideIsNot() {
		RecordedEntity segment = trace(() -> Observation.createNotStarted("spring.security.filterchains", registry)
			.observe(() -> Observation.createNotStarted("cache.get", registry)
				.observe(() -> Observation.createNotStarted("inside", registry).observe(() -> {
				}))));
		assertThat(segment).hasSubsegmentsExactly("inside");
	}

	private static RecordedEntity trace(Runnable code) {
		return ObservationRunner.trace(traces, (segment) -> code.run());
	}

	private static SenderContext<Map<String, String>> sender(Map<String, String> headers, Kind kind) {
		SenderContext<Map<String, String>> context = new SenderContext<>(Map::put, kind);
		context.setCarrier(headers);
		return context;
	}

	private static void receive(Map<String, String> headers) {
		ReceiverContext<Map<String, String>> context = new ReceiverContext<>(Map::get, Kind.CONSUMER);
		context.setCarrier(headers);
		Observation.createNotStarted("orders.process", () -> context, registry)
			.contextualName("orders process")
			.observe(() -> Observation.createNotStarted("work", registry).observe(() -> {
			}));
	}

	/**
	 * An application with the Actuator.
	 */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ObservationAutoConfiguration.class, XRayAutoConfiguration.class,
			XRayContextAutoConfiguration.class, XRayHttpAutoConfiguration.class, XRayObservationAutoConfiguration.class,
			XRaySamplingAutoConfiguration.class })
	static class Application {

		@Bean
		RecordedTraces recordedTraces() {
			return new RecordedTraces();
		}

	}

	/**
	 * Knows how it ends, and only then what it was.
	 */
	private static final class LateConvention implements ObservationConvention<Observation.Context> {

		@Override
		public String getName() {
			return "late";
		}

		@Override
		public String getContextualName(Observation.Context context) {
			return "late name";
		}

		@Override
		public KeyValues getLowCardinalityKeyValues(Observation.Context context) {
			return KeyValues.of("outcome", "SUCCESS");
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

}
