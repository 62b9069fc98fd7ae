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

package io.github.springxray.emitter;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Subsegment;

import io.github.springxray.recorder.GlobalRecorder;

/**
 * Does the work of a sender. Instrumented as its clients may be, their calls must not
 * become traces themselves.
 */
final class Untraced {

	private Untraced() {
	}

	@SuppressWarnings("deprecation")
	static void run(Runnable work) {
		AWSXRayRecorder recorder = GlobalRecorder.get();
		if (recorder == null) {
			work.run();
			return;
		}
		Entity previous = recorder.getTraceEntity();
		Subsegment silent = Subsegment.noOp(recorder, false);
		silent.setParent(silent);
		recorder.setTraceEntity(silent);
		try {
			work.run();
		}
		finally {
			recorder.setTraceEntity(previous);
		}
	}

}
