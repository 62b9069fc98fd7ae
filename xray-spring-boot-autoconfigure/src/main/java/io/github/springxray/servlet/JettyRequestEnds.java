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

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

import jakarta.servlet.ServletRequest;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.util.Callback;

/**
 * Asks Jetty's stream beneath a request. Listeners are told of the end of a request
 * before its error page, and of a client that went away only by who fails to write to it.
 */
final class JettyRequestEnds implements RequestEnds {

	/**
	 * A write that is going on when the stream is wrapped is not seen to fail, and there
	 * need not be another one.
	 */
	@Override
	public void begin(ServletRequest request, RequestTrace trace) {
		watch(request, trace);
	}

	@Override
	public boolean watch(ServletRequest request, RequestTrace trace) {
		try {
			ServletContextRequest known = ServletContextRequest.getServletContextRequest(request);
			if (trace.isToBeWatched()) {
				known.addHttpStreamWrapper((stream) -> new WatchedStream(stream, trace));
			}
			return true;
		}
		catch (IllegalStateException | LinkageError ex) {
			return false;
		}
	}

	private static final class WatchedStream extends HttpStream.Wrapper {

		private final RequestTrace trace;

		WatchedStream(HttpStream stream, RequestTrace trace) {
			super(stream);
			this.trace = trace;
		}

		@Override
		public void send(MetaData.Request request, MetaData.Response response, boolean last, ByteBuffer content,
				Callback callback) {
			super.send(request, response, last, content, new Callback.Nested(callback) {

				@Override
				public void failed(Throwable failure) {
					WatchedStream.this.trace.clientMayHaveLeft(
							(failure instanceof ClosedChannelException) ? new EofException(failure) : failure);
					super.failed(failure);
				}

			});
		}

		@Override
		public void succeeded() {
			try {
				this.trace.end();
			}
			finally {
				super.succeeded();
			}
		}

		@Override
		public void failed(Throwable failure) {
			try {
				this.trace.end();
			}
			finally {
				super.failed(failure);
			}
		}

	}

}
