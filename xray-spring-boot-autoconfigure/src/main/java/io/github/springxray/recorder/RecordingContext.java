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

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.contexts.SegmentContext;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceID;
import org.jspecify.annotations.Nullable;

/**
 * A context that itself begins and ends what the recorder is asked to begin and end.
 */
public interface RecordingContext extends SegmentContext {

	/**
	 * Return the context of a recorder of ours, which does nothing but hand on to it. To
	 * ask for it once and use it is quicker than to ask the recorder each time.
	 * @param recorder the recorder
	 * @return its context, {@code null} if the recorder or its context is another one
	 */
	static @Nullable RecordingContext of(AWSXRayRecorder recorder) {
		return (recorder instanceof XRayRecorder
				&& recorder.getSegmentContextResolverChain().resolve() instanceof RecordingContext own) ? own : null;
	}

	/**
	 * Create a segment.
	 * @param recorder the recorder
	 * @param name the name of the segment
	 * @param traceId the trace it belongs to, {@code null} for a new one
	 * @param parentId the id of what called, {@code null} if there is none
	 * @return the segment, which is not current yet
	 */
	Segment newSegment(AWSXRayRecorder recorder, String name, @Nullable TraceID traceId, @Nullable String parentId);

	/**
	 * Create a segment that carries a trace id and nothing else.
	 * @param recorder the recorder
	 * @param traceId the trace id
	 * @return the segment, which is not current yet
	 */
	Segment newUnrecordedSegment(AWSXRayRecorder recorder, TraceID traceId);

	/**
	 * Return whether the decision to sample is made elsewhere.
	 * @return {@code true} if the recorder's strategy is not to be asked
	 */
	boolean isDecided();

	/**
	 * Make a new segment current and tell listeners.
	 * @param recorder the recorder
	 * @param segment the segment
	 */
	void begin(AWSXRayRecorder recorder, Segment segment);

	/**
	 * End the current segment, and make current what was before it.
	 * @param recorder the recorder
	 */
	void end(AWSXRayRecorder recorder);

	/**
	 * End a subsegment and leave alone what is current.
	 * @param subsegment the subsegment
	 */
	void end(Subsegment subsegment);

	/**
	 * Send a segment that has ended, once.
	 * @param segment the segment
	 * @return whether it is on its way
	 */
	boolean send(Segment segment);

}
