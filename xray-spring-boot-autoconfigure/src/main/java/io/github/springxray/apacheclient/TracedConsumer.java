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

package io.github.springxray.apacheclient;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;

import io.github.springxray.http.HttpClientCall;

/**
 * Ends a call with the body of its response, before whoever waits for it learns of the
 * end.
 */
final class TracedConsumer implements AsyncDataConsumer {

	private final AsyncDataConsumer delegate;

	private final HttpClientCall call;

	TracedConsumer(AsyncDataConsumer delegate, HttpClientCall call) {
		this.delegate = delegate;
		this.call = call;
	}

	@Override
	public void updateCapacity(CapacityChannel capacity) throws IOException {
		this.delegate.updateCapacity(capacity);
	}

	@Override
	public void consume(ByteBuffer source) throws IOException {
		this.delegate.consume(source);
	}

	@Override
	public void streamEnd(List<? extends Header> trailers) throws HttpException, IOException {
		this.call.end();
		this.delegate.streamEnd(trailers);
	}

	/**
	 * Comes after the end, but before a failure is told of, and says nothing of it.
	 */
	@Override
	public void releaseResources() {
		this.delegate.releaseResources();
	}

}
