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

package io.github.springxray.executor;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.listeners.SegmentListener;

/**
 * Keeps an eye on segments, to see whether they are let go of.
 */
final class BegunSegments implements SegmentListener {

	private final Queue<WeakReference<Segment>> segments = new ConcurrentLinkedQueue<>();

	@Override
	public void onBeginSegment(Segment segment) {
		this.segments.add(new WeakReference<>(segment));
	}

	/**
	 * Return which segments there still are.
	 */
	List<String> held() {
		List<String> held = new ArrayList<>();
		this.segments.removeIf((reference) -> {
			Segment segment = reference.get();
			if (segment != null) {
				held.add(segment.getName() + " " + segment.getAnnotations() + " " + segment.getHttp());
			}
			return segment == null;
		});
		return held;
	}

}
