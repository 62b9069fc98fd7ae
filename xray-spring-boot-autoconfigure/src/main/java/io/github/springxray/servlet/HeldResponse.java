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

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A response that is not complete before it is released. In AWS Lambda the container
 * takes the first flush of an asynchronous response for its end and returns from the
 * invocation on another thread, and what has not been sent by then waits for the next
 * one.
 */
final class HeldResponse extends HttpServletResponseWrapper {

	private @Nullable HeldStream stream;

	private @Nullable PrintWriter writer;

	private @Nullable Completion completion;

	HeldResponse(HttpServletResponse response) {
		super(response);
	}

	/**
	 * Return whether the application has flushed the response.
	 */
	boolean isComplete() {
		return this.completion != null;
	}

	/**
	 * Let the response go if it is complete.
	 */
	void release() throws IOException {
		if (this.completion != null) {
			this.completion.run();
		}
	}

	/**
	 * The first of them decides: the container would take no more after it.
	 */
	private void complete(Completion completion) {
		if (this.completion == null) {
			this.completion = completion;
		}
	}

	@Override
	public void flushBuffer() {
		complete(super::flushBuffer);
	}

	@Override
	public void sendError(int status) {
		setStatus(status);
		complete(() -> super.sendError(status));
	}

	@Override
	public void sendError(int status, @Nullable String message) {
		setStatus(status);
		complete(() -> super.sendError(status, message));
	}

	@Override
	public void sendRedirect(String location) {
		sendRedirect(location, SC_FOUND, true);
	}

	@Override
	public void sendRedirect(String location, boolean clearBuffer) {
		sendRedirect(location, SC_FOUND, clearBuffer);
	}

	@Override
	public void sendRedirect(String location, int status) {
		sendRedirect(location, status, true);
	}

	@Override
	public void sendRedirect(String location, int status, boolean clearBuffer) {
		setStatus(status);
		complete(() -> super.sendRedirect(location, status, clearBuffer));
	}

	@Override
	public boolean isCommitted() {
		return this.completion != null || super.isCommitted();
	}

	@Override
	public ServletOutputStream getOutputStream() throws IOException {
		HeldStream current = this.stream;
		if (current == null) {
			current = new HeldStream(super.getOutputStream());
			this.stream = current;
		}
		return current;
	}

	@Override
	public PrintWriter getWriter() throws IOException {
		PrintWriter current = this.writer;
		if (current == null) {
			current = new PrintWriter(super.getWriter()) {

				@Override
				public void flush() {
					flushBuffer();
				}

				@Override
				public void close() {
					flushBuffer();
				}

			};
			this.writer = current;
		}
		return current;
	}

	private final class HeldStream extends ServletOutputStream {

		private final ServletOutputStream delegate;

		HeldStream(ServletOutputStream delegate) {
			this.delegate = delegate;
		}

		@Override
		public void write(int b) throws IOException {
			this.delegate.write(b);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			this.delegate.write(bytes, offset, length);
		}

		@Override
		public void write(ByteBuffer buffer) throws IOException {
			this.delegate.write(buffer);
		}

		@Override
		public void flush() {
			flushBuffer();
		}

		@Override
		public void close() {
			flushBuffer();
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

	/**
	 * What the container is told in the end.
	 */
	private interface Completion {

		void run() throws IOException;

	}

}
