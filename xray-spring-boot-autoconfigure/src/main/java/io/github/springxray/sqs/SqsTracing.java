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

import java.util.List;

import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Traces what an application does with the messages that it receives with a client of its
 * own, as in a poll loop: <pre class="code">
 * var response = client.receiveMessage((request) -&gt; request.queueUrl(url)
 *     .messageSystemAttributeNames(MessageSystemAttributeName.AWS_TRACE_HEADER));
 * for (Message message : response.messages()) {
 *     tracing.process(url, message, (received) -&gt; {
 *         store(received.body());
 *         client.deleteMessage((request) -&gt; request.queueUrl(url).receiptHandle(received.receiptHandle()));
 *     });
 * }</pre>
 * <p>
 * A trace can be continued only if the message was received with the system attribute
 * {@code AWSTraceHeader}, which SQS gives to those alone who ask for it. Listeners of
 * Spring Cloud AWS are traced without this interface.
 */
public interface SqsTracing {

	/**
	 * Process a message inside a segment that joins the trace of the message, or begins
	 * one if it brings none. The segment is current on the calling thread, and ends when
	 * the handler returns or throws.
	 * @param <E> what the handler throws
	 * @param queueUrl the URL of the queue that the message came from
	 * @param message the message
	 * @param handler what to do with it
	 * @throws E what the handler throws, unchanged
	 */
	<E extends Exception> void process(String queueUrl, Message message, MessageHandler<Message, E> handler) throws E;

	/**
	 * Process messages together inside one segment. It begins a trace of its own, which
	 * is linked to those that the messages bring. Without a message there is no segment.
	 * @param <E> what the handler throws
	 * @param queueUrl the URL of the queue that the messages came from
	 * @param messages the messages, in any number
	 * @param handler what to do with them
	 * @throws E what the handler throws, unchanged
	 */
	<E extends Exception> void processBatch(String queueUrl, List<Message> messages,
			MessageHandler<List<Message>, E> handler) throws E;

	/**
	 * Return an instance that calls the handlers and traces nothing, for tests and for
	 * applications that are not traced.
	 * @return the instance
	 */
	static SqsTracing none() {
		return UntracedMessages.INSTANCE;
	}

	/**
	 * Does something with what was received.
	 *
	 * @param <M> a message or a list of messages
	 * @param <E> what it throws
	 */
	@FunctionalInterface
	interface MessageHandler<M, E extends Exception> {

		/**
		 * Handle what was received.
		 * @param received a message or a list of messages
		 * @throws E if that failed
		 */
		void handle(M received) throws E;

	}

}
