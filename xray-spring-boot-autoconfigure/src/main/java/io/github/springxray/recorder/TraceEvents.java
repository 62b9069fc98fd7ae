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

import org.springframework.util.ClassUtils;

/**
 * Tells JDK Flight Recorder of each trace, where a recording asks for it. A runtime that
 * was made without the module has no recorder.
 */
final class TraceEvents {

	private static final boolean RECORDER = ClassUtils.isPresent("jdk.jfr.Event", null);

	private TraceEvents() {
	}

	static void tell(Segment segment) {
		if (RECORDER) {
			Recorder.tell(segment);
		}
	}

	/**
	 * Loaded only where there is a recorder.
	 */
	private static final class Recorder {

		static void tell(Segment segment) {
			TraceEvent event = new TraceEvent();
			if (event.isEnabled()) {
				event.fill(segment);
				event.commit();
			}
		}

	}

}
