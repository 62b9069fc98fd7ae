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

package io.github.springxray.recorder;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.AWSLogReference;
import com.amazonaws.xray.entities.Segment;

import io.github.springxray.entity.SharedFields;
import io.github.springxray.entity.TraceSegment;

/**
 * What all segments of a recorder have in common: where the process runs. Segments share
 * it until somebody tells the recorder more.
 *
 * @param known what the recorder was told of AWS
 * @param knownService what it was told of the service
 * @param aws the block {@code aws} of a segment
 * @param service the block {@code service} of a segment
 */
record RuntimeContext(Told known, Told knownService, SharedFields aws, SharedFields service) {

	static RuntimeContext of(AWSXRayRecorder recorder, Set<AWSLogReference> references) {
		Map<String, Object> aws = new HashMap<>(recorder.getAwsRuntimeContext());
		if (!references.isEmpty()) {
			aws.put("cloudwatch_logs", Set.copyOf(references));
		}
		return new RuntimeContext(Told.of(recorder.getAwsRuntimeContext()),
				Told.of(recorder.getServiceRuntimeContext()), SharedFields.of(aws),
				SharedFields.of(recorder.getServiceRuntimeContext()));
	}

	/**
	 * Return whether the recorder has not been told more.
	 */
	boolean isOf(AWSXRayRecorder recorder) {
		return this.known.isOf(recorder.getAwsRuntimeContext())
				&& this.knownService.isOf(recorder.getServiceRuntimeContext());
	}

	/**
	 * Put it on a segment that nobody else knows yet.
	 */
	void put(Segment segment) {
		if (segment instanceof TraceSegment own) {
			own.beginAt(this.aws, this.service);
			return;
		}
		segment.putAllAws(this.aws);
		segment.putAllService(this.service);
	}

	/**
	 * What a map has held, to be compared with each segment that begins.
	 */
	@SuppressWarnings("ArrayRecordComponent")
	private record Told(String[] keys, Object[] values) {

		static Told of(Map<String, Object> map) {
			Map<String, Object> copy = Map.copyOf(map);
			String[] keys = copy.keySet().toArray(String[]::new);
			Object[] values = new Object[keys.length];
			Arrays.setAll(values, (i) -> copy.get(keys[i]));
			return new Told(keys, values);
		}

		boolean isOf(Map<String, Object> map) {
			if (map.size() != this.keys.length) {
				return false;
			}
			for (int i = 0; i < this.keys.length; i++) {
				if (!this.values[i].equals(map.get(this.keys[i]))) {
					return false;
				}
			}
			return true;
		}

	}

}
