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

import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.springxray.document.EntityNode;
import io.github.springxray.document.TraceTree;

/**
 * Logs each finished trace as one message of several lines, at level INFO under the name
 * {@value #LOGGER}. {@link TraceTree} describes the message.
 */
final class LogSender implements TraceSender {

	/**
	 * Part of the contract, users switch it.
	 */
	static final String LOGGER = "io.github.springxray.trace";

	private static final Log logger = LogFactory.getLog(LOGGER);

	private final TraceTree format = new TraceTree();

	@Override
	public void send(List<TraceDocument> documents) {
		boolean enabled = logger.isInfoEnabled();
		for (TraceDocument document : documents) {
			if (!enabled) {
				document.drop(DropReasons.LOG_OFF);
			}
			else if (document.isLast()) {
				// The whole tree, however many documents it has become
				for (EntityNode tree : document.parcel().trees()) {
					logger.info(this.format.format(tree));
				}
			}
		}
	}

}
