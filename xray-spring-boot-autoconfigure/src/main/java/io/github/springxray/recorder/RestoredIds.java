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

import org.springframework.context.SmartLifecycle;

/**
 * Takes care that processes which are restored from one checkpoint of the JVM do not all
 * go on with the same ids: the state of the fast generator is part of the checkpoint.
 * Spring stops what has a life cycle before a checkpoint and starts it again in each of
 * them.
 */
final class RestoredIds implements SmartLifecycle {

	private final AWSXRayRecorder recorder;

	private volatile boolean running;

	private volatile boolean stopped;

	RestoredIds(AWSXRayRecorder recorder) {
		this.recorder = recorder;
	}

	@Override
	public void start() {
		if (this.stopped) {
			this.recorder.useSecureIdGenerator();
		}
		this.running = true;
	}

	@Override
	public void stop() {
		this.stopped = true;
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * Starts before whatever may begin a segment.
	 */
	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

}
