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

package io.github.springxray.job;

import com.amazonaws.xray.entities.Entity;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.util.context.Context;

import io.github.springxray.context.CurrentEntity;
import io.github.springxray.context.EntityThreadLocalAccessor;
import io.github.springxray.context.Subsegments;

/**
 * Makes what a job has begun current while its publisher is subscribed to, so that what
 * runs on the calling thread at once finds it, and while whoever waits for it is told of
 * a failure, so that the line that is logged then has the ids. Loaded only where Reactor
 * is. Internal.
 */
public final class JobFlows {

	private JobFlows() {
	}

	/**
	 * Make something current while a publisher is subscribed to.
	 * @param <T> the type of the element
	 * @param mono the publisher
	 * @param entity what is to be current
	 * @param subsegments makes it current
	 * @return a publisher that does the same
	 */
	public static <T> Mono<T> current(Mono<T> mono, Entity entity, Subsegments subsegments) {
		return new MonoOperator<T, T>(mono) {

			@Override
			public void subscribe(CoreSubscriber<? super T> actual) {
				CurrentEntity current = subsegments.makeCurrent(entity);
				try {
					this.source.subscribe(new Subscriber<>(actual, entity, subsegments));
				}
				finally {
					current.close();
				}
			}

		};
	}

	/**
	 * Make something current while a publisher is subscribed to.
	 * @param <T> the type of the elements
	 * @param flux the publisher
	 * @param entity what is to be current
	 * @param subsegments makes it current
	 * @return a publisher that does the same
	 */
	public static <T> Flux<T> current(Flux<T> flux, Entity entity, Subsegments subsegments) {
		return new FluxOperator<T, T>(flux) {

			@Override
			public void subscribe(CoreSubscriber<? super T> actual) {
				CurrentEntity current = subsegments.makeCurrent(entity);
				try {
					this.source.subscribe(new Subscriber<>(actual, entity, subsegments));
				}
				finally {
					current.close();
				}
			}

		};
	}

	/**
	 * Let a job that was begun, and is current on no thread any more, end with a
	 * publisher.
	 * @param <T> the type of the elements
	 * @param flux the publisher, to be subscribed to once
	 * @param trace the job
	 * @param jobs what ends it
	 * @return a publisher that does the same
	 */
	public static <T> Flux<T> trace(Flux<T> flux, JobTrace trace, JobSegments jobs) {
		Entity entity = trace.entity();
		Flux<T> ending = flux.doOnComplete(() -> jobs.end(trace, null))
			.doOnError((failure) -> jobs.end(trace, failure))
			.doOnCancel(() -> jobs.end(trace, null));
		if (entity == null) {
			return ending;
		}
		Flux<T> traced = ending.contextWrite((context) -> context.put(EntityThreadLocalAccessor.KEY, entity));
		return current(traced, entity, jobs.subsegments());
	}

	private record Subscriber<T>(CoreSubscriber<? super T> actual, Entity entity,
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
		public void onNext(T element) {
			this.actual.onNext(element);
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
			this.actual.onComplete();
		}

	}

}
