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

package io.github.springxray.servlet;

import java.io.IOException;
import java.nio.ByteBuffer;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Counts the bytes of a body that is written to the stream of a response. Containers set
 * the length of a small body when they send it, which is after every filter and listener.
 * A body that goes through a writer is not counted: its encoding is the container's.
 */
final class CountingResponse extends HttpServletResponseWrapper {

	private @Nullable CountingStream stream;

	private volatile boolean counted;

	CountingResponse(HttpServletResponse response) {
		super(response);
	}

	@Override
	public ServletOutputStream getOutputStream() throws IOException {
		CountingStream current = this.stream;
		if (current == null) {
			current = new CountingStream(super.getOutputStream());
			this.stream = current;
			this.counted = true;
		}
		return current;
	}

	@Override
	public void reset() {
		super.reset();
		this.stream = null;
		this.counted = false;
	}

	@Override
	public void resetBuffer() {
		super.resetBuffer();
		CountingStream current = this.stream;
		if (current != null) {
			current.count = 0;
		}
	}

	/**
	 * From here on bytes may be written that do not come by.
	 */
	void giveUp() {
		this.counted = false;
	}

	/**
	 * Return how long the body is.
	 * @return the number of bytes, -1 if it is not known
	 */
	long contentLength() {
		CountingStream current = this.stream;
		return (this.counted && current != null) ? current.count : -1;
	}

	private static final class CountingStream extends ServletOutputStream {

		private final ServletOutputStream delegate;

		private volatile long count;

		CountingStream(ServletOutputStream delegate) {
			this.delegate = delegate;
		}

		@Override
		public void write(int b) throws IOException {
			this.delegate.write(b);
			add(1);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			this.delegate.write(bytes, offset, length);
			add(length);
		}

		@Override
		public void write(ByteBuffer buffer) throws IOException {
			int before = buffer.remaining();
			this.delegate.write(buffer);
			add(before - buffer.remaining());
		}

		/**
		 * A stream has one writer at a time; the field is volatile for who reads it in
		 * the end.
		 */
		private void add(int length) {
			long before = this.count;
			this.count = before + length;
		}

		@Override
		public void flush() throws IOException {
			this.delegate.flush();
		}

		@Override
		public void close() throws IOException {
			this.delegate.close();
		}

		@Override
		public boolean isReady() {
			return this.delegate.isReady();
		}

		@Override
		public void setWriteListener(WriteListener listener) {
			this.delegate.setWriteListener(listener);
		}

	}

}
