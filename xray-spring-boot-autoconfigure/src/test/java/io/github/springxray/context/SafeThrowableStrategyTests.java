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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.ThrowableDescription;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SafeThrowableStrategy}.
 */
class SafeThrowableStrategyTests {

	private final SafeThrowableStrategy strategy = new SafeThrowableStrategy(2,
			new ExceptionMessages(RecordMessages.ALL, List.of()));

	private final IllegalStateException cause = new IllegalStateException("cause");

	private final IllegalArgumentException effect = new IllegalArgumentException("effect", this.cause);

	@Test
	void anExceptionAndItsCauseAreDescribedAndLinked() {
		List<ThrowableDescription> both = this.strategy.describeInContext(this.effect, List.of());
		assertThat(both).extracting(ThrowableDescription::getMessage).containsExactly("effect", "cause");
		assertThat(both).extracting(ThrowableDescription::getType)
			.containsExactly("java.lang.IllegalArgumentException", "java.lang.IllegalStateException");
		assertThat(both.get(0).getCause()).isEqualTo(both.get(1).getId()).matches("[0-9a-f]{16}");
		assertThat(both.get(1).getCause()).isNull();
		assertThat(both).extracting(ThrowableDescription::isRemote).containsExactly(false, false);
	}

	@Test
	void aStackOfThePermittedLengthIsWhole() {
		this.cause.setStackTrace(frames(2));
		ThrowableDescription whole = this.strategy.describeInContext(this.cause, List.of()).get(0);
		assertThat(whole.getStack()).hasSize(2);
		assertThat(whole.getTruncated()).isZero();
		this.cause.setStackTrace(frames(5));
		ThrowableDescription cut = this.strategy.describeInContext(this.cause, List.of()).get(0);
		assertThat(cut.getStack()).containsExactly(frames(2));
		assertThat(cut.getTruncated()).isEqualTo(3);
	}

	@Test
	void whatFailedElsewhereIsRemote() {
		assertThat(this.strategy.describeInContext(new UncheckedIOException(new IOException()), List.of()).get(0))
			.returns(true, ThrowableDescription::isRemote);
		new TracingRunner().run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			TraceScope local = tracing.subsegments().begin("local", root.entity());
			TraceScope remote = tracing.subsegments().begin("remote", root.entity());
			remote.entity().setNamespace("remote");
			assertThat(describe(local.entity())).extracting(ThrowableDescription::isRemote)
				.containsExactly(false, false);
			assertThat(describe(remote.entity())).extracting(ThrowableDescription::isRemote)
				.containsExactly(true, true);
			tracing.end(remote);
			tracing.end(local);
			tracing.end(root);
			tracing.traces().takeSegment();
		});
	}

	@Test
	void whatIsDescribedElsewhereIsReferredTo() {
		new TracingRunner().run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			TraceScope child = tracing.subsegments().begin("child", root.entity());
			child.entity().addException(this.cause);
			String known = child.entity().getCause().getExceptions().get(0).getId();
			List<Subsegment> children = List.of((Subsegment) child.entity());
			assertThat(this.strategy.describeInContext(this.cause, children)).singleElement()
				.returns(known, ThrowableDescription::getCause)
				.returns(null, ThrowableDescription::getId);
			assertThat(this.strategy.describeInContext(root.entity(), this.effect, children)).singleElement()
				.returns(known, ThrowableDescription::getCause)
				.returns("effect", ThrowableDescription::getMessage);
			assertThat(this.strategy.describeInContext(child.entity(), this.cause, List.of())).isEmpty();
			assertThat(this.strategy.describeInContext(child.entity(), this.effect, List.of())).singleElement()
				.returns(known, ThrowableDescription::getCause);
			root.entity().addException(this.cause);
			assertThat(root.entity().getCause().getExceptions()).singleElement()
				.returns(known, ThrowableDescription::getCause);
			assertThat(this.strategy.describeInContext(root.entity(), this.effect, List.of())).singleElement()
				.returns(known, ThrowableDescription::getCause);
			tracing.end(child);
			tracing.end(root);
			tracing.traces().takeSegment();
		});
	}

	@Test
	void anExceptionIsReadWithoutTheLockOfItsEntity() {
		new TracingRunner().run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			boolean[] held = new boolean[1];
			root.entity().addException(new IllegalStateException() {

				private static final long serialVersionUID = 1L;

				@Override
				public String getMessage() {
					held[0] |= Entities.lockOf(root.entity()).isHeldByCurrentThread();
					return "read";
				}

			});
			assertThat(held[0]).isFalse();
			assertThat(Entities.lockOf(root.entity()).isHeldByCurrentThread()).isFalse();
			tracing.end(root);
			assertThat(tracing.traces().takeSegment()).hasExceptionMessage("read");
		});
	}

	private List<ThrowableDescription> describe(Entity entity) {
		return this.strategy.describeInContext(entity, this.effect, List.of());
	}

	private static StackTraceElement[] frames(int count) {
		StackTraceElement[] frames = new StackTraceElement[count];
		for (int i = 0; i < count; i++) {
			frames[i] = new StackTraceElement("Deep", "call" + i, "Deep.java", i);
		}
		return frames;
	}

}
