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

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.springxray.document.TestEntities;
import io.github.springxray.emitter.EmitterStatistics.LastError;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link CountedSender} and {@link EmitterStatus}.
 */
class CountedSenderTests {

	@Test
	void countsWhatItsSenderLostByTheReason() throws Exception {
		CountedSender sender = new CountedSender("daemon", "127.0.0.1:2000", (documents) -> {
			documents.get(0).drop("first");
			documents.get(1).drop("second");
			documents.get(2).drop("second");
		});
		assertThat(sender.lastSuccess()).isNull();
		assertThat(sender.lastError()).isNull();
		Instant before = Instant.now();
		sender.send(documents(5));
		Map<String, ?> status = sender.describe();
		assertThat(status.get("name")).isEqualTo("daemon");
		assertThat(status.get("address")).isEqualTo("127.0.0.1:2000");
		assertThat(status.get("accepted")).isEqualTo(5L);
		assertThat(status.get("sent")).isEqualTo(2L);
		assertThat(status.get("dropped")).isEqualTo(Map.of("first", 1L, "second", 2L));
		assertThat(status.get("lastSuccess")).isEqualTo(sender.lastSuccess());
		assertThat(status.get("lastError")).isEqualTo(sender.lastError());
		assertThat(sender.lastSuccess()).isBetween(before, Instant.now());
		assertThat(sender.lastError()).extracting(LastError::message).isEqualTo("second");
	}

	@Test
	void whatEverythingGetsThroughHasNoErrorAndWhatLosesEverythingNoSuccess() throws Exception {
		CountedSender working = CountedSender.of((documents) -> {
		});
		working.send(documents(2));
		assertThat(working.lastError()).isNull();
		assertThat(working.describe()).containsOnlyKeys("name", "accepted", "sent", "dropped", "lastSuccess");
		CountedSender losing = CountedSender.of(new LosingSender());
		losing.send(documents(2));
		assertThat(losing.lastSuccess()).isNull();
		assertThat(losing.describe()).containsOnlyKeys("name", "accepted", "sent", "dropped", "lastError");
		assertThat(losing.describe().get("name")).isEqualTo(LosingSender.class.getName());
		assertThat(losing.describe().get("sent")).isEqualTo(0L);
		assertThat(losing.type()).isEqualTo("LosingSender");
	}

	@Test
	void whatASenderThrowsCostsAllAndIsHandedOn() {
		IllegalStateException failure = new IllegalStateException("broken");
		CountedSender sender = CountedSender.of((documents) -> {
			documents.get(0).drop("known");
			throw failure;
		});
		assertThatIllegalStateException().isThrownBy(() -> sender.send(documents(3))).isSameAs(failure);
		assertThat(sender.describe().get("dropped")).isEqualTo(Map.of("known", 1L, "IllegalStateException", 2L));
		assertThat(sender.lastSuccess()).isNull();
		CountedSender failing = CountedSender.of((documents) -> {
			throw new NoClassDefFoundError();
		});
		assertThatExceptionOfType(NoClassDefFoundError.class).isThrownBy(() -> failing.send(documents(1)));
		assertThat(failing.describe().get("dropped")).isEqualTo(Map.of("NoClassDefFoundError", 1L));
	}

	@Test
	void whatOneSenderHasLostIsNotLostByTheNext() throws Exception {
		List<TraceDocument> documents = documents(2);
		CountedSender.of(new LosingSender()).send(documents);
		CountedSender next = CountedSender.of((all) -> {
		});
		next.send(documents);
		assertThat(next.describe().get("sent")).isEqualTo(2L);
		assertThat(documents).extracting((document) -> document.parcel().failure()).containsOnly("lost");
	}

	@Test
	void someReasonsHaveTheirNamesAndTheOthersAreCountedTogether() throws Exception {
		CountedSender sender = CountedSender.of((documents) -> {
			for (int i = 0; i < documents.size(); i++) {
				documents.get(i).drop("reason" + i);
			}
		});
		sender.send(documents(102));
		sender.send(documents(100));
		assertThat((Map<?, ?>) sender.describe().get("dropped")).hasSize(101)
			.satisfies((dropped) -> assertThat(dropped.get("reason99")).isEqualTo(2L))
			.satisfies((dropped) -> assertThat(dropped.get("other")).isEqualTo(2L));
	}

	@Test
	void itsSenderIsClosedWithIt() {
		AtomicBoolean closed = new AtomicBoolean();
		CountedSender.of(new TraceSender() {

			@Override
			public void send(List<TraceDocument> documents) {
			}

			@Override
			public void close() {
				closed.set(true);
			}

		}).close();
		assertThat(closed).isTrue();
	}

	@Test
	void theStatusTellsOfTheQueueAndOfEachSender() {
		EmitterStatistics statistics = new EmitterStatistics();
		EmitterStatus status = new EmitterStatus(statistics,
				new CountedSenders(List.of(CountedSender.of(new LosingSender()))));
		assertThat(status.name()).isEqualTo("emitter");
		assertThat(status.describe().containsKey("lastError")).isFalse();
		TraceQueue queue = new TraceQueue(10, 1000);
		statistics.watch(queue);
		queue.offer(TestParcels.weighing(7));
		statistics.depth(3);
		statistics.accept();
		statistics.accept();
		statistics.send();
		statistics.drop("full");
		statistics.written(4, 500, 1);
		statistics.refused("nobody there");
		statistics.tooLarge();
		Map<String, ?> described = status.describe();
		assertThat(described.get("accepted")).isEqualTo(2L);
		assertThat(described.get("sent")).isEqualTo(1L);
		assertThat(described.get("dropped")).isEqualTo(Map.of("full", 1L));
		assertThat(described.get("documents")).isEqualTo(4L);
		assertThat(described.get("bytes")).isEqualTo(500L);
		assertThat(described.get("refused")).isEqualTo(1L);
		assertThat(described.get("tooLargeTraces")).isEqualTo(1L);
		assertThat(described.get("queue")).isEqualTo(Map.of("depth", 1, "bytes", 7L, "highWaterMark", 3));
		assertThat(described.get("lastError")).isEqualTo(statistics.lastError());
		assertThat((List<?>) described.get("senders")).singleElement()
			.satisfies(
					(sender) -> assertThat(((Map<?, ?>) sender).get("name")).isEqualTo(LosingSender.class.getName()));
	}

	private static List<TraceDocument> documents(int count) {
		return IntStream.range(0, count)
			.mapToObj((i) -> TestParcels.parcel(TestEntities.end(TestEntities.segment("users"))))
			.flatMap((parcel) -> TestParcels.documents(parcel).stream())
			.toList();
	}

	private static final class LosingSender implements TraceSender {

		@Override
		public void send(List<TraceDocument> documents) {
			documents.forEach((document) -> document.drop("lost"));
		}

	}

}
