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
import java.io.Writer;

/**
 * Refuses to take more than it should, which also ends what has no end.
 */
final class BoundedText extends Writer {

	private final StringBuilder text = new StringBuilder();

	private final int max;

	private boolean over;

	BoundedText(int max) {
		this.max = max;
	}

	/**
	 * How many characters it may have.
	 */
	int max() {
		return this.max;
	}

	@Override
	public void write(char[] chars, int offset, int length) throws IOException {
		if (this.over || this.text.length() + length > this.max) {
			this.over = true;
			throw new TooLongException();
		}
		this.text.append(chars, offset, length);
	}

	@Override
	public void flush() {
		// Nothing is held back
	}

	@Override
	public void close() {
		// Nothing to release
	}

	@Override
	public String toString() {
		return this.text.toString();
	}

	/**
	 * Ends the writing of what is too long.
	 */
	static final class TooLongException extends IOException {

	}

}
