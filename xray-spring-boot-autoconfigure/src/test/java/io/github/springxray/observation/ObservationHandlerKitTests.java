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

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.AnyContextObservationHandlerCompatibilityKit;

import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.http.IncomingSegments;
import io.github.springxray.http.PropagationFormat;
import io.github.springxray.http.TraceHeaders;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.test.RecordedTraces;

/**
 * What Micrometer asks of every handler.
 */
class ObservationHandlerKitTests extends AnyContextObservationHandlerCompatibilityKit {

	@Override
	public ObservationHandler<Observation.Context> handler() {
		AWSXRayRecorder recorder = AWSXRayRecorderBuilder.standard().withEmitter(new RecordedTraces()).build();
		TracingFaults faults = new TracingFaults();
		Subsegments subsegments = new Subsegments(recorder, faults);
		Segments segments = new Segments(recorder, subsegments, faults, false);
		TraceHeaders headers = new TraceHeaders(true, List.of(PropagationFormat.XRAY), List.of(PropagationFormat.XRAY));
		ReceivedWork received = new ReceivedWork("kit", segments, subsegments,
				new IncomingSegments(recorder, segments, headers, faults), headers);
		return new PlainObservationHandler(new ObservationTraces(subsegments, headers, received,
				new ObservationNames(List.of(), List.of()), new ObservationFacts(subsegments, false), faults));
	}

}
