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

package io.github.springxray.micrometer;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import org.jspecify.annotations.Nullable;

import io.github.springxray.recorder.WeakIdentityMap;

/**
 * Keeps the baggage of traces beside their segments, whether they are recorded or not,
 * and so on all of their threads.
 */
final class BaggageStore {

	/**
	 * What comes from outside must not fill the memory.
	 */
	private static final int MAX_FIELDS = 64;

	private final WeakIdentityMap<Segment, Map<String, String>> segments = new WeakIdentityMap<>();

	private final List<String> tagFields;

	BaggageStore(List<String> tagFields) {
		this.tagFields = List.copyOf(tagFields);
	}

	Map<String, String> all(@Nullable Entity entity) {
		Map<String, String> known = (entity != null) ? this.segments.get(entity.getParentSegment()) : null;
		return (known != null) ? Map.copyOf(known) : Map.of();
	}

	@Nullable String get(@Nullable Entity entity, String name) {
		Map<String, String> known = (entity != null) ? this.segments.get(entity.getParentSegment()) : null;
		return (known != null) ? known.get(name) : null;
	}

	void set(@Nullable Entity entity, String name, @Nullable String value) {
		if (entity == null) {
			return;
		}
		Map<String, String> known = this.segments.computeIfAbsent(entity.getParentSegment(), ConcurrentHashMap::new);
		if (value == null) {
			known.remove(name);
		}
		else if (known.size() < MAX_FIELDS || known.containsKey(name)) {
			known.put(name, value);
			if (this.tagFields.contains(name) && EntityContext.isRecording(entity)) {
				entity.putAnnotation(name, value);
			}
		}
	}

}
