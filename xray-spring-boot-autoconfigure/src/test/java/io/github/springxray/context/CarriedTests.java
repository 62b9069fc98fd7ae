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

import com.amazonaws.xray.entities.FacadeSegment;
import com.amazonaws.xray.entities.Segment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link Carried}.
 */
class CarriedTests {

	private final Segment first = segment();

	private final Segment second = segment();

	private final Segment third = segment();

	@AfterEach
	void clear() {
		Carried.clear();
	}

	@Test
	void aSegmentIsCarriedUntilAllHaveLeft() {
		assertThat(Carried.has(this.first)).isFalse();
		Carried.add(this.first);
		Carried.add(this.first);
		Carried.remove(this.first);
		assertThat(Carried.has(this.first)).isTrue();
		Carried.remove(this.first);
		assertThat(Carried.has(this.first)).isFalse();
		Carried.remove(this.first);
		assertThat(Carried.has(this.first)).isFalse();
	}

	@Test
	void theyMayLeaveInAnyOrder() {
		Carried.add(this.first);
		Carried.add(this.second);
		Carried.add(this.third);
		Carried.remove(this.second);
		assertThatAreCarried(true, false, true);
		Carried.remove(this.first);
		assertThatAreCarried(false, false, true);
		Carried.add(this.second);
		Carried.remove(this.third);
		assertThatAreCarried(false, true, false);
		Carried.remove(this.second);
		assertThatAreCarried(false, false, false);
	}

	@Test
	void theInnermostMayLeaveFirst() {
		Carried.add(this.first);
		Carried.add(this.second);
		Carried.remove(this.second);
		assertThatAreCarried(true, false, false);
	}

	@Test
	void nobodyIsCarriedOnceAllIsCleared() {
		Carried.add(this.first);
		Carried.add(this.second);
		Carried.clear();
		assertThatAreCarried(false, false, false);
	}

	@Test
	void whoNeverLeavesIsForgottenSomeDay() {
		Carried.add(this.first);
		for (int i = 1; i < 32; i++) {
			Carried.add(segment());
		}
		assertThat(Carried.has(this.first)).isTrue();
		Carried.add(this.second);
		assertThatAreCarried(false, true, false);
	}

	@Test
	void whatIsSetByHandIsCarriedUntilItIsCleared() {
		Carried.addByHand(this.first);
		assertThat(Carried.has(this.first)).isTrue();
		Carried.remove(this.first);
		assertThat(Carried.has(this.first)).isTrue();
		Carried.removeByHand();
		assertThat(Carried.has(this.first)).isFalse();
	}

	@Test
	void aScopeOutlivesWhatIsSetByHandWithinIt() {
		Carried.add(this.first);
		Carried.addByHand(this.first);
		Carried.removeByHand();
		assertThat(Carried.has(this.first)).isTrue();
		Carried.remove(this.first);
		assertThat(Carried.has(this.first)).isFalse();
	}

	@Test
	void whatIsSetByHandOutlivesAScopeWithinIt() {
		Carried.addByHand(this.first);
		Carried.add(this.first);
		Carried.remove(this.first);
		assertThat(Carried.has(this.first)).isTrue();
		Carried.removeByHand();
		assertThat(Carried.has(this.first)).isFalse();
	}

	@Test
	void whatIsNotRecordedIsNotCarried() {
		Carried.add(null);
		Segment unrecorded = mock();
		given(unrecorded.getParentSegment()).willReturn(unrecorded);
		Carried.add(unrecorded);
		Carried.addByHand(unrecorded);
		assertThat(Carried.has(unrecorded)).isFalse();
		FacadeSegment invocation = mock();
		given(invocation.getParentSegment()).willReturn(invocation);
		given(invocation.isRecording()).willReturn(true);
		Carried.add(invocation);
		assertThat(Carried.has(invocation)).isFalse();
	}

	private void assertThatAreCarried(boolean first, boolean second, boolean third) {
		assertThat(Carried.has(this.first)).isEqualTo(first);
		assertThat(Carried.has(this.second)).isEqualTo(second);
		assertThat(Carried.has(this.third)).isEqualTo(third);
	}

	private static Segment segment() {
		Segment segment = mock();
		given(segment.getParentSegment()).willReturn(segment);
		given(segment.isRecording()).willReturn(true);
		return segment;
	}

}
