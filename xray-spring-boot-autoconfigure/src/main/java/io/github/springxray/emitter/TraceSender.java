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

/**
 * Takes written documents out of the process. Beans of this type get everything that is
 * emitted, in addition to {@code xray.emitter.type}.
 * <p>
 * Calls come one after the other, and except in AWS Lambda from a thread that does
 * nothing else. An instance may take its time: meanwhile traces wait in the queue, and
 * are dropped once it is full.
 */
public interface TraceSender {

	/**
	 * Send documents. What is not marked as {@linkplain TraceDocument#drop(String)
	 * dropped} when this returns counts as sent.
	 * @param documents the documents, at least one, each of 63 kB at most
	 * @throws Exception if none of them could be sent, apart from those that are marked;
	 * it is counted as the reason by the name of its type
	 */
	void send(List<TraceDocument> documents) throws Exception;

	/**
	 * Release connections. Called when the application stops or pauses, possibly several
	 * times, and possibly while a call of {@link #send} hangs on another thread. If the
	 * application goes on, so do calls of {@link #send}.
	 */
	default void close() {
		// Nothing to release
	}

}
