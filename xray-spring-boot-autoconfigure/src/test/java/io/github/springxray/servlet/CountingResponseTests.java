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
import java.util.ArrayList;
import java.util.List;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link CountingResponse}.
 */
class CountingResponseTests {

	private final List<IOException> failures = new ArrayList<>();

	private final MockHttpServletResponse original = new MockHttpServletResponse();

	private final CountingResponse response = new CountingResponse(this.original, this.failures::add);

	@Test
	void countsWhateverIsWrittenToTheStream() throws IOException {
		ServletOutputStream stream = this.response.getOutputStream();
		stream.write('a');
		stream.write(new byte[] { 1, 2, 3 });
		stream.write(new byte[] { 1, 2, 3, 4 }, 1, 2);
		stream.write(ByteBuffer.wrap(new byte[] { 1, 2 }));
		assertThat(this.response.getOutputStream()).isSameAs(stream);
		assertThat(this.response.contentLength()).isEqualTo(8);
		assertThat(this.original.getContentAsByteArray()).hasSize(8);
	}

	@Test
	void countsWhatHasLeftOfABufferThatIsUsedAgain() throws IOException {
		ByteBuffer buffer = ByteBuffer.wrap(new byte[] { 1, 2, 3, 4 });
		buffer.position(1);
		this.response.getOutputStream().write(buffer);
		assertThat(this.response.contentLength()).isEqualTo(3);
	}

	@Test
	void passesHeadersAndTheStatusOn() {
		this.response.setStatus(204);
		this.response.addHeader("X-Amzn-Trace-Id", "Root=a");
		this.response.addHeader("X-Other", "b");
		assertThat(this.original.getStatus()).isEqualTo(204);
		assertThat(this.original.getHeader("X-Amzn-Trace-Id")).isEqualTo("Root=a");
		assertThat(this.original.getHeader("X-Other")).isEqualTo("b");
	}

	@Test
	void forgetsTheBodyThatWasResetAndCountsTheOneThatFollows() throws IOException {
		this.response.getOutputStream().write(new byte[10]);
		this.response.resetBuffer();
		assertThat(this.response.contentLength()).isZero();
		this.response.getOutputStream().write(new byte[3]);
		assertThat(this.response.contentLength()).isEqualTo(3);
		assertThat(this.original.getContentAsByteArray()).hasSize(3);
		this.response.reset();
		assertThat(this.response.contentLength()).isEqualTo(-1);
		this.response.getOutputStream().write(new byte[2]);
		assertThat(this.response.contentLength()).isEqualTo(2);
		assertThat(this.original.getContentAsByteArray()).hasSize(2);
	}

	@Test
	void doesNotKnowTheLengthOfWhatGoesThroughAWriterAfterAReset() throws IOException {
		this.response.getOutputStream().write(new byte[10]);
		this.response.reset();
		this.response.getWriter().write("text");
		assertThat(this.response.contentLength()).isEqualTo(-1);
	}

	@Test
	void doesNotKnowTheLengthWhereBytesMayPassBy() throws IOException {
		assertThat(this.response.contentLength()).isEqualTo(-1);
		this.response.getOutputStream().write(1);
		this.response.giveUp();
		assertThat(this.response.contentLength()).isEqualTo(-1);
		assertThat(this.response.isTouched()).isTrue();
	}

	@Test
	void isTouchedByWhateverBeginsAnAnswer() throws IOException {
		assertThat(this.response.isTouched()).isFalse();
		this.original.setStatus(404);
		assertThat(this.response.isTouched()).isTrue();
		this.original.setStatus(200);
		assertThat(this.response.isTouched()).isFalse();
		this.response.setStatus(200);
		assertThat(this.response.isTouched()).isTrue();
		CountingResponse written = new CountingResponse(new MockHttpServletResponse(), this.failures::add);
		written.getWriter();
		assertThat(written.isTouched()).isTrue();
		CountingResponse flushed = new CountingResponse(new MockHttpServletResponse(), this.failures::add);
		flushed.flushBuffer();
		assertThat(flushed.isTouched()).isTrue();
		CountingResponse streamed = new CountingResponse(new MockHttpServletResponse(), this.failures::add);
		streamed.getOutputStream();
		assertThat(streamed.isTouched()).isTrue();
	}

	@Test
	void knowsThatTheRestWasLeftToTheContainer() throws IOException {
		assertThat(this.response.isErrorSent()).isFalse();
		this.response.sendError(403);
		assertThat(this.response.isErrorSent()).isTrue();
		assertThat(this.original.getStatus()).isEqualTo(403);
		MockHttpServletResponse other = new MockHttpServletResponse();
		CountingResponse withMessage = new CountingResponse(other, this.failures::add);
		withMessage.sendError(404, "gone");
		assertThat(withMessage.isErrorSent()).isTrue();
		assertThat(other.getErrorMessage()).isEqualTo("gone");
	}

	@Test
	void tellsOfEachWriteThatFailsAndCountsNoneOfThem() throws IOException {
		CountingResponse failing = new CountingResponse(new FailingResponse(this.original), this.failures::add);
		ServletOutputStream stream = failing.getOutputStream();
		assertThatIOException().isThrownBy(() -> stream.write(1));
		assertThatIOException().isThrownBy(() -> stream.write(new byte[2], 0, 2));
		assertThatIOException().isThrownBy(() -> stream.write(ByteBuffer.allocate(3)));
		assertThatIOException().isThrownBy(stream::flush);
		assertThatIOException().isThrownBy(stream::close);
		assertThatIOException().isThrownBy(failing::flushBuffer);
		assertThat(this.failures).hasSize(6);
		assertThat(failing.contentLength()).isZero();
		assertThat(stream.isReady()).isTrue();
	}

	private static final class FailingResponse extends HttpServletResponseWrapper {

		FailingResponse(HttpServletResponse response) {
			super(response);
		}

		@Override
		public ServletOutputStream getOutputStream() {
			return new FailingStream();
		}

		@Override
		public void flushBuffer() throws IOException {
			throw new IOException("Broken pipe");
		}

	}

	private static final class FailingStream extends ServletOutputStream {

		@Override
		public void write(int b) throws IOException {
			throw new IOException("Broken pipe");
		}

		@Override
		public void write(ByteBuffer buffer) throws IOException {
			throw new IOException("Broken pipe");
		}

		@Override
		public void flush() throws IOException {
			throw new IOException("Broken pipe");
		}

		@Override
		public void close() throws IOException {
			throw new IOException("Broken pipe");
		}

		@Override
		public boolean isReady() {
			return true;
		}

		@Override
		public void setWriteListener(WriteListener listener) {
		}

	}

}
