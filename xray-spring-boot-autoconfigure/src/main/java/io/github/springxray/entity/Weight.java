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

import java.util.Map;

import com.amazonaws.xray.entities.Cause;
import com.amazonaws.xray.entities.ThrowableDescription;
import org.jspecify.annotations.Nullable;

/**
 * About how many bytes of memory an entity takes, without what it is a part of and what
 * is beneath it.
 */
final class Weight {

	/**
	 * An entity of the SDK, with its maps and lock.
	 */
	static final int UNKNOWN = 2048;

	private static final Block[] BLOCKS = Block.values();

	private static final int SEGMENT = 256;

	private static final int SUBSEGMENT = 128;

	private static final int ARRAY = 16;

	private static final int REFERENCE = 4;

	private static final int FLAT_MAP = 48;

	private static final int MAP = 256;

	private static final int NODE = 48;

	private static final int STRING = 40;

	private static final int NUMBER = 16;

	private static final int OTHER = 256;

	private static final int FRAME = 64;

	private static final int MAX_DEPTH = 4;

	private Weight() {
	}

	static long of(TraceEntity entity) {
		long weight = (entity instanceof TraceSegment) ? SEGMENT : SUBSEGMENT;
		for (Block block : BLOCKS) {
			weight += value(entity.block(block), 0);
		}
		weight += (entity.metadata() instanceof Object[] metadata) ? array(metadata, 3, 0)
				: value(entity.metadata(), 0);
		if (entity.childCount() > 0) {
			weight += ARRAY + REFERENCE * (long) entity.childCount();
		}
		Cause cause = entity.cause();
		return (cause != null) ? weight + of(cause) : weight;
	}

	private static long of(Cause cause) {
		long weight = MAP;
		for (ThrowableDescription exception : cause.getExceptions()) {
			@Nullable StackTraceElement @Nullable [] stack = exception.getStack();
			weight += MAP + value(exception.getMessage(), 0)
					+ ((stack != null) ? ARRAY + (FRAME + REFERENCE) * (long) stack.length : 0);
		}
		return weight;
	}

	private static long value(@Nullable Object value, int depth) {
		if (value == null || value instanceof Boolean) {
			return 0;
		}
		if (value instanceof String text) {
			return STRING + text.length();
		}
		if (value instanceof Number) {
			return NUMBER;
		}
		if (value instanceof SharedFields || depth == MAX_DEPTH) {
			return 0;
		}
		if (value instanceof FlatMap flat) {
			return flat(flat, depth);
		}
		if (value instanceof Object[] array) {
			return array(array, 2, depth);
		}
		return PlainMaps.isOne(value) ? map((Map<?, ?>) value, depth) : OTHER;
	}

	private static long flat(FlatMap flat, int depth) {
		long weight = FLAT_MAP;
		for (int slot = 0; slot < flat.slots(); slot++) {
			weight += value(flat.valueOf(slot), depth + 1);
		}
		return weight;
	}

	/**
	 * The keys are not counted: nearly all of them are constants.
	 */
	private static long array(@Nullable Object[] array, int step, int depth) {
		long weight = ARRAY + REFERENCE * (long) array.length;
		for (int i = step - 1; i < array.length; i += step) {
			weight += value(array[i], depth + 1);
		}
		return weight;
	}

	/**
	 * Another thread may be changing it. One of a class of the application's is not gone
	 * through, as that would run its code under the lock of the trace.
	 */
	private static long map(Map<?, ?> map, int depth) {
		long weight = MAP;
		try {
			for (Map.Entry<?, ?> entry : map.entrySet()) {
				weight += NODE + value(entry.getValue(), depth + 1);
			}
		}
		catch (RuntimeException ex) {
			weight += UNKNOWN;
		}
		return weight;
	}

}
