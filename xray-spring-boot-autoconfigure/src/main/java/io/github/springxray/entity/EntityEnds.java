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

package io.github.springxray.entity;

import com.amazonaws.xray.entities.Segment;

/**
 * What a context of the recorder implements that decides what the end of an entity means.
 * With any other context the end is what it is in the X-Ray SDK: a segment waits for its
 * open subsegments, and whoever ends the last one is told to send it.
 */
public interface EntityEnds {

	/**
	 * End a segment and send it, whatever is still open beneath it. A second time does
	 * nothing.
	 * @param segment the segment
	 */
	void finish(Segment segment);

	/**
	 * End a segment, as its own method is called.
	 * @param segment the segment, which may have ended before
	 * @return whether the caller is to send it
	 */
	boolean end(TraceSegment segment);

	/**
	 * End a subsegment, as its own method is called, and send what can be sent.
	 * @param subsegment the subsegment, which may have ended before
	 * @return whether the caller is to send its segment
	 */
	boolean end(TraceSubsegment subsegment);

}
