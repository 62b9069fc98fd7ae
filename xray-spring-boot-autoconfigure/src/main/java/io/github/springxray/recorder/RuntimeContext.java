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

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.AWSLogReference;
import com.amazonaws.xray.entities.Segment;

import io.github.springxray.entity.SharedFields;

/**
 * What all segments of a recorder have in common: where the process runs. Segments share
 * it until somebody tells the recorder more.
 *
 * @param known what the recorder was told of AWS
 * @param knownService what it was told of the service
 * @param aws the block {@code aws} of a segment
 * @param service the block {@code service} of a segment
 */
record RuntimeContext(Map<String, Object> known, Map<String, Object> knownService, SharedFields aws,
		SharedFields service) {

	static RuntimeContext of(AWSXRayRecorder recorder, Set<AWSLogReference> references) {
		Map<String, Object> aws = new HashMap<>(recorder.getAwsRuntimeContext());
		if (!references.isEmpty()) {
			aws.put("cloudwatch_logs", Set.copyOf(references));
		}
		return new RuntimeContext(Map.copyOf(recorder.getAwsRuntimeContext()),
				Map.copyOf(recorder.getServiceRuntimeContext()), SharedFields.of(aws),
				SharedFields.of(recorder.getServiceRuntimeContext()));
	}

	/**
	 * Return whether the recorder has not been told more.
	 */
	boolean isOf(AWSXRayRecorder recorder) {
		return this.known.equals(recorder.getAwsRuntimeContext())
				&& this.knownService.equals(recorder.getServiceRuntimeContext());
	}

	void put(Segment segment) {
		segment.putAllAws(this.aws);
		segment.putAllService(this.service);
	}

}
