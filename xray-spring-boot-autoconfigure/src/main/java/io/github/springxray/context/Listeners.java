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

import java.util.List;
import java.util.function.BiConsumer;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.listeners.SegmentListener;
import org.jspecify.annotations.Nullable;

import io.github.springxray.recorder.TracingFaults;

/**
 * Tells the listeners of a recorder what happens. The application may add and remove them
 * at any time, and what they throw is counted.
 */
final class Listeners {

	private final TracingFaults faults;

	Listeners(TracingFaults faults) {
		this.faults = faults;
	}

	/**
	 * Return whether there is anybody to tell.
	 */
	boolean isHeard(@Nullable AWSXRayRecorder recorder) {
		return recorder != null && !recorder.getSegmentListeners().isEmpty();
	}

	/**
	 * Tell of an event, by something that captures nothing: most recorders have no
	 * listener.
	 */
	<E extends Entity> void tell(@Nullable AWSXRayRecorder recorder, E entity, BiConsumer<SegmentListener, E> event) {
		if (recorder == null) {
			return;
		}
		List<SegmentListener> listeners = recorder.getSegmentListeners();
		for (int i = 0; i < listeners.size(); i++) {
			try {
				SegmentListener listener = listeners.get(i);
				if (listener != null) {
					event.accept(listener, entity);
				}
			}
			catch (Throwable ex) {
				this.faults.record("a segment listener", ex);
			}
		}
	}

}
