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

package io.github.springxray.logging;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;

import com.amazonaws.xray.entities.Entity;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.CurrentEntityListener;
import io.github.springxray.recorder.TracingFaults;

/**
 * Puts the ids of what is current on a thread into its MDC, and takes them out again. It
 * touches no other key, and finds the MDC cleared or replaced without complaint.
 */
final class MdcIds implements CurrentEntityListener {

	/**
	 * More threads than these rarely run at once.
	 */
	private static final int MAX_IDLE = 64;

	private final ThreadLocal<@Nullable ThreadIds> threads = new ThreadLocal<>();

	/**
	 * What threads have used and need no more. It is kept here and not on the threads,
	 * which may be a container's and live longer than the application.
	 */
	private final AtomicReferenceArray<@Nullable ThreadIds> idle = new AtomicReferenceArray<>(MAX_IDLE);

	private final BooleanSupplier alone;

	private final boolean datadog;

	private final TracingFaults faults;

	/**
	 * Create an instance.
	 * @param alone says whether no other tracer puts {@code traceId} and {@code spanId}
	 * @param datadog whether to put {@code dd.trace_id} and {@code dd.span_id}
	 * @param faults where faults of tracing are counted
	 */
	MdcIds(BooleanSupplier alone, boolean datadog, TracingFaults faults) {
		this.alone = alone;
		this.datadog = datadog;
		this.faults = faults;
	}

	@Override
	public void changed(@Nullable Entity entity) {
		try {
			ThreadIds ids = this.threads.get();
			if (entity != null) {
				show(entity, ids);
			}
			else if (ids != null) {
				hide(ids);
			}
		}
		catch (RuntimeException | LinkageError ex) {
			this.faults.record("putting ids into the MDC", ex);
		}
	}

	private void show(Entity entity, @Nullable ThreadIds known) {
		ThreadIds ids = (known != null) ? known : take();
		if (!ids.show(entity)) {
			hide(ids);
		}
		else if (known == null) {
			this.threads.set(ids);
		}
	}

	/**
	 * The thread keeps an entry without a value, which the next request needs again.
	 */
	private void hide(ThreadIds ids) {
		this.threads.set(null);
		ids.hide();
		this.idle.set(place(), ids);
	}

	private ThreadIds take() {
		ThreadIds ids = this.idle.getAndSet(place(), null);
		return (ids != null) ? ids : new ThreadIds(this.alone.getAsBoolean(), this.datadog);
	}

	private static int place() {
		return (int) Thread.currentThread().getId() & (MAX_IDLE - 1);
	}

}
