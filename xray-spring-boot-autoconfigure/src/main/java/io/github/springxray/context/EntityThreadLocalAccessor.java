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

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Entity;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

import io.github.springxray.recorder.GlobalRecorder;

/**
 * Carries the current segment or subsegment from thread to thread, and into and out of
 * Reactor's context, wherever Micrometer's context propagation is at work.
 */
public final class EntityThreadLocalAccessor implements ThreadLocalAccessor<Entity> {

	/**
	 * The key under which the entity travels.
	 */
	public static final String KEY = "io.github.springxray.entity";

	@Override
	public Object key() {
		return KEY;
	}

	@Override
	public @Nullable Entity getValue() {
		AWSXRayRecorder recorder = GlobalRecorder.get();
		return (recorder != null) ? recorder.getTraceEntity() : null;
	}

	@Override
	public void setValue(Entity entity) {
		AWSXRayRecorder recorder = GlobalRecorder.get();
		if (recorder == null) {
			return;
		}
		Entity carried = Subsegments.lateOrSame(entity);
		if (carried != null) {
			Carried.add(carried);
			set(recorder, carried);
		}
		else {
			recorder.clearTraceEntity();
		}
	}

	/**
	 * Others may have made it current already.
	 */
	@SuppressWarnings("deprecation")
	private static void set(AWSXRayRecorder recorder, Entity entity) {
		if (recorder.getTraceEntity() != entity) {
			recorder.setTraceEntity(entity);
		}
	}

	@Override
	public void setValue() {
		AWSXRayRecorder recorder = GlobalRecorder.get();
		if (recorder != null) {
			recorder.clearTraceEntity();
		}
	}

	@Override
	public void restore(Entity previous) {
		AWSXRayRecorder recorder = GlobalRecorder.get();
		if (recorder != null) {
			Carried.remove(recorder.getTraceEntity());
			boolean byHand = Carried.isByHand(previous);
			set(recorder, previous);
			Carried.putBack(previous, byHand);
		}
	}

	@Override
	public void restore() {
		Carried.clear();
		setValue();
	}

}
