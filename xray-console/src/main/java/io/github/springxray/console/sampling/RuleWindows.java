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

package io.github.springxray.console.sampling;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What was decided by a rule, in windows of ten seconds and no longer than ten minutes
 * ago.
 */
final class RuleWindows {

	private static final long LENGTH = 10_000;

	private static final long KEPT = 60 * LENGTH;

	private final Deque<Window> windows = new ArrayDeque<>();

	void add(SamplingCounts counts, long now) {
		forget(now);
		long from = now - Math.floorMod(now, LENGTH);
		Window last = this.windows.peekLast();
		// A clock that is set back must not make the windows grow
		if (last != null && last.from() >= from) {
			this.windows.removeLast();
			this.windows.add(new Window(last.from(), last.counts().plus(counts)));
		}
		else {
			this.windows.add(new Window(from, counts));
		}
	}

	List<Window> recent(long now) {
		forget(now);
		return List.copyOf(this.windows);
	}

	SamplingCounts sum(long now) {
		return recent(now).stream().map(Window::counts).reduce(SamplingCounts.NONE, SamplingCounts::plus);
	}

	private void forget(long now) {
		while (!this.windows.isEmpty() && now - this.windows.getFirst().from() >= KEPT) {
			this.windows.removeFirst();
		}
	}

	/**
	 * What was decided within ten seconds.
	 *
	 * @param from when they begin, in milliseconds since 1970
	 * @param counts what was decided
	 */
	record Window(long from, SamplingCounts counts) {

	}

}
