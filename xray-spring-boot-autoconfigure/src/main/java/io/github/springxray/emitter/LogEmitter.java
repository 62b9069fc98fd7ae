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

import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.springxray.recorder.TracingFaults;

/**
 * Logs each finished trace as one message of several lines, at level INFO under the name
 * {@value #LOGGER}. {@link TraceTree} describes the message.
 */
final class LogEmitter extends Emitter {

	/**
	 * Part of the contract, users switch it.
	 */
	static final String LOGGER = "io.github.springxray.trace";

	private static final Log logger = LogFactory.getLog(LOGGER);

	private final TraceTree format = new TraceTree(new MetadataValues());

	private final TracingFaults faults;

	LogEmitter(TracingFaults faults) {
		this.faults = faults;
	}

	@Override
	public boolean sendSegment(Segment segment) {
		return send(segment);
	}

	@Override
	public boolean sendSubsegment(Subsegment subsegment) {
		return send(subsegment);
	}

	private boolean send(Entity entity) {
		if (!logger.isInfoEnabled()) {
			return false;
		}
		try {
			for (EntityNode tree : EntityNode.trees(entity)) {
				logger.info(this.format.format(tree));
			}
			return true;
		}
		catch (Throwable ex) {
			this.faults.record("logging a trace", ex);
			return false;
		}
	}

}
