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

package io.github.springxray.entity;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The entities of the starter's recorder. They differ from those of the SDK in what the
 * overridden methods say.
 */
@SuppressWarnings("deprecation")
class StarterEntityTests extends SegmentContract {

	@Override
	EntitySource source() {
		return new StarterEntities();
	}

	@AfterEach
	void close() {
		((StarterEntities) this.source).close();
	}

	@Override
	void emit(Entity entity) {
		if (entity instanceof Subsegment subsegment) {
			subsegment.end();
		}
		entity.getParentSegment().end();
		assertThat(this.recorder.sendSegment(entity.getParentSegment())).isTrue();
	}

	/**
	 * Names of subsegments are made legal where they are not.
	 */
	@Override
	@ParameterizedTest
	@EnumSource
	void needsAName(Kind kind) {
		Segment segment = segment("orders");
		assertThat(this.source.subsegment(this.recorder, " ", segment).getName()).isNotBlank();
	}

	/**
	 * That it was sent is not for others to say.
	 */
	@Override
	@ParameterizedTest
	@EnumSource
	void isEmittedOnce(Kind kind) {
		Entity entity = entity(kind);
		entity.setEmitted(true);
		assertThat(entity.isEmitted()).isFalse();
		assertThat(entity.compareAndSetEmitted(true, false)).isFalse();
		assertThat(entity.compareAndSetEmitted(false, true)).isTrue();
		assertThat(entity.isEmitted()).isFalse();
		emit(entity);
		assertThat(entity.isEmitted()).isTrue();
		entity.setEmitted(false);
		assertThat(entity.isEmitted()).isTrue();
		assertThat(entity.compareAndSetEmitted(true, false)).isFalse();
		assertThat(entity.isEmitted()).isTrue();
	}

	/**
	 * Two threads may send the same. The first one is between its claim and the moment
	 * when nothing changes any more, and the second one says that it was sent.
	 */
	@Test
	void whatSomebodyIsJustSendingIsNotEmittedByAnother() {
		Segment segment = segment("orders");
		Subsegment child = subsegment(segment, "child");
		child.end();
		assertThat(((TraceEntity) child).claimLeaving()).isTrue();
		child.setEmitted(true);
		segment.removeSubsegment(child);
		emit(segment);
		assertThat(child.isEmitted()).isFalse();
		assertThat(FinishedTree.leave((TraceEntity) child, false)).isNotNull();
		assertThat(child.isEmitted()).isTrue();
	}

	/**
	 * Ended is not emitted.
	 */
	@Override
	@Test
	void segmentEndsWhenNothingIsOpen() {
		Segment segment = segment("orders");
		assertThat(segment.end()).isTrue();
		assertThat(segment.isInProgress()).isFalse();
		assertThat(segment.isEmitted()).isFalse();
		Segment early = segment("early");
		early.setEndTime(42);
		early.end();
		assertThat(early.getEndTime()).isEqualTo(42);
	}

	@Override
	@Test
	void segmentWaitsForWhatIsOpen() {
		Segment segment = segment("orders");
		Subsegment first = subsegment(segment, "first");
		Subsegment second = subsegment(first, "second");
		assertThat(segment.getReferenceCount()).isEqualTo(2);
		assertThat(segment.end()).isFalse();
		assertThat(first.end()).isFalse();
		assertThat(second.end()).isTrue();
		assertThat(second.isEmitted()).isFalse();
		assertThat(segment.getReferenceCount()).isZero();
	}

	/**
	 * Nothing is begun beneath what is not sampled.
	 */
	@Override
	@Test
	void segmentIsSampledUnlessSomebodySaysOtherwise() {
		Segment segment = segment("orders");
		segment.setSampled(false);
		assertThat(segment.isSampled()).isFalse();
		segment.setSampled(true);
		assertThat(subsegment(segment, "child").isSampled()).isTrue();
	}

	/**
	 * The last end sends the segment, whatever has ended.
	 */
	@Override
	@Test
	void subsegmentThatIsNotSampledDoesNotSendItsSegment() {
		Segment segment = segment("orders");
		Subsegment child = subsegment(segment, "child");
		child.setSampledFalse();
		assertThat(child.isSampled() || child.isRecording()).isFalse();
		segment.end();
		assertThat(child.end()).isTrue();
	}

}
