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

package io.github.springxray.platform;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.AWSLogReference;
import com.amazonaws.xray.entities.Segment;
import org.jspecify.annotations.Nullable;

/**
 * What a recorder was told of where the application runs. What somebody else has told it,
 * such as a plugin of the SDK that the application uses, stays.
 */
final class RecordedFacts {

	private static final String LOGS = "cloudwatch_logs";

	private final AWSXRayRecorder recorder;

	private final Map<String, Map<String, Object>> blocks = new HashMap<>();

	private @Nullable String origin;

	RecordedFacts(AWSXRayRecorder recorder) {
		this.recorder = recorder;
	}

	/**
	 * Tell the recorder, in the place of what it was told before.
	 * @param facts what is known, the most specific first
	 */
	void record(List<Facts> facts) {
		// Segments that see a new block are to see the logs too
		for (Facts known : facts) {
			if (!known.logs().isEmpty()) {
				this.recorder.addAllLogReferences(known.logs());
			}
		}
		Map<String, Object> aws = this.recorder.getAwsRuntimeContext();
		Map<String, Map<String, Object>> former = new HashMap<>(this.blocks);
		this.blocks.clear();
		for (Facts known : facts) {
			Map<String, Object> old = former.remove(known.key());
			if (!known.block().isEmpty() && put(aws, known.key(), old, known.block())) {
				this.blocks.put(known.key(), known.block());
			}
		}
		former.forEach(aws::remove);
		recordOrigin(facts.isEmpty() ? null : facts.get(0).origin());
	}

	private static boolean put(Map<String, Object> aws, String key, @Nullable Object old, Object block) {
		return (old != null) ? aws.replace(key, old, block) : aws.putIfAbsent(key, block) == null;
	}

	@SuppressWarnings("NullAway")
	private void recordOrigin(@Nullable String found) {
		String known = this.recorder.getOrigin();
		if (known == null || known.equals(this.origin)) {
			this.recorder.setOrigin(found);
			this.origin = found;
		}
	}

	/**
	 * Return what completes a segment that was begun before the recorder was told.
	 * @param before what was known when it was begun
	 * @param now what is known now
	 */
	Completion completion(List<Facts> before, List<Facts> now) {
		return new Completion(before, now, Map.copyOf(this.blocks));
	}

	/**
	 * Completes segments.
	 *
	 * @param before what was known when they were begun
	 * @param now what is known now
	 * @param blocks what the recorder was told by us
	 */
	record Completion(List<Facts> before, List<Facts> now, Map<String, Map<String, Object>> blocks) {

		void complete(Segment segment) {
			Map<String, Object> aws = segment.getAws();
			this.blocks.forEach((key, block) -> {
				Object present = aws.get(key);
				if (present == null || isFormer(key, present)) {
					segment.putAws(key, block);
				}
			});
			Set<AWSLogReference> logs = new LinkedHashSet<>();
			this.now.forEach((facts) -> logs.addAll(facts.logs()));
			this.before.forEach((facts) -> logs.removeAll(facts.logs()));
			if (!logs.isEmpty()) {
				putLogs(segment, logs);
			}
		}

		private boolean isFormer(String key, Object present) {
			return this.before.stream().anyMatch((facts) -> facts.key().equals(key) && facts.block().equals(present));
		}

		private static void putLogs(Segment segment, Set<AWSLogReference> logs) {
			Set<Object> all = new LinkedHashSet<>();
			if (segment.getAws().get(LOGS) instanceof Collection<?> known) {
				all.addAll(new ArrayList<>(known));
			}
			all.addAll(logs);
			segment.putAws(LOGS, all);
		}

	}

}
