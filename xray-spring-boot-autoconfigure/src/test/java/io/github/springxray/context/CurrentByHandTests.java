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
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.contexts.SegmentContextExecutors;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.TraceID;
import com.amazonaws.xray.exceptions.SegmentNotFoundException;
import com.amazonaws.xray.strategy.sampling.NoSamplingStrategy;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.springxray.context.TracingRunner.Tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What is current on a thread after something was begun, ended or set there by hand.
 */
class CurrentByHandTests {

	private final TracingRunner runner = new TracingRunner();

	static Stream<Arguments> segments() {
		return Stream.concat(calls(), callbacks());
	}

	@SuppressWarnings("deprecation")
	private static Stream<Arguments> calls() {
		return Stream.of(segment("begin and end", (work) -> {
			AWSXRay.beginSegment("job");
			work.run();
			AWSXRay.endSegment();
		}), segment("with ids", (work) -> {
			AWSXRay.beginSegment("job", TraceID.create(), null);
			work.run();
			AWSXRay.endSegment();
		}), segment("with sampling", (work) -> {
			AWSXRay.beginSegmentWithSampling("job");
			work.run();
			AWSXRay.endSegment();
		}), segment("not recorded", (work) -> {
			AWSXRay.getGlobalRecorder().beginNoOpSegment();
			work.run();
			AWSXRay.endSegment();
		}), segment("not recorded, with an id", (work) -> {
			try (Segment segment = AWSXRay.getGlobalRecorder().beginNoOpSegment(TraceID.create())) {
				assertThat(segment.isSampled()).isFalse();
				work.run();
			}
		}), segment("dummy", (work) -> {
			AWSXRay.beginDummySegment();
			work.run();
			AWSXRay.endSegment();
		}), segment("try with resources", (work) -> {
			try (Segment segment = AWSXRay.beginSegment("job")) {
				segment.setUser("user");
				work.run();
			}
		}));
	}

	private static Stream<Arguments> callbacks() {
		return Stream.of(segment("function", (work) -> AWSXRay.createSegment("job", (segment) -> {
			work.run();
		})), segment("runnable", (work) -> AWSXRay.createSegment("job", work)),
				segment("failing", (work) -> assertThatIllegalStateException()
					.isThrownBy(() -> AWSXRay.createSegment("job", (Runnable) () -> {
						work.run();
						throw new IllegalStateException("job");
					}))),
				segment("forgotten subsegment", (work) -> {
					AWSXRay.beginSegment("job");
					work.run();
					AWSXRay.beginSubsegment("forgotten");
					AWSXRay.endSegment();
				}), segment("ended before", (work) -> AWSXRay.createSegment("job", (segment) -> {
					work.run();
					segment.end();
				})), segment("sent before", (work) -> AWSXRay.createSegment("job", (segment) -> {
					work.run();
					AWSXRay.createSubsegment("last", () -> {
						segment.end();
					});
				})), segment("nested", (work) -> AWSXRay.createSegment("job", () -> {
					Entity job = AWSXRay.getTraceEntity();
					AWSXRay.createSegment("inner", work);
					assertThat(AWSXRay.getTraceEntity()).isSameAs(job);
				})), segment("ended out of order", (work) -> {
					Segment outer = AWSXRay.beginSegment("job");
					Segment inner = AWSXRay.beginSegment("inner");
					work.run();
					outer.close();
					inner.close();
				}));
	}

