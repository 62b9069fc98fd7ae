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

package io.github.springxray.console.store;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link TraceStore} has counted.
 *
 * @param version another number whenever something has changed
 * @param received how many documents came, whatever became of them
 * @param invalid how many of them X-Ray would not take
 * @param duplicates how many were known already
 * @param dropped how many came too fast, or belonged to a trace that was too large
 * @param invalidReasons how many were invalid, by reason
 * @param lastError what was wrong with the last one that was invalid
 * @param traces how many traces are kept
 * @param bytes how much memory they take, estimated
 * @param maxBytes how much memory they may take
 * @param evicted how many traces had to go
 */
public record StoreStatus(long version, long received, long invalid, long duplicates, long dropped,
		Map<String, Long> invalidReasons, @Nullable String lastError, int traces, long bytes, long maxBytes,
		long evicted) {

}
