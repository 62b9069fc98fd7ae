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

package io.github.springxray.emitter;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Keeps bytes up to a limit and refuses to take more, so that what an application has put
 * on an entity never takes more memory than a document has.
 */
final class BoundedOutput extends OutputStream {

	private byte[] bytes = {};

	private int count;

	private final int limit;

	private boolean over;

	BoundedOutput(int limit) {
		this.limit = limit;
	}

	boolean isOver() {
		return this.over;
	}

	/**
	 * The bytes, without a copy where they came at once, as those of most documents do.
	 */
	byte[] toByteArray() {
		return (this.count == this.bytes.length) ? this.bytes : Arrays.copyOf(this.bytes, this.count);
	}

	@Override
	public void write(int b) throws IOException {
		write(new byte[] { (byte) b }, 0, 1);
	}

	@Override
	public void write(byte[] source, int offset, int length) throws IOException {
		if (this.over || length > this.limit - this.count) {
			this.over = true;
			throw new IOException("Over the limit of " + this.limit + " bytes");
		}
		if (this.count == 0) {
			this.bytes = Arrays.copyOfRange(source, offset, offset + length);
		}
		else {
			if (length > this.bytes.length - this.count) {
				this.bytes = Arrays.copyOf(this.bytes, Math.max(2 * this.bytes.length, this.count + length));
			}
			System.arraycopy(source, offset, this.bytes, this.count, length);
		}
		this.count += length;
	}

}
