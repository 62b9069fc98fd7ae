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

import java.util.ArrayDeque;
import java.util.Deque;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorder;
import org.jspecify.annotations.Nullable;

/**
 * The SDK has one global recorder for each JVM, and a JVM may have several contexts: the
 * one that started last is served, and when it closes the one before comes back, in
 * whichever order they close.
 */
final class GlobalRecorder {

	private static final Deque<AWSXRayRecorder> installed = new ArrayDeque<>();

	private static @Nullable AWSXRayRecorder original;

	private GlobalRecorder() {
	}

	static synchronized void install(AWSXRayRecorder recorder) {
		if (installed.isEmpty()) {
			original = AWSXRay.getGlobalRecorder();
		}
		installed.push(recorder);
		AWSXRay.setGlobalRecorder(recorder);
	}

	static synchronized void uninstall(AWSXRayRecorder recorder) {
		if (!installed.removeFirstOccurrence(recorder) || AWSXRay.getGlobalRecorder() != recorder) {
			return;
		}
		AWSXRayRecorder next = installed.isEmpty() ? original : installed.peek();
		if (next != null) {
			AWSXRay.setGlobalRecorder(next);
		}
	}

}
