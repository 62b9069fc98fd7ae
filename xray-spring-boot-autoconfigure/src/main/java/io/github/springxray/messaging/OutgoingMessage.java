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
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;

/**
 * A message that is being sent. It ends once, with whatever comes first. No method here
 * throws, and each may be called on any thread.
 */
public final class OutgoingMessage {

	/**
	 * A message that is not recorded.
	 */
	public static final OutgoingMessage NONE = new OutgoingMessage(null, TraceScope.none());

	private final @Nullable Subsegments subsegments;

	private final TraceScope scope;

	private final AtomicBoolean ended = new AtomicBoolean();

	OutgoingMessage(@Nullable Subsegments subsegments, TraceScope scope) {
		this.subsegments = subsegments;
		this.scope = scope;
	}

	/**
	 * Return whether the message is recorded. Where it is not, nobody needs to wait for
	 * the broker's answer.
	 * @return {@code true} until it ends
	 */
	public boolean isRecording() {
		return this.subsegments != null && !this.ended.get();
	}

	/**
	 * Put something on the subsegment, such as annotations, if it is recorded and has not
	 * ended.
	 * @param recording puts it there
	 */
	public void record(Consumer<Entity> recording) {
		Entity entity = this.scope.entity();
		if (this.subsegments != null && entity != null && isRecording()) {
			this.subsegments.safely("recording a message", () -> recording.accept(entity));
		}
	}

	/**
	 * End it because the message is sent.
	 */
	public void end() {
		end(null);
	}

	/**
	 * End it.
	 * @param error why the message could not be sent, recorded as a fault; {@code null}
	 * if it is sent
	 */
	public void end(@Nullable Throwable error) {
		if (this.subsegments != null && this.ended.compareAndSet(false, true)) {
			this.subsegments.end(this.scope, error);
		}
	}

}
