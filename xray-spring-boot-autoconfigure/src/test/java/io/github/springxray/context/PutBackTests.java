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

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.listeners.SegmentListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.springxray.context.TracingRunner.Tracing;
import io.github.springxray.testsupport.GarbageCollection;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A segment may leave on another thread while it is put back on this one. It must not
 * count as set by hand then, as nobody would clear it: the thread would keep it.
 */
class PutBackTests {

	private final Deque<Runnable> whenSet = new ArrayDeque<>();

	private final List<Segment> keep = new ArrayList<>();

	private final TracingRunner runner = new TracingRunner()
		.with((runner) -> runner.withBean("leaving", SegmentListener.class, Leaving::new));

	@AfterEach
	void clear() {
		Carried.clear();
	}

	@ParameterizedTest
	@EnumSource
	void whatLeavesWhileItIsPutBackIsNotKept(Way way) {
		this.runner.run((tracing) -> GarbageCollection.awaitCollectionOf(putBack(tracing, way)));
	}

	@SuppressWarnings("deprecation")
	private WeakReference<Segment> putBack(Tracing tracing, Way way) throws Exception {
		TraceScope outer = tracing.beginSegment();
		Segment segment = Tracing.segment(outer);
		tracing.subsegments().detach(outer);
		tracing.recorder().setTraceEntity(segment);
		this.whenSet.add(() -> CompletableFuture.runAsync(() -> tracing.end(outer)).join());
		way.putBack(tracing, segment, this.whenSet);
		assertThat(segment.isEmitted()).isTrue();
		assertThat(Carried.has(segment)).isFalse();
		tracing.recorder().clearTraceEntity();
		tracing.traces().takeSegment("root");
		tracing.traces().clear();
		return new WeakReference<>(segment);
	}

	@Test
	void whatWasSetByHandIsForgottenWithWhatComesInItsPlace() {
		this.runner.run((tracing) -> {
			WeakReference<Segment> first = left(tracing);
			WeakReference<Segment> second = left(tracing);
			setByHand(tracing, first);
			setByHand(tracing, second);
			this.keep.clear();
			tracing.recorder().clearTraceEntity();
			GarbageCollection.awaitCollectionOf(first);
			GarbageCollection.awaitCollectionOf(second);
		});
	}

	@SuppressWarnings("deprecation")
	private static void setByHand(Tracing tracing, WeakReference<Segment> segment) {
		tracing.recorder().setTraceEntity(segment.get());
		assertThat(tracing.recorder().getTraceEntity()).isNotNull();
	}

	private WeakReference<Segment> left(Tracing tracing) {
		TraceScope scope = tracing.beginSegment();
		Segment segment = Tracing.segment(scope);
		this.keep.add(segment);
		tracing.end(scope);
		tracing.traces().takeSegment("root");
		return new WeakReference<>(segment);
	}

	/**
	 * How something becomes current again.
	 */
	enum Way {

		SCOPE {
			@Override
			void putBack(Tracing tracing, Segment segment, Deque<Runnable> whenSet) {
				Runnable leaving = whenSet.remove();
				CurrentEntity other = tracing.subsegments().makeCurrent(null);
				whenSet.add(leaving);
				other.close();
			}
		},

		PROPAGATION {
			@Override
			void putBack(Tracing tracing, Segment segment, Deque<Runnable> whenSet) {
				EntityThreadLocalAccessor accessor = new EntityThreadLocalAccessor();
				accessor.setValue();
				accessor.restore(segment);
			}
		},

		SUBSEGMENT {
			@Override
			void putBack(Tracing tracing, Segment segment, Deque<Runnable> whenSet) {
				Runnable leaving = whenSet.remove();
				TraceScope inner = tracing.subsegments().begin("inner");
				whenSet.add(leaving);
				tracing.end(inner);
			}
		};

		abstract void putBack(Tracing tracing, Segment segment, Deque<Runnable> whenSet);

	}

	/**
	 * Does something while an entity becomes current.
	 */
	private final class Leaving implements SegmentListener {

		@Override
		public void onSetEntity(@Nullable Entity previous, Entity entity) {
			Runnable work = PutBackTests.this.whenSet.poll();
			if (work != null) {
				work.run();
			}
		}

	}

}
