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

/**
 * A text of which parts are replaced, from its beginning to its end.
 */
final class Redactions {

	private final String text;

	private final StringBuilder replaced;

	private int copied;

	Redactions(String text) {
		this.text = text;
		this.replaced = new StringBuilder(text.length());
	}

	/**
	 * Replace a part. What lies before the end of the last one is replaced already.
	 */
	void add(int start, int end) {
		if (end <= this.copied || end <= start) {
			return;
		}
		if (start >= this.copied) {
			this.replaced.append(this.text, this.copied, start).append(RecordedText.REDACTED);
		}
		this.copied = end;
	}

	/**
	 * Return where the last part that was replaced ends.
	 */
	int end() {
		return this.copied;
	}

	String result() {
		return (this.copied == 0) ? this.text
				: this.replaced.append(this.text, this.copied, this.text.length()).toString();
	}

}
