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
import java.util.ArrayList;
import java.util.List;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HeldResponse}.
 */
class HeldResponseTests {

	private final MockHttpServletResponse original = new MockHttpServletResponse();

	private final HeldResponse held = new HeldResponse(this.original);

	@Test
	void whatIsWrittenPassesAndTheFlushWaits() throws Exception {
		ServletOutputStream stream = this.held.getOutputStream();
		stream.write('a');
		stream.write(new byte[] { 'b', 'c', 'd' }, 1, 1);
		stream.write(ByteBuffer.wrap(new byte[] { 'e' }));
		assertThat(this.held.getOutputStream()).isSameAs(stream);
		assertThat(this.original.getContentAsString()).isEqualTo("ace");
		this.held.release();
		assertThat(this.held.isComplete()).isFalse();
		assertThat(this.held.isCommitted()).isFalse();
		assertThat(this.original.isCommitted()).isFalse();
		stream.flush();
		isReleasedLater();
	}

	@Test
	void aStreamThatIsClosedIsComplete() throws Exception {
		this.held.getOutputStream().close();
		isReleasedLater();
	}

	@Test
	void aWriterThatIsFlushedIsComplete() throws Exception {
		this.held.getWriter().write("text");
		assertThat(this.held.getWriter()).isSameAs(this.held.getWriter());
		assertThat(this.held.isComplete()).isFalse();
		this.held.getWriter().flush();
		isReleasedLater();
		assertThat(this.original.getContentAsString()).isEqualTo("text");
	}

	@Test
	void aWriterThatIsClosedIsComplete() throws Exception {
		this.held.getWriter().close();
		isReleasedLater();
	}

	@Test
	void anErrorWaitsAndItsStatusIsKnown() throws Exception {
		this.held.sendError(418);
		assertThat(this.held.getStatus()).isEqualTo(418);
		isReleasedLater();
		assertThat(this.original.getErrorMessage()).isNull();
	}

	@Test
	void theFirstThatCompletesAResponseDecides() throws Exception {
		this.held.sendError(404, "gone");
		assertThat(this.held.getStatus()).isEqualTo(404);
		this.held.flushBuffer();
		isReleasedLater();
		assertThat(this.original.getErrorMessage()).isEqualTo("gone");
	}

	@Test
	void theStatusOfARedirectIsKnownBeforeItLeaves() {
		this.held.sendRedirect("/next", 303);
		assertThat(this.held.getStatus()).isEqualTo(303);
		assertThat(this.held.isComplete()).isTrue();
	}

	@Test
	void whatWasCommittedBeforeIsCommitted() {
		this.original.setCommitted(true);
		assertThat(this.held.isCommitted()).isTrue();
		assertThat(this.held.isComplete()).isFalse();
	}

	@Test
	void whoeverWaitsForAStreamIsToldByTheContainer() throws Exception {
		List<WriteListener> listeners = new ArrayList<>();
		HeldResponse busy = new HeldResponse(new HttpServletResponseWrapper(this.original) {

			@Override
			public ServletOutputStream getOutputStream() {
				return new WaitingStream(listeners);
			}

		});
		WriteListener listener = new WriteListener() {

			@Override
			public void onWritePossible() {
			}

			@Override
			public void onError(Throwable failure) {
			}

		};
		assertThat(busy.getOutputStream().isReady()).isTrue();
		busy.getOutputStream().setWriteListener(listener);
		assertThat(listeners).containsExactly(listener);
		assertThat(busy.getOutputStream().isReady()).isFalse();
		CountingResponse counting = new CountingResponse(busy, (failure) -> {
		});
		assertThat(counting.getOutputStream().isReady()).isFalse();
		counting.getOutputStream().setWriteListener(listener);
		assertThat(listeners).containsExactly(listener, listener);
	}

	private void isReleasedLater() throws Exception {
		assertThat(this.held.isComplete()).isTrue();
		assertThat(this.held.isCommitted()).isTrue();
		assertThat(this.original.isCommitted()).isFalse();
		this.held.release();
		assertThat(this.original.isCommitted()).isTrue();
	}

	/**
	 * Is ready until somebody waits for it.
	 */
	private static final class WaitingStream extends ServletOutputStream {

		private final List<WriteListener> listeners;

		WaitingStream(List<WriteListener> listeners) {
			this.listeners = listeners;
		}

		@Override
		public void write(int b) {
		}

		@Override
		public boolean isReady() {
			return this.listeners.isEmpty();
		}

		@Override
		public void setWriteListener(WriteListener listener) {
			this.listeners.add(listener);
		}

	}

}
