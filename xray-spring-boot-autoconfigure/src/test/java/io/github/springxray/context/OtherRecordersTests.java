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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.contexts.SegmentContext;
import com.amazonaws.xray.contexts.SegmentContextResolver;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.SubsegmentImpl;
import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.springxray.context.TracingRunner.Tracing;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the starter in an application that has a recorder of the SDK beside it, or a
 * context of its own behind the starter's.
 */
@SuppressWarnings("deprecation") // of what the SDK itself calls
class OtherRecordersTests {

	private final TracingRunner runner = new TracingRunner();

	private final SentBySdk sent = new SentBySdk();

	private final AWSXRayRecorder plain = AWSXRayRecorderBuilder.standard()
		.withEmitter(this.sent)
		.withSamplingStrategy(new AllSamplingStrategy())
		.build();

	@AfterEach
	void clear() {
		this.plain.clearTraceEntity();
	}

	@Test
	void aRecorderOfTheSdkRecordsByItself() {
		this.runner.run((tracing) -> {
			this.plain.beginSegment("theirs");
			this.plain.beginSubsegment("child");
			this.plain.endSubsegment();
			this.plain.endSegment();
			assertThat(this.sent.names).containsExactly("theirs");
			assertThat(this.plain.getTraceEntity()).isNull();
			recordsOurs(tracing);
			assertThat(this.sent.names).containsExactly("theirs");
		});
	}

	@Test
	void whatARecorderOfTheSdkBeginsWithinASegmentOfOursIsAPartOfIt() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			Subsegment theirs = this.plain.beginSubsegment("theirs");
			theirs.putAnnotation("by", "sdk");
			tracing.end(tracing.subsegments().begin("ours"));
			this.plain.endSubsegment();
			tracing.end(root);
			assertThat(tracing.traces().takeSegment()).isComplete().hasTree("""
					root
					  theirs
					    ours""");
			assertThat(this.sent.names).isEmpty();
			assertThat(this.plain.getTraceEntity()).isNull();
		});
	}

	@Test
	void whatWeBeginWithinASegmentOfARecorderOfTheSdkIsAPartOfThat() {
		this.runner.run((tracing) -> {
			Segment segment = this.plain.beginSegment("theirs");
			TraceScope ours = tracing.subsegments().begin("ours");
			assertThat(ours.isRecording()).isTrue();
			tracing.end(ours);
			this.plain.endSegment();
			assertThat(this.sent.names).containsExactly("theirs");
			assertThat(segment.getSubsegments()).singleElement()
				.satisfies((child) -> assertThat(child.getName()).isEqualTo("ours"))
				.satisfies((child) -> assertThat(child.isInProgress()).isFalse());
			assertThat(AWSXRay.getTraceEntity()).isNull();
		});
	}

	@Test
	void aRecorderOfTheSdkThatIsMadeTheGlobalOneServesTheStaticApiUntilOursIsPutBack() {
		this.runner.run((tracing) -> {
			AWSXRay.setGlobalRecorder(this.plain);
			try {
				AWSXRay.createSegment("static", () -> AWSXRay.createSubsegment("child", () -> {
				}));
				assertThat(this.sent.names).containsExactly("static");
				recordsOurs(tracing);
			}
			finally {
				AWSXRay.setGlobalRecorder(tracing.recorder());
			}
			recordsOurs(tracing);
			assertThat(this.sent.names).containsExactly("static");
		});
	}

	@Test
	void aContextOfTheApplicationKeepsWhatIsCurrentWhereItLikes() {
		OwnContext own = new OwnContext();
		this.runner.with((runner) -> runner.withBean(SegmentContextResolver.class, () -> () -> own)).run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			assertThat(own.current).isSameAs(root.entity());
			TraceScope child = tracing.subsegments().begin("child");
			assertThat(own.current).isSameAs(child.entity());
			tracing.end(child);
			assertThat(own.current).isSameAs(root.entity());
			tracing.end(root);
			assertThat(own.current).isNull();
			assertThat(tracing.traces().takeSegment()).isComplete().hasSubsegmentsExactly("child");
		});
	}

	@Test
	void idsAreThoseOfTheGeneratorThatTheApplicationHasChosen() {
		this.runner.run((tracing) -> {
			tracing.recorder().useSecureIdGenerator();
			TraceScope root = tracing.beginSegment();
			TraceScope child = tracing.subsegments().begin("child");
			assertThat(List.of(root.entity().getId(), child.entity().getId())).doesNotHaveDuplicates()
				.allSatisfy((id) -> assertThat(id).matches("[0-9a-f]{16}"));
			tracing.end(child);
			tracing.end(root);
			assertThat(tracing.traces().takeSegment()).isComplete().hasSubsegmentsExactly("child");
		});
	}

	private static void recordsOurs(Tracing tracing) {
		TraceScope root = tracing.beginSegment();
		tracing.end(tracing.subsegments().begin("ours"));
		tracing.end(root);
		assertThat(tracing.traces().takeSegment()).isComplete().hasTree("""
				root
				  ours""");
	}

	private static final class SentBySdk extends Emitter {

		private final List<String> names = new CopyOnWriteArrayList<>();

		@Override
		public boolean sendSegment(Segment segment) {
			assertThat(segment.serialize()).contains("\"name\":\"" + segment.getName() + "\"");
			return this.names.add(segment.getName());
		}

		@Override
		public boolean sendSubsegment(Subsegment subsegment) {
			return this.names.add(subsegment.getName());
		}

	}

	/**
	 * Begins and ends nothing by itself, and has one place for all threads.
	 */
	private static final class OwnContext implements SegmentContext {

		private volatile @Nullable Entity current;

		@Override
		public @Nullable Entity getTraceEntity() {
			return this.current;
		}

		@Override
		public void setTraceEntity(@Nullable Entity entity) {
			this.current = entity;
		}

		@Override
		public void clearTraceEntity() {
			this.current = null;
		}

		@Override
		public Subsegment beginSubsegment(AWSXRayRecorder recorder, String name) {
			Entity parent = this.current;
			Subsegment subsegment = new SubsegmentImpl(recorder, name, parent.getParentSegment());
			subsegment.setParent(parent);
			parent.addSubsegment(subsegment);
			this.current = subsegment;
			return subsegment;
		}

		@Override
		public void endSubsegment(AWSXRayRecorder recorder) {
			if (this.current instanceof Subsegment subsegment) {
				if (subsegment.end()) {
					recorder.sendSegment(subsegment.getParentSegment());
				}
				this.current = subsegment.getParent();
			}
		}

	}

}
