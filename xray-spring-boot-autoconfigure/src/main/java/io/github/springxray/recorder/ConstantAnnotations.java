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

import java.util.LinkedHashMap;
import java.util.Map;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.FacadeSegment;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.listeners.SegmentListener;

/**
 * Puts {@code xray.annotations} on every segment, and in AWS Lambda, where there is none,
 * on what stands right beneath that of the invocation.
 */
final class ConstantAnnotations implements SegmentListener {

	private final Map<String, Object> annotations;

	/**
	 * Create a listener.
	 * @param annotations legal keys and values, which are texts, numbers and booleans
	 */
	ConstantAnnotations(Map<String, Object> annotations) {
		this.annotations = new LinkedHashMap<>(annotations);
	}

	@Override
	public void onBeginSegment(Segment segment) {
		if (segment.isRecording()) {
			annotate(segment);
		}
	}

	@Override
	public void onBeginSubsegment(Subsegment subsegment) {
		if (subsegment.getParent() instanceof FacadeSegment && subsegment.isRecording()) {
			annotate(subsegment);
		}
	}

	private void annotate(Entity entity) {
		this.annotations.forEach((key, value) -> {
			if (value instanceof Number number) {
				entity.putAnnotation(key, number);
			}
			else if (value instanceof Boolean bool) {
				entity.putAnnotation(key, bool);
			}
			else {
				entity.putAnnotation(key, value.toString());
			}
		});
	}

}
