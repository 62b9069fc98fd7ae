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

package io.github.springxray.emitter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.SubsegmentImpl;
import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.recorder.SegmentFilter;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.testsupport.UdpDaemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What {@link SegmentFilter} beans see and keep back, looked at where it arrives.
 */
class SegmentFilterTests {

	private final UdpDaemon daemon = new UdpDaemon();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
				XRayEmitterAutoConfiguration.class))
		.withPropertyValues("xray.name=test", "xray.daemon.address=" + this.daemon.address());

	@AfterEach
	void stop() {
		this.daemon.assertNothingMore();
		this.daemon.close();
	}

	@Test
	void anyPartOfASegmentAndItsSubsegmentsCanBeChanged() {
		SegmentFilter filter = (entity) -> {
			entity.getMetadata().remove("default");
			entity.getAnnotations().replaceAll((key, value) -> "redacted");
			entity.getHttp().remove("request");
			entity.getSql().remove("sanitized_query");
			entity.getCause().getExceptions().forEach((exception) -> exception.setMessage("redacted"));
			return true;
		};
		run(filter, (context) -> {
			AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
			fill(recorder.beginSegment("test"));
			fill(recorder.beginSubsegment("child"));
			recorder.endSubsegment();
			recorder.endSegment();
			JsonNode segment = this.daemon.take();
			assertThat(segment.toString()).doesNotContain("hunter2").contains("redacted");
			assertThat(segment.at("/subsegments/0/name").asText()).isEqualTo("child");
			assertThat(faults(context)).isZero();
		});
	}

	@Test
	void aSegmentThatIsKeptBackIsCountedAndNothingOfItIsSent() {
		run((entity) -> !(entity instanceof Segment && entity.getAnnotations().containsKey("internal")), (context) -> {
			AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
			recorder.beginSegment("test").putAnnotation("internal", true);
			recorder.beginSubsegment("child");
			recorder.endSubsegment();
			recorder.endSegment();
			recorder.beginSegment("other");
			recorder.endSegment();
			assertThat(this.daemon.take().get("name").asText()).isEqualTo("other");
			assertThatAllIsCounted(context, "segment filter", 1, 1);
		});
	}

	@Test
	void aSubsegmentThatIsKeptBackTakesWhatIsBeneathItAlong() {
		run((entity) -> !entity.getName().equals("hunter2"), (context) -> {
			AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
			recorder.beginSegment("test");
			recorder.beginSubsegment("hunter2");
			recorder.beginSubsegment("beneath");
			recorder.endSubsegment();
			recorder.endSubsegment();
			recorder.beginSubsegment("kept");
			recorder.endSubsegment();
			recorder.endSegment();
			JsonNode segment = this.daemon.take();
			assertThat(segment.get("subsegments")).hasSize(1);
			assertThat(segment.at("/subsegments/0/name").asText()).isEqualTo("kept");
		});
	}

	@Test
	void whatStreamsAheadAndWhatComesLatePassesTheFilter() {
		List<String> seen = new ArrayList<>();
		run((entity) -> {
			seen.add(entity.getName());
			entity.getAnnotations().clear();
			return true;
		}, (context) -> {
			AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
			recorder.beginSegment("test").putAnnotation("key", "hunter2");
			recorder.beginSubsegment("streamed").putAnnotation("key", "hunter2");
			recorder.endSubsegment();
			Subsegment late = recorder.beginSubsegment("late");
			late.putAnnotation("key", "hunter2");
			recorder.endSegment();
			late.putAnnotation("again", "hunter2");
			late.end();
			List<JsonNode> documents = List.of(this.daemon.take(), this.daemon.take(), this.daemon.take());
			assertThat(documents.toString()).doesNotContain("hunter2");
			assertThat(seen).containsExactlyInAnyOrder("test", "streamed", "late");
		}, "xray.streaming-threshold=0");
	}

	@Test
	void ofWhatIsInProgressOnlyTheNameIsSent() {
		run((entity) -> true, (context) -> {
			AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
			recorder.beginSegment("test");
			Subsegment open = recorder.beginSubsegment("open");
			fill(open);
			recorder.endSegment();
			JsonNode pending = this.daemon.take().at("/subsegments/0");
			assertThat(pending.get("name").asText()).isEqualTo("open");
			assertThat(pending.get("in_progress").asBoolean()).isTrue();
			assertThat(pending.toString()).doesNotContain("hunter2");
			open.end();
			assertThat(this.daemon.take().toString()).contains("hunter2");
		});
	}

	@Test
	void whatAFilterFailsOnIsNotSentAndCounted() {
		run((entity) -> {
			if (entity.getName().equals("failing")) {
				throw new IllegalStateException("filter");
			}
			return true;
		}, (context) -> {
			AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
			recorder.beginSegment("failing");
			recorder.endSegment();
			recorder.beginSegment("other");
			recorder.beginSubsegment("failing");
			recorder.endSubsegment();
			recorder.endSegment();
			JsonNode other = this.daemon.take();
			assertThat(other.get("name").asText()).isEqualTo("other");
			assertThat(other.has("subsegments")).isFalse();
			assertThat(faults(context)).isEqualTo(2);
			assertThatAllIsCounted(context, "segment filter failed", 2, 1);
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { AssertionError.class, NoClassDefFoundError.class, StackOverflowError.class, Error.class,
			Throwable.class })
	void whateverAFilterThrowsKeepsTheEntityBackAndTheApplicationUnharmed(Class<? extends Throwable> type) {
		run((entity) -> {
			if (entity.getAnnotations().containsKey("key")) {
				SegmentFilterTests.<RuntimeException>throwIt(BeanUtils.instantiateClass(type));
			}
			return true;
		}, (context) -> {
			AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
			fill(recorder.beginSegment("failing"));
			recorder.endSegment();
			recorder.beginSegment("other");
			fill(recorder.beginSubsegment("failing"));
			recorder.endSubsegment();
			recorder.endSegment();
			assertThat(this.daemon.take().toString()).doesNotContain("hunter2").contains("other");
			assertThatAllIsCounted(context, "segment filter failed", 2, 1);
		});
	}

	@Test
	void whatAFilterHasNotSurvivedIsNotSentAfterAnErrorOfTheMachine() {
		run((entity) -> {
			if (entity.getName().equals("failing")) {
				throw new OutOfMemoryError("made up");
			}
			return true;
		}, (context) -> {
			AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
			Segment segment = recorder.beginSegment("failing");
			fill(segment);
			assertThatThrownBy(recorder::endSegment).isInstanceOf(OutOfMemoryError.class);
			segment.close();
			recorder.clearTraceEntity();
			recorder.beginSegment("other");
			recorder.endSegment();
			assertThat(this.daemon.take().get("name").asText()).isEqualTo("other");
		});
	}

	@SuppressWarnings("unchecked")
	private static <T extends Throwable> void throwIt(Throwable throwable) throws T {
		throw (T) throwable;
	}

	/**
	 * Nobody is told when a subsegment of the SDK's own class ends.
	 */
	@Test
	void whatTheApplicationHasAddedItselfPassesTheFilter() {
		List<String> seen = new ArrayList<>();
		run((entity) -> {
			seen.add(entity.getName());
			entity.getAnnotations().clear();
			return !entity.getName().equals("dropped");
		}, (context) -> {
			AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
			Segment segment = recorder.beginSegment("test");
			Subsegment child = recorder.beginSubsegment("child");
			add(child, "added").end();
			add(add(child, "outer"), "inner").end();
			add(segment, "dropped").end();
			add(segment, "open");
			Subsegment over = recorder.beginSubsegment("over");
			over.putAnnotation("key", "hunter2");
			over.setInProgress(false);
			recorder.endSegment();
			JsonNode document = this.daemon.take();
			assertThat(document.toString()).doesNotContain("hunter2").doesNotContain("dropped");
			assertThat(document.toString()).contains("added", "outer", "inner", "open", "over");
			assertThat(seen).containsExactlyInAnyOrder("test", "added", "inner", "dropped", "over");
			assertThat(faults(context)).isZero();
		});
	}

	@Test
	void soDoesWhatStreamsAhead() {
		run((entity) -> {
			entity.getAnnotations().clear();
			return true;
		}, (context) -> {
			AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
			recorder.beginSegment("test");
			Subsegment child = recorder.beginSubsegment("child");
			add(child, "added").end();
			recorder.endSubsegment();
			recorder.endSegment();
			assertThat(List.of(this.daemon.take(), this.daemon.take()).toString()).doesNotContain("hunter2")
				.contains("added", "child", "test");
		}, "xray.streaming-threshold=0");
	}

	private static Subsegment add(Entity parent, String name) {
		Subsegment subsegment = new SubsegmentImpl(parent.getCreator(), name, parent.getParentSegment());
		subsegment.setParent(parent);
		subsegment.putAnnotation("key", "hunter2");
		parent.addSubsegment(subsegment);
		return subsegment;
	}

	@Test
	void aFilterHoldsNoLockAndSeesEachEntityOnce() {
		List<String> seen = new ArrayList<>();
		run((entity) -> {
			seen.add(entity.getName());
			assertThat(isLocked(entity)).isFalse();
			return true;
		}, (context) -> {
			AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
			recorder.beginSegment("test");
			Subsegment child = recorder.beginSubsegment("child");
			recorder.endSubsegment();
			child.end();
			recorder.endSegment();
			this.daemon.take();
			assertThat(seen).containsExactly("child", "test");
			assertThat(faults(context)).isZero();
		});
	}

	@SuppressWarnings("deprecation")
	private static boolean isLocked(Entity entity) {
		return entity.getSubsegmentsLock().isHeldByCurrentThread()
				|| entity.getParentSegment().getSubsegmentsLock().isHeldByCurrentThread();
	}

	private static void fill(Entity entity) {
		entity.putMetadata("key", "hunter2");
		entity.putAnnotation("key", "hunter2");
		entity.putHttp("request", Map.of("url", "http://hunter2/"));
		entity.putSql("sanitized_query", "select hunter2");
		entity.addException(new IllegalStateException("hunter2"));
	}

	private static int faults(ApplicationContext context) {
		return context.getBean(TracingFaults.class).counts().values().stream().mapToInt(Number::intValue).sum();
	}

	private static void assertThatAllIsCounted(ApplicationContext context, String reason, long dropped, long sent) {
		EmitterStatistics statistics = context.getBean(EmitterStatistics.class);
		Awaitility.await().until(() -> statistics.sent() == sent);
		assertThat(statistics.droppedByReason()).containsEntry(reason, dropped);
		assertThat(statistics.accepted()).isEqualTo(sent + dropped);
	}

	private void run(SegmentFilter filter, Consumer<ApplicationContext> work, String... properties) {
		this.contextRunner.withBean(SegmentFilter.class, () -> filter).withPropertyValues(properties).run(work::accept);
	}

}
