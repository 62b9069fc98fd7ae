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

import com.amazonaws.xray.entities.Segment;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;

/**
 * The event of JDK Flight Recorder that a segment is, on the thread that ended it. A
 * recording has to ask for it.
 */
@Name(TraceEvent.NAME)
@Label("X-Ray Trace")
@Description("A recorded segment that has ended")
@Category("X-Ray")
@Enabled(false)
@StackTrace(false)
final class TraceEvent extends Event {

	static final String NAME = "io.github.springxray.Trace";

	private static final double MILLIS = 1000;

	private static final double NANOS = 1_000_000_000;

	@Label("Trace Id")
	private String traceId = "";

	@Label("Segment Id")
	private String segmentId = "";

	@Label("Segment Name")
	private String name = "";

	@Label("Began")
	@Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
	private long began;

	@Label("Took")
	@Timespan(Timespan.NANOSECONDS)
	private long took;

	@Label("Subsegments")
	private int subsegments;

	@Label("Fault")
	private boolean fault;

	@Label("Error")
	private boolean error;

	@Label("Throttle")
	private boolean throttle;

	void fill(Segment segment) {
		this.traceId = segment.getTraceId().toString();
		this.segmentId = segment.getId();
		this.name = segment.getName();
		this.began = (long) (segment.getStartTime() * MILLIS);
		this.took = (long) ((segment.getEndTime() - segment.getStartTime()) * NANOS);
		this.subsegments = segment.getTotalSize().intValue();
		this.fault = segment.isFault();
		this.error = segment.isError();
		this.throttle = segment.isThrottle();
	}

}
