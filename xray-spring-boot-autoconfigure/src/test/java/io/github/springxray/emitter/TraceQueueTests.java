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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TraceQueue}.
 */
class TraceQueueTests {

	private final TraceQueue queue = new TraceQueue(3, 100);

	@Test
	void takesAsManyAsItMay() {
		assertThat(this.queue.isEmpty()).isTrue();
		for (int i = 0; i < 3; i++) {
			assertThat(this.queue.refusal()).isNull();
			assertThat(this.queue.offer(parcel(10))).isNull();
		}
		assertThat(this.queue.isEmpty()).isFalse();
		assertThat(this.queue.size()).isEqualTo(3);
		assertThat(this.queue.weight()).isEqualTo(30);
		assertThat(this.queue.refusal()).isEqualTo(DropReasons.QUEUE_FULL);
		assertThat(this.queue.offer(parcel(1))).isEqualTo(DropReasons.QUEUE_FULL);
		assertThat(this.queue.size()).isEqualTo(3);
		assertThat(this.queue.weight()).isEqualTo(30);
	}

	@Test
	void takesWhatWeighsAsMuchAsItMayAndNoMore() {
		assertThat(this.queue.offer(parcel(60))).isNull();
		assertThat(this.queue.offer(parcel(41))).isEqualTo(DropReasons.QUEUE_TOO_LARGE);
		assertThat(this.queue.weight()).isEqualTo(60);
		assertThat(this.queue.offer(parcel(40))).isNull();
		assertThat(this.queue.weight()).isEqualTo(100);
		assertThat(this.queue.refusal()).isNull();
	}

	@Test
	void takesOneThatIsAloneWhateverItWeighs() {
		assertThat(this.queue.offer(parcel(1_000_000))).isNull();
		assertThat(this.queue.refusal()).isEqualTo(DropReasons.QUEUE_TOO_LARGE);
		assertThat(this.queue.offer(parcel(1))).isEqualTo(DropReasons.QUEUE_TOO_LARGE);
	}

	@Test
	void aPlaceIsFreeWhenItIsGivenBackNotWhenItIsTakenOut() {
		Parcel first = parcel(70);
		Parcel second = parcel(30);
		this.queue.offer(first);
		this.queue.offer(second);
		assertThat(this.queue.poll()).isSameAs(first);
		assertThat(this.queue.size()).isEqualTo(2);
		assertThat(this.queue.weight()).isEqualTo(100);
		assertThat(this.queue.release(first)).isEqualTo(2);
		assertThat(this.queue.size()).isEqualTo(1);
		assertThat(this.queue.weight()).isEqualTo(30);
		assertThat(this.queue.poll()).isSameAs(second);
		assertThat(this.queue.poll()).isNull();
		assertThat(this.queue.release(second)).isEqualTo(1);
		assertThat(this.queue.size()).isZero();
	}

	@Test
	void takesNothingMoreOnceItIsClosed() {
		Parcel parcel = parcel(10);
		this.queue.offer(parcel);
		assertThat(this.queue.isClosed()).isFalse();
		this.queue.close();
		this.queue.close();
		assertThat(this.queue.isClosed()).isTrue();
		assertThat(this.queue.refusal()).isEqualTo(DropReasons.CLOSED);
		assertThat(this.queue.offer(parcel(1))).isEqualTo(DropReasons.CLOSED);
		assertThat(this.queue.size()).isEqualTo(1);
		assertThat(this.queue.weight()).isEqualTo(10);
		assertThat(this.queue.release(parcel)).isEqualTo(1);
		assertThat(this.queue.isClosed()).isTrue();
		assertThat(this.queue.size()).isZero();
	}

	@Test
	void holdsItsLargestBounds() {
		TraceQueue largest = new TraceQueue(TraceQueue.MAX_CAPACITY, TraceQueue.MAX_WEIGHT);
		Parcel heavy = parcel(TraceQueue.MAX_WEIGHT - 1);
		assertThat(largest.offer(heavy)).isNull();
		assertThat(largest.offer(parcel(1))).isNull();
		assertThat(largest.offer(parcel(1))).isEqualTo(DropReasons.QUEUE_TOO_LARGE);
		assertThat(largest.size()).isEqualTo(2);
		assertThat(largest.weight()).isEqualTo(TraceQueue.MAX_WEIGHT);
	}

	private static Parcel parcel(long weight) {
		return TestParcels.weighing(weight);
	}

}
