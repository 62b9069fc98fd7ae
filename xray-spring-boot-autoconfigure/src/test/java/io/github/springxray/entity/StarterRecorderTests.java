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

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The starter's recorder and context, with an emitter of the application.
 */
class StarterRecorderTests extends RecorderContract {

	@Override
	EntitySource source() {
		return new StarterEntities();
	}

	@AfterEach
	void close() {
		((StarterEntities) this.source).close();
	}

	/**
	 * A segment of ours does not wait for what may never end.
	 */
	@Override
	@Test
	void sendsASegmentWhenItsLastSubsegmentEnds() {
		Segment segment = this.recorder.beginSegment("orders");
		Subsegment child = this.recorder.beginSubsegment("child");
		this.recorder.endSegment();
		assertThat(this.sent.all()).containsExactly(segment);
		assertThat(segment.getSubsegmentsCopy()).singleElement()
			.satisfies((moment) -> assertThat(moment.getId()).isEqualTo(child.getId()))
			.matches(Entity::isInProgress);
		this.recorder.endSubsegment(child);
		assertThat(this.sent.all()).containsExactly(segment, child);
	}

}
