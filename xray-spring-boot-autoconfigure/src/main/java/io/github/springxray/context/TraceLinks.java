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

package io.github.springxray.context;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

import com.amazonaws.xray.entities.Segment;

import io.github.springxray.entity.TraceSegment;

/**
 * The links of segments to other traces. A segment of the SDK has no place for them, so
 * its links are kept here for as long as it lives.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html">X-Ray
 * segment documents</a>
 */
public final class TraceLinks {

	/**
	 * How many links a segment may have.
	 */
	public static final int MAX_LINKS = 20;

	/** The segments of the SDK compare by identity. */
	private static final Map<Segment, List<TraceLink>> links = Collections.synchronizedMap(new WeakHashMap<>());

	private static volatile boolean used;

	private TraceLinks() {
	}

	/**
	 * Link a segment to other traces. What is beyond {@value #MAX_LINKS} links is left
	 * out.
	 * @param segment the segment
	 * @param added the links to add to those that it has
	 */
	public static void add(Segment segment, List<TraceLink> added) {
		if (added.isEmpty() || !segment.isRecording()) {
			return;
		}
		if (segment instanceof TraceSegment own) {
			own.links((present) -> limited(linksOf(present), added));
			return;
		}
		links.merge(segment, limited(List.of(), added), TraceLinks::limited);
		used = true;
	}

	/**
	 * Return the links of a segment.
	 * @param segment the segment
	 * @return the links in the order in which they were added, which does not change
	 */
	public static List<TraceLink> of(Segment segment) {
		if (segment instanceof TraceSegment own) {
			return linksOf(own.links());
		}
		return used ? links.getOrDefault(segment, List.of()) : List.of();
	}

	@SuppressWarnings("unchecked")
	private static List<TraceLink> linksOf(List<?> links) {
		return (List<TraceLink>) links;
	}

	private static List<TraceLink> limited(List<TraceLink> present, List<TraceLink> added) {
		List<TraceLink> all = new ArrayList<>(present);
		all.addAll(added.subList(0, Math.min(added.size(), MAX_LINKS - present.size())));
		return List.copyOf(all);
	}

}
