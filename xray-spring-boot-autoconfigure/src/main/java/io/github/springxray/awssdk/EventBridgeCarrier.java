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

import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/**
 * Puts the trace into events of EventBridge.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html">PutEventsRequestEntry</a>
 */
final class EventBridgeCarrier {

	private static final int MAX_LENGTH = 500;

	private EventBridgeCarrier() {
	}

	static SdkRequest put(SdkRequest request, String header, Predicate<@Nullable String> own) {
		if (!(request instanceof PutEventsRequest events) || !events.hasEntries() || header.length() > MAX_LENGTH) {
			return request;
		}
		List<PutEventsRequestEntry> entries = events.entries()
			.stream()
			.map((entry) -> own.test(entry.traceHeader()) ? entry : entry.toBuilder().traceHeader(header).build())
			.toList();
		return events.toBuilder().entries(entries).build();
	}

}
