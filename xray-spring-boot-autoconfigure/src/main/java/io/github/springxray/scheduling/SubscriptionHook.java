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

package io.github.springxray.scheduling;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;

import io.github.springxray.job.JobFlows;
import io.github.springxray.job.JobSegments;
import io.github.springxray.job.JobTrace;

/**
 * Gets hold of the publisher that a scheduled task of Spring is about to subscribe to:
 * the task does not tell which one that is, and its own subscriber tells nobody of the
 * end. Reactor shows each publisher to its hooks when it is subscribed to. Loaded only
 * where Reactor is.
 */
final class SubscriptionHook implements AutoCloseable {

	private static final String KEY = "io.github.springxray.scheduling";

	private static final ThreadLocal<@Nullable Expected> expected = new ThreadLocal<>();

	private static int users;

	SubscriptionHook() {
		synchronized (SubscriptionHook.class) {
			users++;
			Hooks.onLastOperator(KEY, SubscriptionHook::trace);
		}
	}

	/**
	 * Expect that the calling thread subscribes to something, and let a job end with it.
	 * @return to be closed on the same thread
	 */
	Expected expect(JobTrace trace, JobSegments jobs) {
		Expected next = new Expected(trace, jobs);
		expected.set(next);
		return next;
	}

	private static Publisher<Object> trace(Publisher<Object> publisher) {
		Expected next = expected.get();
		if (next == null || !(publisher instanceof Flux<Object> flux)) {
			return publisher;
		}
		expected.remove();
		next.found = true;
		return JobFlows.trace(flux, next.trace, next.jobs);
	}

	@Override
	public void close() {
		synchronized (SubscriptionHook.class) {
			users--;
			if (users == 0) {
				Hooks.resetOnLastOperator(KEY);
			}
		}
	}

	/**
	 * A subscription that is about to be made.
	 */
	static final class Expected {

		private final JobTrace trace;

		private final JobSegments jobs;

		private boolean found;

		private Expected(JobTrace trace, JobSegments jobs) {
			this.trace = trace;
			this.jobs = jobs;
		}

		/**
		 * Stop.
		 * @return whether something was subscribed to, with which the job ends
		 */
		boolean close() {
			expected.remove();
			return this.found;
		}

	}

}
