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

package io.github.springxray.mongo;

import com.amazonaws.xray.entities.Entity;
import com.mongodb.RequestContext;
import com.mongodb.reactivestreams.client.ReactiveContextProvider;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import reactor.core.CoreSubscriber;

import io.github.springxray.context.EntityThreadLocalAccessor;

/**
 * Finds out who issues a command of the reactive driver, which is sent on a thread of the
 * driver: what is in the context of the subscriber, or else current on its thread.
 */
class ReactiveCaller implements ReactiveContextProvider {

	/**
	 * A constant in the class file: its class needs a library that may be absent.
	 */
	private static final String KEY = EntityThreadLocalAccessor.KEY;

	private final @Nullable ReactiveContextProvider delegate;

	private final MongoCalls calls;

	ReactiveCaller(@Nullable ReactiveContextProvider delegate, MongoCalls calls) {
		this.delegate = delegate;
		this.calls = calls;
	}

	@Nullable ReactiveContextProvider delegate() {
		return this.delegate;
	}

	@Override
	public RequestContext getContext(Subscriber<?> subscriber) {
		RequestContext context = (this.delegate != null) ? this.delegate.getContext(subscriber) : null;
		return new CallerRequestContext(context, callerOf(subscriber));
	}

	private @Nullable Entity callerOf(Subscriber<?> subscriber) {
		if (subscriber instanceof CoreSubscriber<?> known
				&& known.currentContext().getOrDefault(KEY, null) instanceof Entity entity) {
			return entity;
		}
		return this.calls.subsegments().current();
	}

	MongoCalls calls() {
		return this.calls;
	}

}
