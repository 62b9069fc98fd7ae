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

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.TraceScope;
import io.github.springxray.http.IncomingEnding;
import io.github.springxray.http.IncomingSegments;
import io.github.springxray.http.IncomingSegments.Admission;

/**
 * The trace of messages that are being processed, as {@link IncomingMessages} has begun
 * it and is to end it.
 */
public final class MessageTrace {

	private final TraceScope scope;

	private final @Nullable Admission admission;

	private final Consumer<Entity> recording;

	private final AtomicBoolean ended = new AtomicBoolean();

	/**
	 * Create an instance.
	 * @param scope what was begun
	 * @param admission what was decided, {@code null} if there was nothing to decide
	 * @param recording puts on a segment what is known of the messages
	 */
	MessageTrace(TraceScope scope, @Nullable Admission admission, Consumer<Entity> recording) {
		this.scope = scope;
		this.admission = admission;
		this.recording = recording;
	}

	/**
	 * Return a trace of which nobody wants to know how it ends.
	 */
	static MessageTrace of(TraceScope scope) {
		return new MessageTrace(scope, null, (entity) -> {
		});
	}

	/**
	 * Return what was begun, recorded or not.
	 * @return the segment or subsegment, {@code null} if nothing was begun
	 */
	public @Nullable Entity entity() {
		return this.scope.entity();
	}

	TraceScope scope() {
		return this.scope;
	}

	/**
	 * Put on what was begun what is known of the messages, if that is recorded.
	 */
	void record() {
		Entity entity = this.scope.entity();
		if (entity != null && this.scope.isRecording()) {
			this.recording.accept(entity);
		}
	}

	/**
	 * Return whether the caller is the first that ends it.
	 */
	boolean claimEnd() {
		return this.ended.compareAndSet(false, true);
	}

	/**
	 * Tell whoever waits for it how processing has ended.
	 */
	void tell(IncomingSegments incoming, @Nullable Throwable error) {
		if (this.admission != null && this.admission.awaited()) {
			incoming.ended(this.admission, this.scope, new Ending(this.recording, error));
		}
	}

	/**
	 * How processing has ended.
	 *
	 * @param recording puts on a segment what is known of the messages
	 * @param failure what was thrown
	 */
	private record Ending(Consumer<Entity> recording, @Nullable Throwable failure) implements IncomingEnding {

		@Override
		public boolean isFault() {
			return this.failure != null;
		}

		@Override
		public void record(Segment segment) {
			this.recording.accept(segment);
		}

	}

}
