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

package io.github.springxray.sampling;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what is taken in a second. Once a second has given all, it is only read.
 */
final class Reservoir {

	private static final int SECOND_BITS = 32;

	private static final long COUNT_MASK = 0xffff_ffffL;

	/**
	 * The second above, what it has given below, so that both change at once.
	 */
	private final AtomicLong state = new AtomicLong();

	/**
	 * Take one.
	 * @param second the second that it is
	 * @param size how many a second has
	 * @return whether there was one left
	 */
	boolean take(long second, int size) {
		long current = (second & COUNT_MASK) << SECOND_BITS;
		while (true) {
			long seen = this.state.get();
			long taken = ((seen ^ current) >>> SECOND_BITS == 0) ? seen & COUNT_MASK : 0;
			if (taken >= size) {
				return false;
			}
			if (this.state.compareAndSet(seen, current | (taken + 1))) {
				return true;
			}
		}
	}

}
