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

package io.github.springxray.jdkclient;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

import io.github.springxray.http.HttpClientCall;

/**
 * Ends a call with the body of its response, before whoever waits for it learns of the
 * end. Buffers pass untouched.
 *
 * @param <T> what the body becomes
 */
final class TracedBody<T> implements BodySubscriber<T> {

	private final BodySubscriber<T> delegate;

	private final HttpClientCall call;

	TracedBody(BodySubscriber<T> delegate, HttpClientCall call) {
		this.delegate = delegate;
		this.call = call;
	}

	@Override
	public CompletionStage<T> getBody() {
		return this.delegate.getBody();
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		this.delegate.onSubscribe(new Flow.Subscription() {

			@Override
			public void request(long n) {
				subscription.request(n);
			}

			@Override
			public void cancel() {
				TracedBody.this.call.cancel();
				subscription.cancel();
			}

		});
	}

	@Override
	public void onNext(List<ByteBuffer> buffers) {
		this.delegate.onNext(buffers);
	}

	@Override
	public void onError(Throwable ex) {
		this.call.end(ex);
		this.delegate.onError(ex);
	}

	@Override
	public void onComplete() {
		this.call.end();
		this.delegate.onComplete();
	}

}
