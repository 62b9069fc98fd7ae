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
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DropReports} and {@link EmitterStatistics}.
 */
@ExtendWith(OutputCaptureExtension.class)
class DropReportsTests {

	private final EmitterStatistics statistics = new EmitterStatistics();

	private long now = 5;

	private final DropReports reports = new DropReports(this.statistics, () -> this.now);

	@Test
	void saysNothingWhereNothingWasDropped(CapturedOutput output) {
		this.reports.report();
		assertThat(output).doesNotContain("Traces are incomplete");
	}

	@Test
	void saysWhatWasDroppedOnceAMinute(CapturedOutput output) {
		this.statistics.accept();
		this.reports.drop("full");
		this.reports.report();
		assertThat(lines(output)).isEqualTo(1);
		assertThat(output).contains("of 1 segments and subsegments so far, these were dropped: {full=1}");
		this.reports.drop("full");
		this.now += DropReports.INTERVAL - 1;
		this.reports.report();
		assertThat(lines(output)).isEqualTo(1);
		this.now++;
		this.reports.report();
		this.reports.report();
		assertThat(lines(output)).isEqualTo(2);
	}

	@Test
	void saysNothingMoreUntilMoreIsDropped(CapturedOutput output) {
		this.reports.drop("full");
		this.reports.report();
		this.now += 10 * DropReports.OVERDUE;
		this.reports.report();
		assertThat(lines(output)).isEqualTo(1);
	}

	@Test
	void whoDropsSaysSoWhereNobodyElseDoes(CapturedOutput output) {
		this.reports.drop("full");
		this.now += DropReports.OVERDUE;
		this.reports.drop("full");
		assertThat(lines(output)).isZero();
		this.now++;
		this.reports.drop("full");
		assertThat(lines(output)).isEqualTo(1);
		assertThat(output).contains("{full=3}");
	}

	@Test
	void namesSomeReasonsAndCountsTheOthersTogether() {
		for (int i = 0; i < 150; i++) {
			this.statistics.drop("reason" + i);
		}
		this.statistics.drop("reason0");
		assertThat(this.statistics.dropped()).isEqualTo(151);
		assertThat(this.statistics.droppedByReason()).hasSize(101)
			.containsEntry("reason0", 2L)
			.containsEntry("reason99", 1L)
			.containsEntry("other", 50L);
	}

	@Test
	void countsWhatWasWritten() {
		this.statistics.written(1, 100, 0);
		this.statistics.written(3, 50, 2);
		assertThat(this.statistics.documents()).isEqualTo(4);
		assertThat(this.statistics.bytes()).isEqualTo(150);
		assertThat(this.statistics.split()).isEqualTo(1);
		assertThat(this.statistics.shortened()).isEqualTo(2);
	}

	@Test
	void knowsHowManyHaveWaited() {
		assertThat(this.statistics.queueDepth()).isZero();
		assertThat(this.statistics.queueBytes()).isZero();
		TraceQueue queue = new TraceQueue(10, 1000);
		this.statistics.watch(queue);
		this.statistics.depth(2);
		this.statistics.depth(1);
		assertThat(this.statistics.queueHighWaterMark()).isEqualTo(2);
		for (int i = 0; i < 3; i++) {
			queue.offer(TestParcels.weighing(10));
		}
		assertThat(this.statistics.queueDepth()).isEqualTo(3);
		assertThat(this.statistics.queueBytes()).isEqualTo(30);
		assertThat(this.statistics.queueHighWaterMark()).isEqualTo(3);
	}

	@Test
	void remembersTheLastFailure() {
		assertThat(this.statistics.lastError()).isNull();
		Instant before = Instant.now();
		this.statistics.failed("first");
		this.statistics.refused("second");
		assertThat(this.statistics.refused()).isEqualTo(1);
		assertThat(this.statistics.lastError()).isNotNull().satisfies((error) -> {
			assertThat(error.message()).isEqualTo("second");
			assertThat(error.time()).isBetween(before, Instant.now());
		});
	}

	@Test
	void remembersTheLastSuccess() {
		assertThat(this.statistics.lastSuccess()).isNull();
		Instant before = Instant.now();
		this.statistics.send();
		assertThat(this.statistics.sent()).isEqualTo(1);
		assertThat(this.statistics.lastSuccess()).isBetween(before, Instant.now());
	}

	@Test
	void tellsWhoCountsByReasonOfEachReasonOnce() {
		List<String> reasons = new ArrayList<>();
		this.statistics.drop("before");
		this.statistics.onReason((reason) -> {
			throw new IllegalStateException("counting");
		});
		this.statistics.onReason(reasons::add);
		this.statistics.drop("before");
		this.statistics.drop("after");
		this.statistics.drop("after");
		assertThat(reasons).containsExactly("before", "after");
		assertThat(this.statistics.dropped("before")).isEqualTo(2);
		assertThat(this.statistics.dropped("after")).isEqualTo(2);
		assertThat(this.statistics.dropped("never")).isZero();
	}

	private static long lines(CapturedOutput output) {
		return output.toString().lines().filter((line) -> line.contains("Traces are incomplete")).count();
	}

}
