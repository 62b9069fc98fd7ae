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

package io.github.springxray.method;

import java.util.List;
import java.util.Map;

import com.amazonaws.xray.entities.Entity;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.Subsegments;
import io.github.springxray.sampling.JobSamplingRequest.Kind;

/**
 * What there is to know about a method to trace its calls.
 *
 * @param name the name of its subsegments
 * @param kind what kind of work it is where no segment is open, {@code null} if it is
 * then in no trace
 * @param type the class that the user has written
 * @param deferred whether the work happens when the result is subscribed to
 * @param arguments the values to record of each argument, by its index
 * @param results the values to record of the result
 * @param constants annotations that are the same for each call
 */
record TracedMethod(String name, @Nullable Kind kind, Class<?> type, boolean deferred,
		List<List<TracedValue>> arguments, List<TracedValue> results, Map<String, String> constants) {

	private static final String CLASS_NAMESPACE = "ClassInfo";

	private static final String CLASS_KEY = "Class";

	void recordCall(Entity entity, @Nullable Object[] values, Subsegments subsegments) {
		subsegments.safely("recording the class of a bean",
				() -> entity.putMetadata(CLASS_NAMESPACE, CLASS_KEY, this.type.getName()));
		if (!this.constants.isEmpty()) {
			subsegments.safely("recording the values of an annotation",
					() -> this.constants.forEach(entity::putAnnotation));
		}
		for (int i = 0; i < this.arguments.size(); i++) {
			record(this.arguments.get(i), entity, values[i], subsegments);
		}
	}

	void recordResult(Entity entity, @Nullable Object value, Subsegments subsegments) {
		record(this.results, entity, value, subsegments);
	}

	private static void record(List<TracedValue> parts, Entity entity, @Nullable Object value,
			Subsegments subsegments) {
		for (TracedValue part : parts) {
			subsegments.safely("recording a value with @XRayAnnotation or @XRayMetadata",
					() -> part.record(entity, value));
		}
	}

}
