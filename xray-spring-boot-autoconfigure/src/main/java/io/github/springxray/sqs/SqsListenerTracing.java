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
import java.util.LinkedHashSet;
import java.util.Set;

import io.awspring.cloud.sqs.listener.AbstractMessageListenerContainer;
import io.awspring.cloud.sqs.listener.AsyncMessageListener;
import io.awspring.cloud.sqs.listener.MessageListenerContainer;
import io.awspring.cloud.sqs.listener.SqsMessageListenerContainer;
import io.awspring.cloud.sqs.listener.TaskExecutorAware;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

import io.github.springxray.recorder.TracingFaults;

/**
 * Traces the listeners of Spring Cloud AWS. All that there are when the application
 * starts, those of {@code @SqsListener} methods and of container beans, are traced by
 * themselves. A container that is created later, and is no bean, is to be given to
 * {@link #trace(MessageListenerContainer)}.
 */
public final class SqsListenerTracing {

	private final @Nullable MessageTraces traces;

	private final TracingFaults faults;

	SqsListenerTracing(@Nullable MessageTraces traces, TracingFaults faults) {
		this.traces = traces;
		this.faults = faults;
	}

	/**
	 * Trace the listener that a container has, and let the container ask for the trace
	 * header of messages. To be called before the container is started. A second call
	 * does nothing, nor does any where messages are not traced. Never throws.
	 * @param container the container
	 */
	public void trace(MessageListenerContainer<?> container) {
		MessageTraces active = this.traces;
		if (active == null) {
			return;
		}
		try {
			if (container instanceof AbstractMessageListenerContainer<?, ?, ?> known) {
				traceListener(known, active);
			}
			if (container instanceof SqsMessageListenerContainer<?> sqs && !sqs.isRunning()) {
				askForTraceHeader(sqs);
			}
		}
		catch (Throwable ex) {
			this.faults.record("tracing a listener container", ex);
		}
	}

	private <T> void traceListener(AbstractMessageListenerContainer<T, ?, ?> container, MessageTraces active) {
		AsyncMessageListener<T> listener = container.getMessageListener();
		if (listener == null || listener instanceof TracingMessageListener) {
			return;
		}
		container.setAsyncMessageListener(
				(listener instanceof TaskExecutorAware) ? new TracingBlockingMessageListener<>(listener, active)
						: new TracingMessageListener<>(listener, active));
	}

	/**
	 * A container asks for all system attributes unless the application wants some only.
	 */
	private static void askForTraceHeader(SqsMessageListenerContainer<?> container) {
		Collection<String> names = container.getContainerOptions().getMessageSystemAttributeNames();
		Set<MessageSystemAttributeName> asked = new LinkedHashSet<>();
		names.forEach((name) -> asked.add(MessageSystemAttributeName.fromValue(name)));
		if (asked.contains(MessageSystemAttributeName.ALL)
				|| asked.contains(MessageSystemAttributeName.UNKNOWN_TO_SDK_VERSION)) {
			return;
		}
		if (asked.add(MessageSystemAttributeName.AWS_TRACE_HEADER)) {
			container.configure((options) -> options.messageSystemAttributeNames(asked));
		}
	}

}
