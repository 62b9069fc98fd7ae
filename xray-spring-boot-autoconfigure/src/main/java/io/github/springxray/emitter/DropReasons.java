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

/**
 * Why something was not sent, as {@link EmitterStatistics} counts it. Senders have more.
 */
final class DropReasons {

	static final String QUEUE_FULL = "queue full";

	static final String QUEUE_TOO_LARGE = "queue too large";

	static final String CLOSED = "after shutdown";

	static final String NOT_DRAINED = "not sent before shutdown-timeout";

	static final String NOT_WRITTEN = "could not be written";

	static final String FILTERED = "segment filter";

	static final String FILTER_FAILED = "segment filter failed";

	static final String ADDRESS_UNKNOWN = "address of the daemon not known";

	static final String SOCKET_FULL = "socket buffer full";

	static final String SOCKET_FAILED = "socket failed";

	static final String LOG_OFF = "log level";

	private DropReasons() {
	}

}
