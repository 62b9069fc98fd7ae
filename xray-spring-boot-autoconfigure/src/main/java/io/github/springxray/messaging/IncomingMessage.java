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

package io.github.springxray.messaging;

import com.amazonaws.xray.entities.Entity;
import org.jspecify.annotations.Nullable;

/**
 * What tracing has to know of a message that was received, whichever library received it.
 * It is asked while the message is being processed, on the thread that processes it.
 */
public interface IncomingMessage {

	/**
	 * Return a header of the message. A library that does not take the name as it is maps
	 * it here.
	 * @param name the name that the header of an HTTP request would have, such as
	 * {@code X-Amzn-Trace-Id} or {@code traceparent}
	 * @return its text, as {@link MessageHeaders#text} reads it; {@code null} if there is
	 * none
	 */
	@Nullable String header(String name);

	/**
	 * Return where the message came from, which rules of sampling match as {@code job}.
	 * @return the name of the queue or topic, {@code null} if it is not known
	 */
	@Nullable String destination();

	/**
	 * Return what tells the message from others, to stand at the link to its trace. It is
	 * neither the key nor the value of the message.
	 * @return the id, {@code null} if there is none
	 */
	default @Nullable String id() {
		return null;
	}

	/**
	 * Return when the message was sent, from which follows for how long it has waited.
	 * @return milliseconds since the epoch, 0 or less if it is not known
	 */
	default long sentAt() {
		return 0;
	}

	/**
	 * Put on the segment of this message what is known of it, but for how long it has
	 * waited. Called only if the segment is recorded. What it throws is counted and goes
	 * no further.
	 * @param entity the segment, in AWS Lambda a subsegment
	 */
	void record(Entity entity);

}
