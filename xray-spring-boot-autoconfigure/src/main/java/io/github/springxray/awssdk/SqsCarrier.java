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

package io.github.springxray.awssdk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/**
 * Puts the trace into messages of SQS. It does not count for the size of a message.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html">Message
 * system attributes</a>
 */
final class SqsCarrier {

	private static final String ATTRIBUTE = "AWSTraceHeader";

	private SqsCarrier() {
	}

	static SdkRequest put(SdkRequest request, String header, Predicate<@Nullable String> own) {
		if (request instanceof SendMessageRequest message) {
			Map<String, MessageSystemAttributeValue> attributes = message.messageSystemAttributesAsStrings();
			return isOwn(attributes, own) ? message
					: message.toBuilder().messageSystemAttributesWithStrings(with(attributes, header)).build();
		}
		if (request instanceof SendMessageBatchRequest batch && batch.hasEntries()) {
			List<SendMessageBatchRequestEntry> entries = batch.entries()
				.stream()
				.map((entry) -> put(entry, header, own))
				.toList();
			return batch.toBuilder().entries(entries).build();
		}
		return request;
	}

	private static SendMessageBatchRequestEntry put(SendMessageBatchRequestEntry entry, String header,
			Predicate<@Nullable String> own) {
		Map<String, MessageSystemAttributeValue> attributes = entry.messageSystemAttributesAsStrings();
		return isOwn(attributes, own) ? entry
				: entry.toBuilder().messageSystemAttributesWithStrings(with(attributes, header)).build();
	}

	private static boolean isOwn(Map<String, MessageSystemAttributeValue> attributes, Predicate<@Nullable String> own) {
		MessageSystemAttributeValue value = attributes.get(ATTRIBUTE);
		return value != null && own.test(value.stringValue());
	}

	private static Map<String, MessageSystemAttributeValue> with(Map<String, MessageSystemAttributeValue> attributes,
			String header) {
		Map<String, MessageSystemAttributeValue> all = new HashMap<>(attributes);
		all.put(ATTRIBUTE, MessageSystemAttributeValue.builder().dataType("String").stringValue(header).build());
		return all;
	}

}
