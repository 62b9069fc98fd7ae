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

import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;

/**
 * Requests that carry the trace themselves, to whoever gets their messages or events.
 * Their classes are asked for only where a call of their service is made.
 */
final class RequestCarriers {

	private RequestCarriers() {
	}

	static boolean carries(String service, String operation) {
		return switch (service) {
			case "SQS" -> operation.equals("SendMessage") || operation.equals("SendMessageBatch");
			case "EventBridge" -> operation.equals("PutEvents");
			default -> false;
		};
	}

	/**
	 * Put the trace into a request, where the application has not put one.
	 * @param request the request
	 * @param header the value of the trace header
	 * @param own whether the application itself has set a value
	 * @return the request to send
	 */
	static SdkRequest put(SdkRequest request, String header, Predicate<@Nullable String> own) {
		String type = request.getClass().getSimpleName();
		return type.equals("PutEventsRequest") ? EventBridgeCarrier.put(request, header, own)
				: SqsCarrier.put(request, header, own);
	}

}
