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

package io.github.springxray.jdbc;

import java.util.HashMap;
import java.util.Map;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.FacadeSegment;
import com.amazonaws.xray.entities.Subsegment;

import io.github.springxray.entity.TraceEntity;
import io.github.springxray.recorder.TraceNotes;

/**
 * Finds statements that run again and again in one segment, as those do that load the
 * rows of a list one by one.
 */
final class RepeatedStatements {

	/**
	 * A segment with more different statements than these has other troubles.
	 */
	private static final int MAX_STATEMENTS = 200;

	private final int threshold;

	private final boolean recordStatement;

	private final TraceNotes<Counts> segments = new TraceNotes<>();

	RepeatedStatements(int threshold, boolean recordStatement) {
		this.threshold = threshold;
		this.recordStatement = recordStatement;
	}

	boolean isEnabled() {
		return this.threshold > 0;
	}

	/**
	 * Count one execution.
	 * @param entity what it belongs to
	 * @param statement the sanitised statement
	 */
	void count(Entity entity, String statement) {
		Entity request = requestOf(entity);
		this.segments.computeIfAbsent(request, Counts::new).add(request, statement);
	}

	/**
	 * A segment, or what stands for it in AWS Lambda.
	 */
	private static Entity requestOf(Entity entity) {
		Entity request = entity.getParentSegment();
		if (request instanceof FacadeSegment && entity instanceof TraceEntity own) {
			return own.root();
		}
		if (request instanceof FacadeSegment) {
			request = entity;
			while (request instanceof Subsegment && request.getParent() instanceof Subsegment parent) {
				request = parent;
			}
		}
		return request;
	}

	/**
	 * What ran in one segment, on any of its threads. It must not refer to the segment.
	 */
	private final class Counts {

		private final Map<String, Integer> counts = new HashMap<>();

		private int highest;

		synchronized void add(Entity request, String statement) {
			if (this.counts.size() >= MAX_STATEMENTS && !this.counts.containsKey(statement)) {
				return;
			}
			int count = this.counts.merge(statement, 1, Integer::sum);
			if (count > RepeatedStatements.this.threshold && count > this.highest && !request.isEmitted()) {
				this.highest = count;
				request.putAnnotation("repeated_query_count", count);
				if (RepeatedStatements.this.recordStatement) {
					request.putMetadata(Execution.NAMESPACE, "repeated_query", statement);
				}
			}
		}

	}

}
