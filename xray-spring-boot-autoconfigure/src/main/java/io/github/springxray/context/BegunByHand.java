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

package io.github.springxray.context;

import com.amazonaws.xray.entities.Entity;
import org.jspecify.annotations.Nullable;

/**
 * A segment that the recorder was asked to begin, which may have been in the middle of
 * something else.
 */
interface BegunByHand {

	/**
	 * Return where it was begun.
	 * @return the place, or {@code null} if it was never made current
	 */
	@Nullable Place place();

	/**
	 * Remember where it is begun.
	 */
	void setPlace(Place place);

	/**
	 * Where a segment was begun.
	 *
	 * @param thread the thread
	 * @param previous what was current there before
	 */
	record Place(Thread thread, @Nullable Entity previous) {

		boolean isHere() {
			return this.thread == Thread.currentThread();
		}

	}

}
