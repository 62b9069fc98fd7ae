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

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.awspring.cloud.sqs.MessageExecutionThread;
import io.awspring.cloud.sqs.listener.AsyncAdapterBlockingExecutionFailedException;
import io.awspring.cloud.sqs.listener.AsyncComponentAdapters;
import io.awspring.cloud.sqs.listener.AsyncMessageListener;
import io.awspring.cloud.sqs.listener.TaskExecutorAware;
import org.jspecify.annotations.Nullable;

import org.springframework.core.task.TaskExecutor;

import io.github.springxray.messaging.MessageTrace;

/**
 * For listeners that want the executor of their container. That of Spring Cloud AWS for
 * listeners that block does: it changes to a thread of the container if an interceptor
 * has left it on another one. Changing threads before it does lets the segment be current
 * where the listener runs, and nowhere else.
 *
 * @param <T> the type of the payloads
 */
final class TracingBlockingMessageListener<T> extends TracingMessageListener<T> implements TaskExecutorAware {

	private final AsyncMessageListener<T> delegate;

	private final boolean blocking;

	private volatile @Nullable TaskExecutor executor;

	TracingBlockingMessageListener(AsyncMessageListener<T> delegate, MessageTraces traces) {
		super(delegate, traces);
		this.delegate = delegate;
		this.blocking = delegate.getClass().getEnclosingClass() == AsyncComponentAdapters.class;
	}

	@Override
	public void setTaskExecutor(TaskExecutor taskExecutor) {
		this.executor = taskExecutor;
		((TaskExecutorAware) this.delegate).setTaskExecutor(taskExecutor);
	}

	@Override
	CompletableFuture<Void> call(Supplier<MessageTrace> begin, Supplier<CompletableFuture<Void>> listener) {
		TaskExecutor executor = this.executor;
		if (!this.blocking || executor == null || Thread.currentThread() instanceof MessageExecutionThread) {
			return super.call(begin, listener);
		}
		CompletableFuture<Void> result = new CompletableFuture<>();
		try {
			executor.execute(() -> callInto(result, begin, listener));
		}
		catch (RuntimeException ex) {
			result.completeExceptionally(wrap(ex));
		}
		return result;
	}

	private void callInto(CompletableFuture<Void> result, Supplier<MessageTrace> begin,
			Supplier<CompletableFuture<Void>> listener) {
		try {
			super.call(begin, listener).whenComplete((nothing, ex) -> {
				if (ex != null) {
					result.completeExceptionally(ex);
				}
				else {
					result.complete(nothing);
				}
			});
		}
		catch (Throwable ex) {
			result.completeExceptionally(wrap(ex));
		}
	}

	/**
	 * As the adapter does where it changes threads itself.
	 */
	private static RuntimeException wrap(Throwable failure) {
		return new AsyncAdapterBlockingExecutionFailedException("Error executing the listener", failure);
	}

}
