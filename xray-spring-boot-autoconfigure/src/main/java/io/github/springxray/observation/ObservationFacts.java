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

package io.github.springxray.observation;

import java.util.List;
import java.util.Map;
import java.util.Set;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.Subsegments;
import io.github.springxray.job.JobSegments;

/**
 * Puts on a subsegment what was observed: values of low cardinality as annotations,
 * others as metadata.
 */
final class ObservationFacts {

	private static final String NAMESPACE = "observation";

	/**
	 * What a segment or subsegment of ours tells in its own way.
	 */
	private static final Set<String> KNOWN_TO_US = Set.of("method", "status", "uri", "exception", "error",
			"http.request.method", "http.response.status_code", "http.method", "http.status_code", "http.route",
			"client.name", "code.function", "code.namespace", "exception.type");

	private final Subsegments subsegments;

	private final RecordedValues recorded = new RecordedValues();

	private final boolean aiContent;

	ObservationFacts(Subsegments subsegments, boolean aiContent) {
		this.subsegments = subsegments;
		this.aiContent = aiContent;
	}

	/**
	 * Record an observation that has stopped.
	 */
	void record(ObservedEntity observed, Entity entity, Observation.Context context) {
		KeyValues low = context.getLowCardinalityKeyValues();
		KeyValues high = context.getHighCardinalityKeyValues();
		if (entity instanceof Segment) {
			entity.putAnnotation(JobSegments.ANNOTATION, this.recorded.ofText(Downstream.nameOf(context)));
		}
		else {
			recordName(observed, entity, context, low.and(high));
		}
		annotate(entity, low);
		String name = context.getName();
		if (name != null) {
			entity.putMetadata(NAMESPACE, "name", name);
		}
		for (KeyValue value : high) {
			recordHigh(entity, value.getKey(), value.getValue());
		}
		List<Map<String, Object>> events = observed.events();
		if (events != null) {
			entity.putMetadata(NAMESPACE, "events", events);
		}
	}

	private void recordName(ObservedEntity observed, Entity entity, Observation.Context context, KeyValues values) {
		Downstream downstream = Downstream.of(context, values, entity);
		if (downstream != null) {
			downstream.record(entity, values, observed.isTold());
		}
		String name = (downstream != null) ? downstream.name() : Downstream.nameOf(context);
		this.subsegments.rename(observed.scope(), this.recorded.ofText(name));
	}

	private void annotate(Entity entity, KeyValues low) {
		for (KeyValue value : low) {
			if (isRecorded(value.getKey(), value.getValue())) {
				entity.putAnnotation(value.getKey(), this.recorded.of(value.getKey(), value.getValue()));
			}
		}
	}

	private void recordHigh(Entity entity, String key, String value) {
		if (!isRecorded(key, value)) {
			return;
		}
		Long count = KnownKeys.COUNTS.contains(key) ? countOf(value) : null;
		if (count != null) {
			entity.putAnnotation(key, count);
		}
		else {
			entity.putMetadata(NAMESPACE, key, this.recorded.of(key, value));
		}
	}

	private boolean isRecorded(String key, @Nullable String value) {
		return KnownKeys.isValue(value) && !KnownKeys.isStatement(key)
				&& (this.aiContent || !KnownKeys.isAiContent(key));
	}

	private static @Nullable Long countOf(String value) {
		try {
			return Long.valueOf(value);
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	/**
	 * Return what is recorded of a text that belongs to no key.
	 */
	String textOf(String text) {
		return this.recorded.ofText(text);
	}

	/**
	 * Tell what somebody else records more about it: its outcome, and what the
	 * application has added. The route of a request is known to who serves it.
	 */
	void enrich(Entity entity, KeyValues low) {
		for (KeyValue value : low) {
			String key = value.getKey();
			if (!KNOWN_TO_US.contains(key) && isRecorded(key, value.getValue())
					&& !entity.getAnnotations().containsKey(key)) {
				entity.putAnnotation(key, this.recorded.of(key, value.getValue()));
			}
		}
	}

}
