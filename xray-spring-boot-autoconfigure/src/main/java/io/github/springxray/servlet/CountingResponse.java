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
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

import io.github.springxray.http.TraceHeaders;
import io.github.springxray.recorder.SdkServletFilter;

/**
 * Counts the bytes of a body that is written to the stream of a response. Containers set
 * the length of a small body when they send it, which is after every filter and listener.
 * A body that goes through a writer is not counted: its encoding is the container's.
 */
final class CountingResponse extends HttpServletResponseWrapper {

	private @Nullable CountingStream stream;

	private final Consumer<IOException> failures;

	private volatile boolean counted;

	private volatile boolean errorSent;

	private volatile boolean touched;

	/**
	 * Create a response that counts.
	 * @param failures is told of each write that fails
	 */
	CountingResponse(HttpServletResponse response, Consumer<IOException> failures) {
		super(response);
		this.failures = failures;
	}

	/**
	 * Return whether the application has left the rest to the container.
	 */
	boolean isErrorSent() {
		return this.errorSent;
	}

	/**
	 * Return whether the application has, or may have, begun to answer.
	 */
	boolean isTouched() {
		return this.touched || getStatus() != SC_OK;
	}

	/**
	 * The servlet filter of the X-Ray SDK adds what was answered already.
	 */
	@Override
	public void addHeader(String name, String value) {
		if (!TraceHeaders.X_AMZN_TRACE_ID.equalsIgnoreCase(name) || !SdkServletFilter.isBeginning()) {
			super.addHeader(name, value);
		}
	}

	@Override
	public void setStatus(int status) {
		this.touched = true;
		super.setStatus(status);
	}

	@Override
	public PrintWriter getWriter() throws IOException {
		this.touched = true;
		return super.getWriter();
	}

	@Override
	public void sendError(int status) throws IOException {
		super.sendError(status);
		this.errorSent = true;
	}

	@Override
	public void sendError(int status, @Nullable String message) throws IOException {
		super.sendError(status, message);
		this.errorSent = true;
	}

	@Override
	public void flushBuffer() throws IOException {
		this.touched = true;
		watch(super::flushBuffer);
	}

	private void watch(Write write) throws IOException {
		try {
			write.run();
		}
		catch (IOException ex) {
			this.failures.accept(ex);
			throw ex;
		}
	}

	@Override
	public ServletOutputStream getOutputStream() throws IOException {
		CountingStream current = this.stream;
		if (current == null) {
			current = new CountingStream(super.getOutputStream());
			this.stream = current;
			this.counted = true;
			this.touched = true;
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
		this.touched = true;
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

	private final class CountingStream extends ServletOutputStream {

		private final ServletOutputStream delegate;

		private volatile long count;

		CountingStream(ServletOutputStream delegate) {
			this.delegate = delegate;
		}

		@Override
		public void write(int b) throws IOException {
			watch(() -> this.delegate.write(b));
			add(1);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			watch(() -> this.delegate.write(bytes, offset, length));
			add(length);
		}

		@Override
		public void write(ByteBuffer buffer) throws IOException {
			int before = buffer.remaining();
			watch(() -> this.delegate.write(buffer));
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
			watch(this.delegate::flush);
		}

		@Override
		public void close() throws IOException {
			watch(this.delegate::close);
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

	private interface Write {

		void run() throws IOException;

	}

}
