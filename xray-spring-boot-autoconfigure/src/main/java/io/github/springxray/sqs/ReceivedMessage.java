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

import com.amazonaws.xray.entities.Entity;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

import io.github.springxray.http.TraceHeaders;
import io.github.springxray.messaging.IncomingMessage;

/**
 * What tracing has to know of a message, whichever library received it.
 *
 * @param id the id of the message
 * @param queueUrl the queue that it came from
 * @param receiveCount how often it was received, as SQS says it
 * @param traceHeader the system attribute {@value #TRACE_HEADER}
 * @param traceParent the attribute {@value #TRACE_PARENT}
 */
record ReceivedMessage(@Nullable String id, @Nullable String queueUrl, @Nullable String receiveCount,
		@Nullable String traceHeader, @Nullable String traceParent) implements IncomingMessage {

	static final String TRACE_HEADER = "AWSTraceHeader";

	static final String TRACE_PARENT = "traceparent";

	static ReceivedMessage of(String queueUrl, Message message) {
		MessageAttributeValue traceParent = message.messageAttributes().get(TRACE_PARENT);
		return new ReceivedMessage(message.messageId(), queueUrl,
				message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT),
				message.attributes().get(MessageSystemAttributeName.AWS_TRACE_HEADER),
				(traceParent != null) ? traceParent.stringValue() : null);
	}

	/**
	 * The value of what is a header of a request where the trace comes with HTTP.
	 */
	@Override
	public @Nullable String header(String name) {
		if (TraceHeaders.X_AMZN_TRACE_ID.equals(name)) {
			return this.traceHeader;
		}
		return TRACE_PARENT.equals(name) ? this.traceParent : null;
	}

	/**
	 * The name of the queue, which its URL ends with.
	 */
	@Override
	public @Nullable String destination() {
		return (this.queueUrl != null) ? this.queueUrl.substring(this.queueUrl.lastIndexOf('/') + 1) : null;
	}

	@Override
	public void record(Entity entity) {
		recordQueue(entity);
		if (this.id != null) {
			entity.putAws("message_id", this.id);
		}
		int receptions = receptions();
		if (receptions > 0) {
			entity.putAnnotation("sqs_receive_count", receptions);
		}
	}

	void recordQueue(Entity entity) {
		String queue = destination();
		if (this.queueUrl != null && queue != null) {
			entity.putAws("queue_url", this.queueUrl);
			entity.putAnnotation("sqs_queue", queue);
		}
	}

	/**
	 * How often the message was received, 0 if that is not known.
	 */
	int receptions() {
		try {
			return (this.receiveCount != null) ? Integer.parseInt(this.receiveCount) : 0;
		}
		catch (NumberFormatException ex) {
			return 0;
		}
	}

}
