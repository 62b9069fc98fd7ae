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
 * Is told which segment or subsegment is current on a thread, by that thread, right after
 * it has changed. There is one at most. This is internal.
 */
@FunctionalInterface
public interface CurrentEntityListener {

	/**
	 * Say what is current on the calling thread from now on. Must not throw.
	 * @param entity the segment or subsegment, {@code null} if there is none any more
	 */
	void changed(@Nullable Entity entity);

}
