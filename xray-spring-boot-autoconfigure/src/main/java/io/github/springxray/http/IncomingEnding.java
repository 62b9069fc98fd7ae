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

package io.github.springxray.http;

import com.amazonaws.xray.entities.Segment;
import org.jspecify.annotations.Nullable;

/**
 * What became of something that came in.
 */
public interface IncomingEnding {

	/**
	 * Return whether it is a fault, as by a status over 499. Asked only of what was not
	 * recorded.
	 * @return {@code true} if it failed, and it is not the client's doing
	 */
	boolean isFault();

	/**
	 * Record what is known of it, all at once. Called only for what was not recorded
	 * before.
	 * @param segment the segment
	 */
	void record(Segment segment);

	/**
	 * Return what was thrown. Called after {@link #record}.
	 * @return the exception to record, {@code null} if there is none
	 */
	@Nullable Throwable failure();

}