	private static Arguments segment(String name, Consumer<Runnable> around) {
		return arguments(name, around);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("segments")
	@ExtendWith(OutputCaptureExtension.class)
	void aSegmentThatIsBegunWithinARequestGivesTheRequestBack(String name, Consumer<Runnable> around,
			CapturedOutput output) {
		this.runner.with("xray.context-missing=fail")
			.with((runner) -> runner.withBean(NoSamplingStrategy.class, NoSamplingStrategy::new))
			.run((tracing) -> {
				TraceScope root = tracing.beginSegment();
				TraceScope child = tracing.subsegments().begin("child");
				around.accept(() -> assertThat(AWSXRay.getTraceEntity().getParentSegment()).as(name)
					.isNotSameAs(root.entity()));
				assertThat(AWSXRay.getTraceEntity()).isSameAs(child.entity());
				AWSXRay.createSubsegment("after", () -> {
				});
				tracing.end(child);
				tracing.end(root);
				assertThat(AWSXRay.getTraceEntity()).isNull();
				assertThat(tracing.traces().takeSegment("root")).isComplete().hasTree("""
						root
						  child
						    after""");
				tracing.traces().clear();
			});
		assertThat(output).doesNotContain("ERROR");
	}

	@Test
	void eachSegmentWithinAnotherIsSentOnce() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			AWSXRay.createSegment("one", () -> AWSXRay.createSegment("two", () -> AWSXRay.createSubsegment("x", () -> {
			})));
			AWSXRay.createSegment("three", () -> {
			});
			tracing.end(root);
			assertThat(tracing.traces().takeSegment("two")).hasSubsegmentsExactly("x");
			assertThat(tracing.traces().takeSegment("one")).hasTree("one");
			assertThat(tracing.traces().takeSegment("three")).hasTree("three");
			assertThat(tracing.traces().takeSegment("root")).hasTree("root");
		});
	}

	@Test
	void aRequestThatEndedMeanwhileIsNotGivenBack() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			tracing.subsegments().detach(root);
			try (CurrentEntity current = tracing.subsegments().makeCurrent(root.entity())) {
				assertThat(current).isNotNull();
				AWSXRay.beginSegment("job");
			}
			tracing.end(root);
			assertThat(AWSXRay.getTraceEntity()).isNull();
			tracing.traces().takeSegment("root");
		});
	}

	@Test
	void aSegmentThatIsEndedOnAnotherThreadGivesNothingBackThere() {
		this.runner.run((tracing) -> {
			try (OtherThread other = new OtherThread()) {
				TraceScope root = tracing.beginSegment();
				Segment job = AWSXRay.beginSegment("job");
				other.run(() -> {
					setTraceEntity(job);
					AWSXRay.endSegment();
					assertThat(AWSXRay.getTraceEntity()).isNull();
				});
				tracing.traces().takeSegment("job");
				assertThat(AWSXRay.getTraceEntity()).isSameAs(root.entity());
				AWSXRay.endSegment();
				assertThat(AWSXRay.getTraceEntity()).isSameAs(root.entity());
				tracing.end(root);
				tracing.traces().takeSegment("root");
			}
		});
	}

	static Stream<Arguments> leftOvers() {
		return Stream.of(leftOver("segment", (tracing, root) -> root.entity()),
				leftOver("open subsegment", (tracing, root) -> tracing.subsegments().begin("open").entity()),
				leftOver("ended subsegment", (tracing, root) -> {
					TraceScope scope = tracing.subsegments().begin("ended");
					tracing.end(scope);
					return scope.entity();
				}));
	}

	private static Arguments leftOver(String name, LeftOver entity) {
		return arguments(name, entity);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("leftOvers")
	void aThreadThatWasHandedAnEntityAndNeverClearedWritesNothingMoreOnceItsSegmentIsSent(String name,
			LeftOver handed) {
		this.runner.with("xray.context-missing=fail").run((tracing) -> {
			try (OtherThread pool = new OtherThread()) {
				TraceScope root = tracing.beginSegment();
				Entity entity = handed.of(tracing, root);
				pool.run(() -> {
					setTraceEntity(entity);
					AWSXRay.createSubsegment("in time", () -> {
					});
				});
				tracing.end(root);
				tracing.traces().takeSegment("root").subsegment("in time");
				pool.run(() -> {
					assertThat(AWSXRay.getTraceEntity()).as(name).isNull();
					assertThat(AWSXRay.getCurrentSegmentOptional()).isEmpty();
					assertThat(AWSXRay.getCurrentSubsegmentOptional()).isEmpty();
					assertThatExceptionOfType(SegmentNotFoundException.class)
						.isThrownBy(() -> AWSXRay.beginSubsegment("late"));
					assertThatExceptionOfType(SegmentNotFoundException.class)
						.isThrownBy(() -> tracing.subsegments().begin("late"));
					assertThat(tracing.subsegments().begin("late", tracing.subsegments().current()))
						.isSameAs(TraceScope.none());
					AWSXRay.createSegment("next", () -> AWSXRay.createSubsegment("of next", () -> {
					}));
				});
				assertThat(tracing.traces().takeSegment("next")).hasParentId(null).hasSubsegmentsExactly("of next");
				pool.run(AWSXRay::clearTraceEntity);
			}
		});
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("leftOvers")
	@SuppressWarnings("deprecation")
	void soDoesOneThatWasHandedItInTheOldWay(String name, LeftOver handed) {
		this.runner.run((tracing) -> {
			try (OtherThread pool = new OtherThread()) {
				TraceScope root = tracing.beginSegment();
				Entity entity = handed.of(tracing, root);
				pool.run(() -> AWSXRay.injectThreadLocal(entity));
				tracing.end(root);
				tracing.traces().takeSegment("root");
				pool.run(() -> {
					AWSXRay.createSubsegment("late", () -> {
					});
					assertThat(AWSXRay.getTraceEntity()).as(name).isNull();
					AWSXRay.clearTraceEntity();
				});
			}
		});
	}

	@Test
	void workThatBeganInTimeByHandMayEndLateAndTakesNothingElseAlong() {
		this.runner.run((tracing) -> {
			try (OtherThread pool = new OtherThread()) {
				TraceScope root = tracing.beginSegment();
				pool.run(() -> {
					setTraceEntity(root.entity());
					AWSXRay.beginSubsegment("outer");
					AWSXRay.beginSubsegment("inner");
				});
				tracing.end(root);
				tracing.traces().takeSegment("root");
				pool.run(() -> {
					assertThat(AWSXRay.getTraceEntity()).isNull();
					AWSXRay.createSubsegment("late", () -> {
					});
					tracing.end(tracing.subsegments().begin("late too"));
					AWSXRay.endSubsegment();
				});
				tracing.traces().takeSubsegment("inner");
				pool.run(AWSXRay::endSubsegment);
				tracing.traces().takeSubsegment("outer");
				pool.run(() -> assertThat(AWSXRay.getTraceEntity()).isNull());
			}
		});
	}

	@Test
	void lateWorkAttachesWhereAScopeOrASnapshotHasCarriedIt() {
		this.runner.run((tracing) -> {
			try (OtherThread pool = new OtherThread()) {
				TraceScope root = tracing.beginSegment();
				ContextSnapshot snapshot = snapshots().captureAll();
				tracing.end(root);
				String id = tracing.traces().takeSegment("root").id();
				pool.run(() -> {
					try (CurrentEntity current = tracing.subsegments().makeCurrent(root.entity())) {
						AWSXRay.createSubsegment("in a scope", () -> {
						});
						assertThat(AWSXRay.getTraceEntity()).isSameAs(root.entity());
						assertThat(current).isNotNull();
					}
					AWSXRay.createSubsegment("after the scope", () -> {
					});
				});
				pool.run(snapshot.wrap(() -> {
					AWSXRay.createSubsegment("in a snapshot", () -> AWSXRay.createSubsegment("beneath", () -> {
					}));
					AWSXRay.createSubsegment("in a snapshot too", () -> {
					});
				}));
				pool.run(() -> AWSXRay.createSubsegment("after the snapshot", () -> {
				}));
				assertThat(tracing.traces().takeSubsegment("in a scope")).hasParentId(id);
				assertThat(tracing.traces().takeSubsegment("beneath")).isComplete();
				assertThat(tracing.traces().takeSubsegment("in a snapshot")).hasParentId(id);
				assertThat(tracing.traces().takeSubsegment("in a snapshot too")).hasParentId(id);
			}
		});
	}

	@Test
	void whatWasLeftOnAThreadIsNotCarriedByASnapshotThatCameAndWent() {
		this.runner.run((tracing) -> {
			try (OtherThread pool = new OtherThread()) {
				TraceScope root = tracing.beginSegment();
				ContextSnapshot snapshot = snapshots().captureAll();
				pool.run(() -> {
					setTraceEntity(root.entity());
					snapshot.wrap(() -> snapshot.wrap(() -> {
					}).run()).run();
				});
				tracing.end(root);
				tracing.traces().takeSegment("root");
				pool.run(() -> {
					snapshot.wrap(() -> AWSXRay.createSubsegment("carried", () -> {
					})).run();
					AWSXRay.createSubsegment("left", () -> {
					});
					AWSXRay.clearTraceEntity();
				});
				tracing.traces().takeSubsegment("carried");
			}
		});
	}

	/**
	 * The SDK's own way to take a segment along sets it by hand, and back.
	 */
	@Test
	void theSdksExecutorTakesASegmentAlong() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			List<String> held = new ArrayList<>();
			Executor executor = SegmentContextExecutors.newSegmentContextExecutor(tracing.recorder(),
					(Segment) root.entity());
			try (OtherThread pool = new OtherThread()) {
				pool.run(() -> executor.execute(() -> AWSXRay.createSubsegment("in time", () -> {
				})));
				tracing.end(root);
				pool.run(() -> executor.execute(() -> AWSXRay.createSubsegment("late", () -> {
				})));
				pool.run(() -> held.add(String.valueOf(AWSXRay.getTraceEntity())));
			}
			assertThat(tracing.traces().takeSegment("root")).hasSubsegmentsExactly("in time");
			tracing.traces().takeSubsegment("late");
			assertThat(held).containsExactly("null");
		});
	}

	@Test
	void whatIsSetByHandAfterItsSegmentWasSentIsMeant() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			tracing.end(root);
			String id = tracing.traces().takeSegment("root").id();
			try (OtherThread pool = new OtherThread()) {
				pool.run(() -> {
					setTraceEntity(root.entity());
					AWSXRay.createSubsegment("late", () -> {
					});
					AWSXRay.createSubsegment("late too", () -> AWSXRay.createSubsegment("beneath", () -> {
					}));
					AWSXRay.clearTraceEntity();
					AWSXRay.createSubsegment("after it was cleared", () -> {
					});
				});
				assertThat(tracing.traces().takeSubsegment("late")).hasParentId(id);
				assertThat(tracing.traces().takeSubsegment("beneath")).isComplete();
				assertThat(tracing.traces().takeSubsegment("late too")).hasParentId(id);
				pool.run(() -> assertThat(AWSXRay.getTraceEntity()).isNull());
			}
		});
	}

	private static ContextSnapshotFactory snapshots() {
		ContextRegistry registry = new ContextRegistry();
		registry.registerThreadLocalAccessor(new EntityThreadLocalAccessor());
		return ContextSnapshotFactory.builder().contextRegistry(registry).build();
	}

	@SuppressWarnings("deprecation")
	private static void setTraceEntity(Entity entity) {
		AWSXRayRecorder recorder = AWSXRay.getGlobalRecorder();
		recorder.setTraceEntity(entity);
	}

	/**
	 * What a thread is handed.
	 */
	@FunctionalInterface
	interface LeftOver {

		Entity of(Tracing tracing, TraceScope root);

	}

}
