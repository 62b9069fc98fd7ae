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

package io.github.springxray.reactive;

import com.amazonaws.xray.entities.Entity;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.util.context.Context;

import io.github.springxray.context.CurrentEntity;
import io.github.springxray.context.EntityThreadLocalAccessor;
import io.github.springxray.context.Subsegments;

/**
 * Makes what the subscriber has in its context current on the threads that signal to it.
 *
 * @param <T> the type of what is read
 */
final class CurrentWhileReading<T> extends FluxOperator<T, T> {

	private final Entity entity;

	private final Subsegments subsegments;

	CurrentWhileReading(Flux<? extends T> source, Entity entity, Subsegments subsegments) {
		super(source);
		this.entity = entity;
		this.subsegments = subsegments;
	}

	@Override
	public void subscribe(CoreSubscriber<? super T> actual) {
		Entity current = actual.currentContext().getOrDefault(EntityThreadLocalAccessor.KEY, this.entity);
		this.source
			.subscribe(new CurrentSubscriber<>(actual, (current != null) ? current : this.entity, this.subsegments));
	}

	private record CurrentSubscriber<T>(CoreSubscriber<? super T> actual, Entity entity,
			Subsegments subsegments) implements CoreSubscriber<T> {

		@Override
		public Context currentContext() {
			return this.actual.currentContext();
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			this.actual.onSubscribe(subscription);
		}

		@Override
		public void onNext(T value) {
			CurrentEntity current = this.subsegments.makeCurrent(this.entity);
			try {
				this.actual.onNext(value);
			}
			finally {
				current.close();
			}
		}

		@Override
		public void onError(Throwable failure) {
			CurrentEntity current = this.subsegments.makeCurrent(this.entity);
			try {
				this.actual.onError(failure);
			}
			finally {
				current.close();
			}
		}

		@Override
		public void onComplete() {
			CurrentEntity current = this.subsegments.makeCurrent(this.entity);
			try {
				this.actual.onComplete();
			}
			finally {
				current.close();
			}
		}

	}

}
