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

package io.github.springxray.sqs;

import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import io.awspring.cloud.sqs.listener.AsyncAdapterBlockingExecutionFailedException;
import io.awspring.cloud.sqs.listener.AsyncMessageListener;
import io.awspring.cloud.sqs.listener.ListenerExecutionFailedException;

import org.springframework.messaging.Message;

import io.github.springxray.messaging.MessageTrace;

/**
 * Calls a listener inside of a segment, which ends with what the listener returns, before
 * anybody else hears of it. What the listener gets, returns and throws is not touched.
 *
 * @param <T> the type of the payloads
 */
class TracingMessageListener<T> implements AsyncMessageListener<T> {

	private final AsyncMessageListener<T> delegate;

	private final MessageTraces traces;

	TracingMessageListener(AsyncMessageListener<T> delegate, MessageTraces traces) {
		this.delegate = delegate;
		this.traces = traces;
	}

	@Override
	public CompletableFuture<Void> onMessage(Message<T> message) {
		return call(() -> this.traces.begin(() -> SpringMessages.read(message)),
				() -> this.delegate.onMessage(message));
	}

	@Override
	public CompletableFuture<Void> onMessage(Collection<Message<T>> messages) {
		return call(() -> this.traces.beginBatch(() -> SpringMessages.read(messages)),
				() -> this.delegate.onMessage(messages));
	}

	/**
	 * Call the listener on the calling thread.
	 * @param begin begins the segment
	 * @param listener calls the listener
	 * @return the result of the listener
	 */
	CompletableFuture<Void> call(Supplier<MessageTrace> begin, Supplier<CompletableFuture<Void>> listener) {
		MessageTrace trace = begin.get();
		CompletableFuture<Void> result;
		try {
			result = Objects.requireNonNull(listener.get(), "The listener returned no future");
		}
		catch (Throwable ex) {
			this.traces.end(trace, unwrap(ex));
			throw ex;
		}
		this.traces.detach(trace);
		return result.whenComplete((nothing, ex) -> this.traces.end(trace, (ex != null) ? unwrap(ex) : null));
	}

	/**
	 * Return what the listener has thrown.
	 */
	private static Throwable unwrap(Throwable failure) {
		Throwable cause = failure.getCause();
		boolean wrapper = failure instanceof CompletionException || failure instanceof ListenerExecutionFailedException
				|| failure instanceof AsyncAdapterBlockingExecutionFailedException;
		return (wrapper && cause != null) ? unwrap(cause) : failure;
	}

}
