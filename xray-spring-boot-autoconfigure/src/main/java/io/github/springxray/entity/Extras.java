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

package io.github.springxray.entity;

import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

import com.amazonaws.xray.AWSXRayRecorder;
import org.jspecify.annotations.Nullable;

/**
 * What hardly any entity has. It is changed under the lock of the trace.
 */
final class Extras {

	/**
	 * An id that has not the form of one.
	 */
	@Nullable String id;

	@Nullable String parentId;

	/**
	 * Another recorder than that of the trace.
	 */
	@Nullable AWSXRayRecorder creator;

	/**
	 * The lock to tell of. What guards an entity is always that of the trace.
	 */
	@Nullable ReentrantLock lock;

	@Nullable Set<String> precursorIds;

	/**
	 * What somebody has counted on a subsegment, which means nothing.
	 */
	int references;

	final LongAdder totalSize = new LongAdder();

}
