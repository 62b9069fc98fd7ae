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

package io.github.springxray.context;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.ThreadLocalStorage;
import com.amazonaws.xray.contexts.SegmentContextResolver;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceHeader;
import com.amazonaws.xray.entities.TraceID;
import com.amazonaws.xray.listeners.SegmentListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.springxray.context.TracingRunner.RecordingConfiguration;
import io.github.springxray.entity.EntityFactory;
import io.github.springxray.recorder.SegmentFilter;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.test.RecordedEntity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link LambdaSegmentContext}. The header of an invocation is the system
 * property that the runtime for Java sets too.
 */
class LambdaSegmentContextTests {

	private static final String PROPERTY = "com.amazonaws.xray.traceHeader";

	private static final String ROOT = "1-5759e988-bd862e3fe1be46a994272793";

	private static final String OTHER_ROOT = "1-5759e989-bd862e3fe1be46a994272794";

	private static final String PARENT = "53995c3f42cd8ad8";

	private final List<@Nullable Entity> told = new ArrayList<>();

	private final TracingRunner runner = new TracingRunner(new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayContextAutoConfiguration.class, XRayAutoConfiguration.class))
		.withUserConfiguration(RecordingConfiguration.class)
		.withBean(TracingFaults.class, TracingFaults::new)
		.withInitializer((context) -> ((org.springframework.context.support.GenericApplicationContext) context)
			.registerBean(SegmentContextResolver.class, () -> {
				LambdaSegmentContext lambda = new LambdaSegmentContext(context.getBean(TracingFaults.class),
						context.getBean(EntityFactory.class), this.told::add,
						() -> context.getBean(AWSXRayRecorder.class));
				return () -> lambda;
			})));

	@BeforeEach
	void invoke() {
		invoke(ROOT, 1);
	}

	@AfterEach
	void clear() {
		System.clearProperty(PROPERTY);
	}

	private static void invoke(String root, int sampled) {
		System.setProperty(PROPERTY, "Root=" + root + ";Parent=" + PARENT + ";Sampled=" + sampled);
	}

	@Test
	void aSubsegmentOfTheInvocationIsADocument() {
		this.runner.run((tracing) -> {
			TraceScope request = tracing.segments().beginInLambda("request");
			assertThat(request.isRecording()).isTrue();
			tracing.end(tracing.subsegments().begin("child"));
			tracing.end(request);
			assertThat(tracing.traces().takeSubsegment()).hasTraceId(ROOT).hasParentId(PARENT).isComplete().hasTree("""
					request
					  child""");
		});
	}

	@Test
	void whoIsToldOfWhatIsCurrentHearsOfTheRequestAndOfItsEnd() {
		this.runner.run((tracing) -> {
			TraceScope request = tracing.segments().beginInLambda("request");
			TraceScope child = tracing.subsegments().begin("child");
			tracing.end(child);
			tracing.end(request);
			assertThat(this.told).containsExactly(request.entity(), child.entity(), request.entity(), null);
			tracing.traces().takeSubsegment();
		});
	}

	@Test
	void theStaticApiDoesTheSame() {
		this.runner.run((tracing) -> {
			AWSXRay.createSubsegment("request", () -> AWSXRay.createSubsegment("child", () -> {
			}));
			assertNothingIsHeld();
			assertThat(tracing.traces().takeSubsegment()).hasTraceId(ROOT)
				.hasParentId(PARENT)
				.hasSubsegmentsExactly("child");
		});
	}

	@Test
	void twoRequestsOnOneThreadAreTwoDocuments() {
		this.runner.run((tracing) -> {
			tracing.end(tracing.segments().beginInLambda("first"));
			invoke(OTHER_ROOT, 1);
			tracing.end(tracing.segments().beginInLambda("second"));
			assertThat(tracing.traces().takeSubsegment()).hasName("first").hasTraceId(ROOT);
			assertThat(tracing.traces().takeSubsegment()).hasName("second").hasTraceId(OTHER_ROOT);
		});
	}

	@Test
	void aThreadStartsAnotherInvocationWithoutWhatItHas() {
		this.runner.run((tracing) -> {
			Subsegment forgotten = AWSXRay.beginSubsegment("forgotten");
			invoke(OTHER_ROOT, 1);
			assertThat(AWSXRay.getTraceEntity()).isInstanceOf(InvocationSegment.class);
			assertNothingIsHeld();
			AWSXRay.createSubsegment("next", () -> {
			});
			assertThat(tracing.traces().takeSubsegment()).hasTree("next").hasTraceId(OTHER_ROOT);
			assertThat(forgotten.isInProgress()).isTrue();
		});
	}

	@Test
	void nothingIsRecordedInAnInvocationThatIsNotSampled() {
		invoke(ROOT, 0);
		this.runner.run((tracing) -> {
			TraceScope request = tracing.segments().beginInLambda("request");
			assertThat(request.isRecording()).isFalse();
			assertThat(TraceHeader.fromEntity(AWSXRay.getTraceEntity()).toString()).startsWith("Root=" + ROOT)
				.endsWith("Sampled=0");
			assertThat(tracing.subsegments().begin("child")).isSameAs(TraceScope.none());
			AWSXRay.createSubsegment("child", () -> {
			});
			tracing.end(request);
			assertNothingIsHeld();
			invoke(OTHER_ROOT, 1);
			AWSXRay.createSubsegment("next", () -> {
			});
			assertThat(tracing.traces().takeSubsegment()).hasName("next");
		});
	}

	@Test
	void nothingIsRecordedWithoutAnInvocation() {
		System.clearProperty(PROPERTY);
		this.runner.run((tracing) -> {
			TraceScope request = tracing.segments().beginInLambda("request");
			assertThat(request.isRecording()).isFalse();
			tracing.end(request);
		});
	}

	/**
	 * Defect of the SDK: the first subsegment of an invocation does not reach listeners.
	 */
	@Test
	void theFirstSubsegmentReachesListeners() {
		List<String> heard = new ArrayList<>();
		SegmentListener listener = new SegmentListener() {

			@Override
			public void onBeginSubsegment(Subsegment subsegment) {
				heard.add("begin " + subsegment.getName());
			}

			@Override
			public void beforeEndSubsegment(Subsegment subsegment) {
				heard.add("end " + subsegment.getName());
			}

		};
		this.runner.with((runner) -> runner.withBean("own", SegmentListener.class, () -> listener)).run((tracing) -> {
			AWSXRay.createSubsegment("first", () -> {
			});
			assertThat(heard).containsExactly("begin first", "end first");
			tracing.traces().takeSubsegment();
		});
	}

	@Test
	void constantAnnotationsStandOnTheFirstSubsegment() {
		this.runner.with("xray.annotations.team=payments").run((tracing) -> {
			AWSXRay.createSubsegment("first", () -> AWSXRay.createSubsegment("second", () -> {
			}));
			RecordedEntity first = tracing.traces().takeSubsegment();
			assertThat(first).hasAnnotation("team", "payments");
			assertThat(first.subsegment("second")).hasNoAnnotation("team");
		});
	}

	/**
	 * Lambda takes no segments, and the SDK fails for one that is current.
	 */
	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void aSegmentThatIsBegunByHandIsDiscardedAndItsSubsegmentsJoinTheInvocation(CapturedOutput output) {
		this.runner.with("xray.context-missing=fail").run((tracing) -> {
			for (int i = 0; i < 3; i++) {
				AWSXRay.beginSegment("own").putAnnotation("key", "value");
				AWSXRay.createSubsegment("child", () -> {
				});
				assertThatNoException().isThrownBy(AWSXRay::endSegment);
				assertNothingIsHeld();
				assertThat(tracing.traces().takeSubsegment()).hasTree("child").hasTraceId(ROOT).hasParentId(PARENT);
			}
		});
		assertThat(output.getAll().lines().filter((line) -> line.contains("is not recorded"))).singleElement()
			.asString()
			.contains("WARN")
			.contains("'own'");
	}

	static Stream<Arguments> segments() {
		return Stream.of(segment("begin and end", (work) -> {
			AWSXRay.beginSegment("own");
			work.run();
			AWSXRay.endSegment();
		}), segment("with ids", (work) -> {
			AWSXRay.beginSegment("own", TraceID.create(), "1111111111111111");
			work.run();
			AWSXRay.endSegment();
		}), segment("with sampling", (work) -> {
			AWSXRay.beginSegmentWithSampling("own");
			work.run();
			AWSXRay.endSegment();
		}), segment("ended by hand", (work) -> {
			Segment segment = AWSXRay.beginSegment("own");
			work.run();
			segment.end();
			segment.close();
		}), segment("try with resources", (work) -> {
			try (Segment segment = AWSXRay.beginSegment("own")) {
				segment.setUser("user");
				work.run();
			}
		}), segment("runnable", (work) -> AWSXRay.createSegment("own", work)),
				segment("consumer", (work) -> AWSXRay.createSegment("own", (segment) -> {
					work.run();
				})), segment("supplier", (work) -> AWSXRay.createSegment("own", () -> {
					work.run();
					return 1;
				})),
				segment("nested", (work) -> AWSXRay.createSegment("own", () -> AWSXRay.createSegment("inner", work))),
				segment("with a forgotten subsegment", (work) -> {
					AWSXRay.beginSegment("own");
					work.run();
					AWSXRay.beginSubsegment("forgotten");
					AWSXRay.endSegment();
				}));
	}

	private static Arguments segment(String name, Consumer<Runnable> around) {
		return Arguments.arguments(name, around);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("segments")
	void whatWasCurrentBeforeASegmentByHandIsCurrentInItAndAfterIt(String name, Consumer<Runnable> around) {
		this.runner.with("xray.context-missing=fail").run((tracing) -> {
			TraceScope request = tracing.segments().beginInLambda("request");
			around.accept(() -> {
				assertThat(AWSXRay.getTraceEntity()).as(name).isSameAs(request.entity());
				AWSXRay.createSubsegment("child", () -> {
				});
			});
			assertThat(AWSXRay.getTraceEntity()).isSameAs(request.entity());
			AWSXRay.createSubsegment("after", () -> {
			});
			tracing.end(request);
			assertNothingIsHeld();
			RecordedEntity document = tracing.traces().takeSubsegment();
			assertThat(document).hasName("request").hasTraceId(ROOT).hasParentId(PARENT);
			assertThat(document.subsegments()).extracting(RecordedEntity::name)
				.filteredOn((child) -> !child.equals("forgotten"))
				.containsExactly("child", "after");
		});
	}

	/**
	 * With the SDK it is sent.
	 */
	@Test
	void aRequestThatWasEndedByHandIsSentOnceItIsEnded() {
		this.runner.run((tracing) -> {
			Subsegment request = AWSXRay.beginSubsegment("request");
			Subsegment child = AWSXRay.beginSubsegment("child");
			child.end();
			AWSXRay.endSubsegment();
			request.end();
			assertThat(tracing.traces().count()).isZero();
			AWSXRay.endSubsegment();
			assertThat(tracing.traces().takeSubsegment()).isComplete().hasTree("""
					request
					  child""");
			AWSXRay.beginSubsegment("by handle").end();
			tracing.recorder().endSubsegment(AWSXRay.getCurrentSubsegment());
			AWSXRay.endSubsegment();
			assertThat(tracing.traces().takeSubsegment()).hasTree("by handle").isComplete();
			try (Subsegment closed = AWSXRay.beginSubsegment("closed")) {
				closed.setInProgress(false);
			}
			assertThat(tracing.traces().takeSubsegment()).hasTree("closed").isComplete();
			assertNothingIsHeld();
		});
	}

	@RepeatedTest(50)
	void aRequestThatTwoThreadsEndIsSentOnce() {
		this.runner.with((runner) -> runner.withBean(SegmentFilter.class, () -> (entity) -> {
			Thread.yield();
			return true;
		})).run((tracing) -> {
			Subsegment request = AWSXRay.beginSubsegment("request");
			Thread other = new Thread(request::end);
			other.start();
			AWSXRay.endSubsegment();
			other.join();
			assertThat(tracing.traces().takeSubsegment()).hasTree("request").isComplete();
		});
	}

	@Test
	void whatEndsBeneathARequestThatWasEndedByHandIsPartOfIt() {
		this.runner.run((tracing) -> {
			Subsegment request = AWSXRay.beginSubsegment("request");
			AWSXRay.beginSubsegment("child");
			request.end();
			AWSXRay.endSubsegment();
			AWSXRay.endSubsegment();
			assertThat(tracing.traces().takeSubsegment()).isComplete().hasTree("""
					request
					  child""");
		});
	}

	@Test
	void aSegmentThatIsNotSampledMayBeCurrent() {
		this.runner.with("xray.context-missing=fail").run((tracing) -> {
			tracing.recorder().beginNoOpSegment();
			assertThatNoException().isThrownBy(() -> AWSXRay.createSubsegment("child", () -> {
			}));
			assertThatNoException().isThrownBy(AWSXRay::endSegment);
		});
	}

	@Test
	void theSegmentOfTheInvocationCannotBeEndedWhichHarmsNobody() {
		this.runner.run((tracing) -> {
			TraceScope request = tracing.segments().beginInLambda("request");
			assertThatNoException().isThrownBy(() -> {
				AWSXRay.endSegment();
				AWSXRay.endSubsegment();
			});
			tracing.end(request);
			assertThat(tracing.traces().takeSubsegment()).hasTree("request").isComplete();
		});
	}

	/**
	 * Defect of the SDK: its segment throws into the application, which works elsewhere.
	 */
	@Test
	void whatIsPutOnTheSegmentOfTheInvocationIsDropped() {
		this.runner.run((tracing) -> {
			TraceScope request = tracing.segments().beginInLambda("request");
			assertThatNoException().isThrownBy(() -> {
				Segment segment = AWSXRay.getCurrentSegment();
				segment.putAnnotation("key", "value");
				segment.putAnnotation("key", 1);
				segment.putAnnotation("key", true);
				segment.putMetadata("key", "value");
				segment.putMetadata("namespace", "key", null);
				segment.putHttp("key", "value");
				segment.putAws("key", "value");
				segment.putSql("key", "value");
				segment.putService("key", "value");
				segment.setUser("user");
				segment.setFault(true);
				segment.setError(true);
				segment.setThrottle(true);
				segment.setSampled(false);
				segment.addException(new IllegalStateException());
			});
			tracing.end(request);
			assertThat(tracing.traces().takeSubsegment()).hasTree("request").isNotFault().hasNoException();
		});
	}

	@Test
	void whatIsSilentStaysSilent() {
		this.runner.run((tracing) -> {
			TraceScope silent = tracing.segments().beginSilent();
			assertThat(tracing.subsegments().current()).isSameAs(silent.entity());
			assertThat(tracing.subsegments().begin("child")).isSameAs(TraceScope.none());
			AWSXRay.createSubsegment("child", () -> AWSXRay.createSubsegment("grandchild", (subsegment) -> {
				assertThat(subsegment.shouldPropagate()).isFalse();
			}));
			assertThat(AWSXRay.getTraceEntity()).isSameAs(silent.entity());
			tracing.end(silent);
		});
	}

	@Test
	void anExceptionIsRecordedOnTheRequest() {
		this.runner.run((tracing) -> {
			TraceScope request = tracing.segments().beginInLambda("request");
			tracing.subsegments().end(request, new IllegalStateException("failed"));
			assertThat(tracing.traces().takeSubsegment()).isFault().hasExceptionMessage("failed");
		});
	}

	@Test
	void workThatOutlivesTheRequestIsSentOnceOnItsOwn() {
		this.runner.run((tracing) -> {
			TraceScope request = tracing.segments().beginInLambda("request");
			TraceScope complete = tracing.subsegments().begin("complete");
			TraceScope open = tracing.subsegments().begin("open");
			tracing.subsegments().detach(open);
			tracing.end(complete);
			tracing.end(request);
			tracing.end(request);
			RecordedEntity document = tracing.traces().takeSubsegment();
			assertThat(document).hasTree("""
					request
					  complete
					    open""");
			assertThat(document.isInProgress()).isFalse();
			tracing.end(open);
			assertThat(tracing.traces().takeSubsegment()).hasTree("open").hasParentId(complete.entity().getId());
			tracing.end(tracing.subsegments().begin("late", request.entity()));
			assertThat(tracing.traces().takeSubsegment()).hasTree("late").hasParentId(request.entity().getId());
		});
	}

	@Test
	void aRequestThatIsEndedByHandleIsSentOnceAndWhatOutlivesItToo() {
		this.runner.run((tracing) -> {
			Subsegment request = AWSXRay.beginSubsegment("request");
			TraceScope child = tracing.subsegments().begin("child", request);
			tracing.recorder().endSubsegment(request);
			AWSXRay.endSubsegment();
			assertThat(tracing.traces().takeSubsegment().isInProgress()).isFalse();
			tracing.end(child);
			assertThat(tracing.traces().takeSubsegment()).hasName("child").isComplete();
		});
	}

	@Test
	void subsegmentsAreStreamed() {
		this.runner.with("xray.streaming-threshold=5").run((tracing) -> {
			TraceScope request = tracing.segments().beginInLambda("request");
			for (int i = 0; i < 20; i++) {
				tracing.end(tracing.subsegments().begin("child"));
			}
			tracing.end(request);
			List<RecordedEntity> documents = new ArrayList<>();
			while (tracing.traces().count() > 0) {
				documents.add(tracing.traces().takeSubsegment());
			}
			List<RecordedEntity> children = documents.stream().flatMap(LambdaSegmentContextTests::children).toList();
			assertThat(children).hasSize(20).extracting(RecordedEntity::id).doesNotHaveDuplicates();
			assertThat(documents).hasSizeGreaterThan(1).allSatisfy((document) -> assertThat(document).hasTraceId(ROOT));
		});
	}

	private static Stream<RecordedEntity> children(RecordedEntity document) {
		return document.name().equals("child") ? Stream.of(document) : document.subsegments().stream();
	}

	@Test
	void noThreadKeepsTheSegmentOfTheInvocation() {
		this.runner.run((tracing) -> {
			try (OtherThread other = new OtherThread()) {
				TraceScope request = tracing.segments().beginInLambda("request");
				Segment invocation = request.entity().getParentSegment();
				tracing.subsegments().detach(request);
				assertNothingIsHeld();
				other.run(() -> {
					tracing.end(request);
					new EntityThreadLocalAccessor().setValue(invocation);
					assertNothingIsHeld();
				});
				assertThat(invocation.getId()).isEqualTo(PARENT);
				tracing.traces().takeSubsegment();
			}
		});
	}

	@Test
	void theSegmentOfTheInvocationIsTheParentWhereNothingElseIs() {
		this.runner.run((tracing) -> {
			Entity parent = tracing.subsegments().current();
			assertThat(parent).isInstanceOf(InvocationSegment.class);
			assertThat(AWSXRay.getCurrentSegment().getTraceId()).hasToString(ROOT);
			tracing.end(tracing.subsegments().begin("call", parent));
			tracing.end(tracing.subsegments().begin("other call", tracing.subsegments().current()));
			assertThat(tracing.traces().takeSubsegment()).hasTree("call")
				.hasTraceId(ROOT)
				.hasParentId(PARENT)
				.isComplete();
			assertThat(tracing.traces().takeSubsegment()).hasTree("other call").hasParentId(PARENT);
			assertNothingIsHeld();
		});
	}

	@Test
	void oneInvocationMayHaveManyRequestsAndNoneIsStreamedForAnother() {
		this.runner.with("xray.streaming-threshold=5").run((tracing) -> {
			for (int i = 0; i < 10; i++) {
				TraceScope request = tracing.subsegments().begin("request");
				tracing.end(tracing.subsegments().begin("child"));
				tracing.end(request);
				assertThat(tracing.traces().takeSubsegment()).hasTree("""
						request
						  child""");
			}
		});
	}

	@Test
	void whatIsCalledInAnInvocationThatIsNotSampledIsToldSo() {
		invoke(ROOT, 0);
		this.runner.run((tracing) -> {
			Entity parent = tracing.subsegments().current();
			assertThat(tracing.subsegments().begin("call", parent)).isSameAs(TraceScope.none());
			assertThat(TraceHeader.fromEntity(parent).toString()).startsWith("Root=" + ROOT).endsWith("Sampled=0");
		});
	}

	@Test
	void thereIsNoParentBeforeTheFirstInvocation() {
		System.clearProperty(PROPERTY);
		this.runner.run((tracing) -> assertThat(tracing.subsegments().current()).isNull());
	}

	/**
	 * A trace may invoke a function several times, a retry for example.
	 */
	@Test
	void aThreadStartsAnotherInvocationOfTheSameTraceWithoutWhatItHas() {
		this.runner.run((tracing) -> {
			AWSXRay.beginSubsegment("forgotten");
			System.setProperty(PROPERTY, "Root=" + ROOT + ";Parent=1111111111111111;Sampled=1");
			AWSXRay.createSubsegment("next", () -> {
			});
			assertThat(tracing.traces().takeSubsegment()).hasTree("next")
				.hasTraceId(ROOT)
				.hasParentId("1111111111111111");
		});
	}

	/**
	 * Defect of the SDK: its recorder sends what stands right beneath the segment of an
	 * invocation each time that it is ended.
	 */
	@Test
	void aRequestThatIsEndedTwiceIsSentOnce() {
		this.runner.run((tracing) -> {
			Subsegment request = AWSXRay.beginSubsegment("request");
			tracing.recorder().endSubsegment(request);
			tracing.recorder().endSubsegment(request);
			AWSXRay.endSubsegment();
			assertThat(tracing.traces().takeSubsegment()).hasName("request").isComplete();
			assertThat(tracing.traces().count()).isZero();
		});
	}

	@SuppressWarnings("deprecation")
	private static void assertNothingIsHeld() {
		assertThat(ThreadLocalStorage.any()).isFalse();
	}

}
