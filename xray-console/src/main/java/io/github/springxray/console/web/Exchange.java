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

package io.github.springxray.console.web;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Function;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;

import io.github.springxray.console.api.ApiResponse;

/**
 * One request and its answer. Whenever the client has nothing to read or takes nothing,
 * no thread waits for it.
 */
final class Exchange {

	private static final int SLICE = 32 * 1024;

	private final Request request;

	private final Response response;

	private final Callback callback;

	private final ExchangeMemory memory;

	Exchange(Request request, Response response, Callback callback, ExchangeMemory memory) {
		this.request = request;
		this.response = response;
		this.memory = memory;
		this.callback = Callback.from(() -> memory.release(this), callback);
	}

	/**
	 * Read the body, and answer once it is there.
	 * @param maxBody of how many bytes to read one more at most
	 */
	void answer(int maxBody, Function<ConsoleRequest, ApiResponse> handler) {
		new Reading(maxBody, handler).run();
	}

	/**
	 * Break the connection off, which fails whatever is being read or written.
	 */
	void giveUp() {
		this.request.getConnectionMetaData().getConnection().getEndPoint().close();
	}

	private void send(ApiResponse answer) {
		byte[] body = answer.body();
		boolean head = this.request.getMethod().equals("HEAD");
		this.memory.hold(this, body.length);
		this.response.setStatus(answer.status());
		answer.headers().forEach(this.response.getHeaders()::put);
		this.response.getHeaders().put("Content-Type", answer.contentType());
		this.response.getHeaders().put("Content-Length", body.length);
		if (head || body.length == 0) {
			this.response.write(true, BufferUtil.EMPTY_BUFFER, this.callback);
		}
		else {
			new Writing(body).iterate();
		}
	}

	/**
	 * Reads what is there, and comes back when there is more.
	 */
	private final class Reading implements Runnable {

		private final int maxBody;

		private final Function<ConsoleRequest, ApiResponse> handler;

		private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);

		Reading(int maxBody, Function<ConsoleRequest, ApiResponse> handler) {
			this.maxBody = maxBody;
			this.handler = handler;
		}

		@Override
		public void run() {
			try {
				read();
			}
			catch (RuntimeException ex) {
				Exchange.this.callback.failed(ex);
			}
		}

		private void read() {
			while (this.body.size() <= this.maxBody) {
				Content.Chunk chunk = Exchange.this.request.read();
				if (chunk == null) {
					Exchange.this.request.demand(this);
					return;
				}
				if (Content.Chunk.isFailure(chunk)) {
					Exchange.this.callback.failed(chunk.getFailure());
					return;
				}
				append(chunk.getByteBuffer());
				chunk.release();
				if (chunk.isLast()) {
					break;
				}
			}
			send(this.handler.apply(new JettyRequest(Exchange.this.request, this.body.toByteArray())));
		}

		private void append(ByteBuffer buffer) {
			int count = Math.min(buffer.remaining(), this.maxBody + 1 - this.body.size());
			if (count > 0) {
				byte[] bytes = new byte[count];
				buffer.get(bytes);
				Exchange.this.memory.hold(Exchange.this, count);
				this.body.writeBytes(bytes);
			}
		}

	}

	/**
	 * Writes slice by slice, each when the client has taken the one before: buffers of
	 * the network are copies.
	 */
	private final class Writing extends IteratingCallback {

		private final byte[] body;

		private int written;

		Writing(byte[] body) {
			this.body = body;
		}

		@Override
		protected Action process() {
			if (this.written == this.body.length) {
				return Action.SUCCEEDED;
			}
			int length = Math.min(SLICE, this.body.length - this.written);
			ByteBuffer slice = ByteBuffer.wrap(this.body, this.written, length);
			this.written += length;
			Exchange.this.response.write(this.written == this.body.length, slice, this);
			return Action.SCHEDULED;
		}

		@Override
		protected void onCompleteSuccess() {
			Exchange.this.callback.succeeded();
		}

		@Override
		protected void onCompleteFailure(Throwable cause) {
			Exchange.this.callback.failed(cause);
		}

	}

}
