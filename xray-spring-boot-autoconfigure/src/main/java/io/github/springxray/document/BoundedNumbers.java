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

package io.github.springxray.document;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;

/**
 * Refuses numbers that are longer than the text that they would become a part of. To find
 * their digits takes minutes if there are many millions of them.
 */
final class BoundedNumbers extends JsonGeneratorDelegate {

	/**
	 * A decimal digit has more than three bits.
	 */
	private static final long BITS = 4;

	BoundedNumbers(JsonGenerator delegate) {
		super(delegate, false);
	}

	@Override
	public void writeNumber(BigInteger value) throws IOException {
		require(this, value);
		super.writeNumber(value);
	}

	@Override
	public void writeNumber(BigDecimal value) throws IOException {
		require(this, value);
		super.writeNumber(value);
	}

	/**
	 * End the writing if a value is too long.
	 */
	static void require(JsonGenerator generator, Object value) throws IOException {
		if (generator.getOutputTarget() instanceof BoundedText text) {
			boolean tooLong = (value instanceof CharSequence chars) ? chars.length() > text.max()
					: Plain.isHuge(value, BITS * text.max());
			if (tooLong) {
				throw new BoundedText.TooLongException();
			}
		}
	}

}
