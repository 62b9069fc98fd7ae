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

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

import com.amazonaws.xray.internal.FastIdGenerator;
import com.amazonaws.xray.internal.IdGenerator;

/**
 * Ids of entities: numbers of 64 bits, and the 16 digits that stand for them elsewhere.
 */
final class EntityIds {

	private static final int LENGTH = 16;

	private EntityIds() {
	}

	/**
	 * Create an id. Of the SDK's two generators, the fast one takes the same random
	 * number, and makes a string of it.
	 * @return the id, never {@code 0}
	 */
	static long create(IdGenerator generator) {
		long id = (generator instanceof FastIdGenerator) ? random() : parse(generator.newEntityId());
		while (id == 0) {
			id = random();
		}
		return id;
	}

	private static long random() {
		return ThreadLocalRandom.current().nextLong() >>> 1;
	}

	/**
	 * Read an id.
	 * @return the number, {@code 0} if it has not the form of an id
	 */
	static long parse(String text) {
		if (text.length() != LENGTH) {
			return 0;
		}
		long id = 0;
		for (int i = 0; i < LENGTH; i++) {
			char c = text.charAt(i);
			if (c >= '0' && c <= '9') {
				id = id << 4 | (c - '0');
			}
			else if (c >= 'a' && c <= 'f') {
				id = id << 4 | (c - 'a' + 10);
			}
			else {
				return 0;
			}
		}
		return id;
	}

	static String format(long id) {
		byte[] digits = new byte[LENGTH];
		for (int i = 0; i < LENGTH; i++) {
			int digit = (int) (id >>> (60 - 4 * i)) & 0xf;
			digits[i] = (byte) ((digit < 10) ? '0' + digit : 'a' + digit - 10);
		}
		return new String(digits, StandardCharsets.ISO_8859_1);
	}

}
