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

import java.util.ArrayList;
import java.util.List;

import com.amazonaws.xray.emitters.DelegatingEmitter;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Subsegment;

/**
 * Collects what a streaming strategy sends, so that it leaves together.
 */
final class StreamedBatch extends DelegatingEmitter {

	private final Emitter emitter;

	private final List<Subsegment> collected = new ArrayList<>();

	StreamedBatch(Emitter emitter) {
		super(emitter);
		this.emitter = emitter;
	}

	@Override
	public boolean sendSubsegment(Subsegment subsegment) {
		return this.collected.add(subsegment);
	}

	/**
	 * Send what has come together.
	 */
	void send() {
		if (this.emitter instanceof BatchEmitter batches) {
			batches.sendSubsegments(this.collected);
		}
		else {
			this.collected.forEach(this.emitter::sendSubsegment);
		}
	}

}
