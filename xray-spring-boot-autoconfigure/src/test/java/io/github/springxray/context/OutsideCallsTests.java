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

import com.amazonaws.xray.exceptions.AlreadyEmittedException;
import com.amazonaws.xray.exceptions.SegmentNotFoundException;
import com.amazonaws.xray.exceptions.SubsegmentNotFoundException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.ContextStartedEvent;
import org.springframework.context.event.ContextStoppedEvent;
import org.springframework.context.support.StaticApplicationContext;

import io.github.springxray.recorder.ContextMissing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for calls of traced libraries outside of a segment, of which
 * {@link ReportingContextMissingStrategy} tells.
 */
@ExtendWith(OutputCaptureExtension.class)
class OutsideCallsTests {

	private final StaticApplicationContext context = new StaticApplicationContext();

	@Test
	void theyAreLoggedWhileTheApplicationRuns(CapturedOutput output) {
		ReportingContextMissingStrategy strategy = strategy(ContextMissing.LOG);
		strategy.outside("Starting");
		strategy.onApplicationEvent(new ContextRefreshedEvent(this.context));
		strategy.outside("A query");
		strategy.onApplicationEvent(new ContextClosedEvent(this.context));
		callElsewhere(strategy, "Stopping");
		assertThat(output).contains("A query is in no trace: no segment is in progress.")
			.doesNotContain("Starting")
			.doesNotContain("Stopping");
	}

	@Test
	void anApplicationThatWasStoppedMayBeStartedAgain(CapturedOutput output) {
		ReportingContextMissingStrategy strategy = strategy(ContextMissing.LOG);
		strategy.onApplicationEvent(new ContextStoppedEvent(this.context));
		strategy.outside("Pausing");
		strategy.onApplicationEvent(new ContextStartedEvent(this.context));
		callElsewhere(strategy, "Going on");
		assertThat(output).contains("Going on is in no trace").doesNotContain("Pausing");
	}

	@Test
	void whatHappensToOtherContextsDoesNotMatter(CapturedOutput output) {
		ReportingContextMissingStrategy strategy = strategy(ContextMissing.LOG);
		strategy.onApplicationEvent(new ContextRefreshedEvent(new StaticApplicationContext()));
		strategy.outside("A query");
		strategy.onApplicationEvent(new ContextRefreshedEvent(this.context));
		strategy.onApplicationEvent(new ContextClosedEvent(new StaticApplicationContext()));
		callElsewhere(strategy, "A call");
		assertThat(output).contains("A call is in no trace").doesNotContain("A query");
	}

	@Test
	void theyAreNeverMadeToFail(CapturedOutput output) {
		for (ContextMissing policy : ContextMissing.values()) {
			ReportingContextMissingStrategy strategy = strategy(policy);
			assertThatNoException().isThrownBy(() -> strategy.outside("A query"));
			if (policy != ContextMissing.LOG) {
				strategy.onApplicationEvent(new ContextRefreshedEvent(this.context));
				assertThatNoException().isThrownBy(() -> strategy.outside("A query"));
			}
		}
		assertThat(output).doesNotContain("A query");
	}

	@Test
	void codeThatAsksForASegmentFailsWithWhatItAskedFor() {
		ReportingContextMissingStrategy strategy = strategy(ContextMissing.FAIL);
		assertThatExceptionOfType(SegmentNotFoundException.class)
			.isThrownBy(() -> strategy.contextMissing("none", SegmentNotFoundException.class));
		assertThatExceptionOfType(SubsegmentNotFoundException.class)
			.isThrownBy(() -> strategy.contextMissing("none", SubsegmentNotFoundException.class));
		assertThatNoException().isThrownBy(() -> strategy.contextMissing("late", AlreadyEmittedException.class));
	}

	private ReportingContextMissingStrategy strategy(ContextMissing policy) {
		ReportingContextMissingStrategy strategy = new ReportingContextMissingStrategy(policy);
		strategy.setApplicationContext(this.context);
		return strategy;
	}

	private static void callElsewhere(ReportingContextMissingStrategy strategy, String call) {
		strategy.outside(call);
	}

}
