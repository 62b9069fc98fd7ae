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

package io.github.springxray.console.store;

import io.github.springxray.console.document.TextLimits;

/**
 * A line of a log that belongs to a trace.
 *
 * @param time when it was written, in seconds since 1970
 * @param level how severe it is, in upper case
 * @param logger the name of its logger
 * @param thread the name of its thread, which may be empty
 * @param service the name of its service, which may be empty
 * @param part the id of the segment or subsegment, which may be empty
 * @param message the message
 * @param exception the exception with its stack, which may be empty
 */
public record LogLine(double time, String level, String logger, String thread, String service, String part,
		String message, String exception) {

	// Header, references, and an entry in the list of its trace
	private static final int OVERHEAD = 320;

	private static final int MAX_MESSAGE = 4000;

	private static final int MAX_EXCEPTION = 8000;

	/**
	 * Create a line, and cut what is too long.
	 */
	public LogLine {
		level = TextLimits.cut(level, TextLimits.NAME);
		logger = TextLimits.cut(logger, TextLimits.NAME);
		thread = TextLimits.cut(thread, TextLimits.NAME);
		service = TextLimits.cut(service, TextLimits.NAME);
		part = TextLimits.cut(part, TextLimits.NAME);
		message = TextLimits.cut(message, MAX_MESSAGE);
		exception = TextLimits.cut(exception, MAX_EXCEPTION);
	}

	long bytes() {
		return OVERHEAD + 2L * (level.length() + logger.length() + thread.length() + service.length() + part.length()
				+ message.length() + exception.length());
	}

}
