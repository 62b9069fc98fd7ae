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
import java.util.function.Predicate;

import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;

import io.github.springxray.recorder.TracingFaults;

/**
 * Hands everything to several emitters, or to none. What one of them throws keeps nothing
 * from the others.
 */
final class CompositeEmitter extends Emitter implements AutoCloseable {

	private final List<Emitter> delegates;

	private final TracingFaults faults;

	CompositeEmitter(List<Emitter> delegates, TracingFaults faults) {
		this.delegates = List.copyOf(delegates);
		this.faults = faults;
	}

	@Override
	public boolean sendSegment(Segment segment) {
		return send((emitter) -> emitter.sendSegment(segment));
	}

	@Override
	public boolean sendSubsegment(Subsegment subsegment) {
		return send((emitter) -> emitter.sendSubsegment(subsegment));
	}

	private boolean send(Predicate<Emitter> send) {
		boolean sent = true;
		for (Emitter delegate : this.delegates) {
			try {
				sent &= send.test(delegate);
			}
			catch (Throwable ex) {
				this.faults.record("one of several emitters", ex);
				sent = false;
			}
		}
		return sent;
	}

	@Override
	public void close() {
		for (Emitter delegate : this.delegates) {
			if (delegate instanceof AutoCloseable closeable) {
				try {
					closeable.close();
				}
				catch (Exception ex) {
					this.faults.record("closing an emitter", ex);
				}
			}
		}
	}

}
