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

package io.github.springxray.okhttp;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

import com.amazonaws.xray.entities.Entity;
import okhttp3.Call;
import okhttp3.EventListener;
import org.jspecify.annotations.Nullable;

import io.github.springxray.http.ClientCalls;

/**
 * Remembers who makes a call, as a call that is enqueued runs on a thread of its own. The
 * factory of listeners is what a client asks when a call is made, and it gives the
 * listener that it would give without tracing.
 */
final class Callers implements EventListener.Factory {

	private final EventListener.Factory delegate;

	private final ClientCalls calls;

	private final Map<Call, Entity> callers;

	Callers(EventListener.Factory delegate, ClientCalls calls) {
		this(delegate, calls, Collections.synchronizedMap(new WeakHashMap<>()));
	}

	private Callers(EventListener.Factory delegate, ClientCalls calls, Map<Call, Entity> callers) {
		this.delegate = delegate;
		this.calls = calls;
		this.callers = callers;
	}

	@Override
	public EventListener create(Call call) {
		Entity current = this.calls.current();
		if (current != null) {
			this.callers.put(call, current);
		}
		return this.delegate.create(call);
	}

	/**
	 * Return who makes a call: what is current where it runs, or else where it was made.
	 */
	@Nullable Entity of(Call call) {
		Entity current = this.calls.current();
		return (current != null) ? current : this.callers.get(call);
	}

	/**
	 * Return the factory of the application.
	 */
	EventListener.Factory delegate() {
		return this.delegate;
	}

}
